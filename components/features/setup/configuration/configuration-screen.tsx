'use client'

import { Stack } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { Page } from '@/components/patterns/page/page'
import { ProfileSection } from '../../accounts/profile/profile-section'
import { ApplySection } from './apply-section'
import { ExportSection } from './export-section'

/** The whole configuration out of here as a file, and a file into here. */
export function ConfigurationScreen() {
  const t = useTranslations('configuration')
  return (
    <Page title={t('title')} purpose={t('purpose')}>
      <Stack gap="lg" pb="xl">
        <ProfileSection title={t('export.title')} hint={t('export.hint')}>
          <ExportSection />
        </ProfileSection>
        <ProfileSection title={t('apply.title')} hint={t('apply.hint')}>
          <ApplySection />
        </ProfileSection>
      </Stack>
    </Page>
  )
}
