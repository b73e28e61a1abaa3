'use client'

import { Button, Select, Stack } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useMe } from '@/components/client/me'
import { StatusHistoryDrawer } from '@/components/features/workforce/status-history/status-history-drawer'
import { useChangeLocale } from '@/components/i18n/change-locale'
import { isLocale, locales } from '@/components/i18n/locale'
import { Page } from '@/components/patterns/page/page'
import { ownNames } from '@/components/patterns/shell/language-menu'

import { SecondStep } from '../second-step/second-step'
import { NotificationChoices } from './notification-choices'
import { OwnDetails } from './own-details'
import { PasswordForm } from './password-form'
import { ProfileSection } from './profile-section'
import { SignOutEverywhere } from './sign-out-everywhere'
import { Tokens } from './tokens'

export function ProfileScreen() {
  const t = useTranslations('profile')
  const step = useTranslations('secondStep')
  const me = useMe()
  return (
    <Page title={t('title')} purpose={t('purpose')}>
      <Stack gap="lg" maw={860} pb="xl">
        <ProfileSection title={t('details')} hint={t('detailsHint')}>
          <OwnDetails />
        </ProfileSection>
        <ProfileSection title={t('language')} hint={t('languageHint')}>
          <LanguageChoice />
        </ProfileSection>
        {me.agentId !== null && (
          <ProfileSection title={t('status')} hint={t('statusHint')}>
            <OwnStatusHistory agentId={me.agentId} />
          </ProfileSection>
        )}
        <ProfileSection title={t('notifications.title')} hint={t('notifications.hint')}>
          <NotificationChoices />
        </ProfileSection>
        <ProfileSection title={t('password')} hint={t('passwordHint')}>
          <PasswordForm />
        </ProfileSection>
        <ProfileSection title={step('title')} hint={step('hint')}>
          <SecondStep />
        </ProfileSection>
        <ProfileSection title={t('sessions')} hint={t('sessionsHint')}>
          <SignOutEverywhere />
        </ProfileSection>
        <ProfileSection title={t('tokens')} hint={t('tokensHint')}>
          <Tokens />
        </ProfileSection>
      </Stack>
    </Page>
  )
}

function OwnStatusHistory({ agentId }: { agentId: string }) {
  const t = useTranslations('profile')
  const [shown, show] = useState(false)
  return (
    <>
      <Button variant="default" leftSection={<IconHistory size={16} />} onClick={() => show(true)}>
        {t('statusShow')}
      </Button>
      {shown && <StatusHistoryDrawer agentId={agentId} onClose={() => show(false)} />}
    </>
  )
}

function LanguageChoice() {
  const t = useTranslations('profile')
  const current = useLocale()
  const change = useChangeLocale()
  return (
    <Select
      aria-label={t('language')}
      data={locales.map((locale) => ({ value: locale, label: ownNames[locale] }))}
      value={current}
      onChange={(value) => isLocale(value) && change(value)}
      allowDeselect={false}
      maw={280}
    />
  )
}
