'use client'

import { Select, Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { FailedState } from '@/components/patterns/states/failed-state'
import { mailSubjects } from '@/server/modules/accounts/contract'
import { useNotificationSettings } from '../use-notification-settings'

const words = { on: true, off: false, organization: undefined } as const
type Choice = keyof typeof words
const choiceOf = (value: boolean | undefined): Choice =>
  value === undefined ? 'organization' : value ? 'on' : 'off'

/** As the organisation says, or one's own word. */
export function NotificationChoices() {
  const t = useTranslations('profile.notifications')
  const { view, failure, retry, change } = useNotificationSettings()
  if (failure) return <FailedState error={failure} retry={retry} />
  if (!view) return null
  const { own, defaults } = view
  const field = (
    label: string,
    mine: boolean | undefined,
    theirs: boolean,
    set: (value?: boolean) => void,
  ) => (
    <Select
      key={label}
      label={label}
      data={[
        { value: 'organization', label: t(theirs ? 'asOrganizationOn' : 'asOrganizationOff') },
        { value: 'on', label: t('on') },
        { value: 'off', label: t('off') },
      ]}
      value={choiceOf(mine)}
      onChange={(choice) => set(words[(choice ?? 'organization') as Choice])}
      allowDeselect={false}
      maw={320}
    />
  )
  return (
    <Stack gap="sm">
      {field(t('sound'), own.sound, defaults.sound, (sound) => change({ sound }))}
      {field(t('desktop'), own.desktop, defaults.desktop, (desktop) => change({ desktop }))}
      {mailSubjects.map((subject) =>
        field(t(`mail.${subject}`), own.mail?.[subject], defaults.mail[subject], (value) =>
          change({ mail: { [subject]: value } }),
        ),
      )}
      <Text size="sm" c="dimmed">
        {t('mailHint')}
      </Text>
    </Stack>
  )
}
