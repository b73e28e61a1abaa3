'use client'

import { Button, Drawer, Group, Skeleton, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconRestore } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCan } from '@/components/client/me'
import { useTRPC } from '@/components/client/trpc'
import { useAuditNames } from '@/components/patterns/audit/names'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { FailedState } from '@/components/patterns/states/failed-state'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { Late } from '@/components/patterns/states/late'
import { When } from '@/components/patterns/time/when'
import { type AuditView, type SettingsSection, sectionKeys } from '@/server/modules/accounts/contract'
import { SectionChanges } from './section-changes'
import { useRefreshSettings } from './use-section'

export function SectionHistory({ section, onClose }: { section: SettingsSection; onClose: () => void }) {
  const t = useTranslations('settings')
  const trpc = useTRPC()
  const names = useAuditNames()
  const history = useQuery(trpc.accounts.settingsHistory.queryOptions({ section }))
  return (
    <Drawer opened onClose={onClose} position="right" size={640} title={t('history')}>
      {history.isError && <FailedState error={history.error} retry={() => void history.refetch()} />}
      {history.isPending && (
        <Late>
          <Skeleton h={160} />
        </Late>
      )}
      {history.data?.total === 0 && <Text c="dimmed">{t('noHistory')}</Text>}
      <Stack gap="lg">
        {history.data?.rows.map((entry) => (
          <section key={entry.id}>
            <Group justify="space-between" gap="xs" mb="xs">
              <Text size="sm">
                <b>{entry.actorName}</b> · {names.action(entry.action)} · <When at={entry.at} />
              </Text>
              <RestoreSettings entry={entry} />
            </Group>
            <SectionChanges section={section} before={entry.before} after={entry.after} />
          </section>
        ))}
      </Stack>
    </Drawer>
  )
}

/** Back to what the section was before the entry. */
export function RestoreSettings({ entry }: { entry: AuditView }) {
  const t = useTranslations('settings')
  const trpc = useTRPC()
  const allowed = useCan()
  const confirm = useConfirm()
  const refresh = useRefreshSettings()
  const text = useFailureText()
  const restore = useMutation(
    trpc.accounts.restoreSettings.mutationOptions({
      onSuccess: async () => {
        notifications.show({ color: 'green', message: t('restored') })
        await refresh()
      },
      onError: (error) => notifications.show({ color: 'red', message: text(error) }),
    }),
  )
  const known = (sectionKeys as string[]).includes(entry.entityId)
  if (!entry.before || !known || !allowed('settings.write')) return null
  async function ask(): Promise<void> {
    const question = { title: t('restoreTitle'), body: t('restoreBody'), confirm: t('restore') }
    if (await confirm(question)) restore.mutate({ entryId: entry.id })
  }
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconRestore size={14} />}
      loading={restore.isPending}
      onClick={() => void ask()}
    >
      {t('restore')}
    </Button>
  )
}
