'use client'

import { Alert, Button, Group, Stack } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { IconAlertCircle, IconArrowsSplit2, IconHistory } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import type { z } from 'zod'
import { useServerForm } from '@/components/patterns/drawer-form/use-server-form'
import { useFailureText } from '@/components/patterns/states/failure-text'
import {
  type SettingsSection,
  type SettingsValues,
  settingsSections,
} from '@/server/modules/accounts/contract'
import { ProfileSection } from '../profile/profile-section'
import { SectionChanges } from './section-changes'
import { SectionHistory } from './section-history'
import { useRefreshSettings, useSaveSection } from './use-section'

type Props<K extends SettingsSection> = {
  section: K
  value: SettingsValues[K]
  title: string
  hint: string
  children: (form: UseFormReturnType<SettingsValues[K]>) => ReactNode
}

/** One section of the settings: it is saved for itself, and somebody else's change in between is shown. */
export function SectionForm<K extends SettingsSection>({ section, value, title, hint, children }: Props<K>) {
  const t = useTranslations('settings')
  const words = useTranslations('form')
  const save = useSaveSection()
  const refresh = useRefreshSettings()
  const text = useFailureText()
  const [before, setBefore] = useState(value)
  const [history, showHistory] = useState(false)
  const server = useServerForm<SettingsValues[K]>({
    initialValues: value,
    schema: settingsSections[section] as unknown as z.ZodType<unknown, SettingsValues[K]>,
    save: async (wanted) => {
      await save(section, before, wanted)
      notifications.show({ color: 'green', message: t('saved') })
      await refresh()
    },
  })
  const { form, failure } = server
  const theirs = failure?.code === 'conflict' ? (failure.details.current as SettingsValues[K]) : null
  return (
    <ProfileSection title={title} hint={hint}>
      <form onSubmit={server.submit} noValidate>
        <Stack gap="md">
          {theirs && (
            <Conflict
              {...{ section, theirs, mine: form.values }}
              settle={(take) => {
                setBefore(theirs)
                server.clear()
                if (take === 'theirs') form.setValues(theirs)
              }}
            />
          )}
          {failure && !theirs && (
            <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
              {text(server.error)}
            </Alert>
          )}
          {children(form)}
          <Group gap="xs">
            <Button type="submit" loading={server.saving} disabled={!form.isDirty()}>
              {words('save')}
            </Button>
            <Button variant="default" disabled={!form.isDirty()} onClick={() => form.reset()}>
              {t('undo')}
            </Button>
            <Button
              variant="subtle"
              leftSection={<IconHistory size={16} />}
              onClick={() => showHistory(true)}
            >
              {t('history')}
            </Button>
          </Group>
        </Stack>
      </form>
      {history && <SectionHistory section={section} onClose={() => showHistory(false)} />}
    </ProfileSection>
  )
}

type ConflictProps = {
  section: SettingsSection
  theirs: object
  mine: object
  settle: (take: 'theirs' | 'mine') => void
}

function Conflict({ section, theirs, mine, settle }: ConflictProps) {
  const say = useTranslations('settings.conflict')
  return (
    <Alert color="amber" icon={<IconArrowsSplit2 size={18} />} title={say('title')} role="alert">
      <Stack gap="sm">
        <SectionChanges
          section={section}
          before={theirs}
          after={mine}
          titles={{ before: say('theirs'), after: say('mine') }}
        />
        <Group gap="xs">
          <Button size="compact-sm" variant="default" onClick={() => settle('theirs')}>
            {say('takeTheirs')}
          </Button>
          <Button size="compact-sm" onClick={() => settle('mine')}>
            {say('keepMine')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  )
}
