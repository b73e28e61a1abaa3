'use client'

import { Button, Drawer, Group, Skeleton, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconRestore } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCan } from '@/components/client/me'
import { useTRPC } from '@/components/client/trpc'
import { ChangeTable } from '@/components/patterns/audit/change-table'
import { useAuditNames } from '@/components/patterns/audit/names'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { FailedState } from '@/components/patterns/states/failed-state'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { Late } from '@/components/patterns/states/late'
import { When } from '@/components/patterns/time/when'
import type { AuditView } from '@/server/modules/accounts/contract'
import classes from './history-drawer.module.css'
import { useSnapshotWords } from './snapshot-words'
import { useRefreshWorkforce } from './use-groups'

export function HistoryDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTranslations('groups')
  const trpc = useTRPC()
  const history = useQuery(trpc.workforce.listGroupHistory.queryOptions({ id }))
  return (
    <Drawer opened onClose={onClose} position="right" size={640} title={t('history.title')}>
      {history.isError && <FailedState error={history.error} retry={() => void history.refetch()} />}
      {history.isPending && (
        <Late>
          <Skeleton h={160} />
        </Late>
      )}
      {history.data?.total === 0 && <Text c="dimmed">{t('history.none')}</Text>}
      <Stack gap="lg">
        {history.data?.rows.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </Stack>
    </Drawer>
  )
}

function Entry({ entry }: { entry: AuditView }) {
  const names = useAuditNames()
  const words = useSnapshotWords()
  return (
    <section className={classes.entry}>
      <Group justify="space-between" gap="xs" mb="xs">
        <Text size="sm">
          <b>{entry.actorName}</b> · {names.action(entry.action)} · <When at={entry.at} />
        </Text>
        <Restore entry={entry} />
      </Group>
      <ChangeTable
        before={words.flatten(entry.before)}
        after={words.flatten(entry.after)}
        nameOf={words.nameOf}
        show={words.show}
      />
    </section>
  )
}

function Restore({ entry }: { entry: AuditView }) {
  const t = useTranslations('groups')
  const trpc = useTRPC()
  const allowed = useCan()
  const confirm = useConfirm()
  const refresh = useRefreshWorkforce()
  const text = useFailureText()
  const restore = useMutation(
    trpc.workforce.restoreGroup.mutationOptions({
      onSuccess: async ({ leftOut }) => {
        await refresh()
        notifications.show({ color: 'green', message: t('history.restored', { leftOut }) })
      },
      onError: (error) => notifications.show({ color: 'red', message: text(error) }),
    }),
  )
  if (!entry.before || !allowed('groups.write', { groupIds: [entry.entityId] })) return null
  async function ask(): Promise<void> {
    const question = {
      title: t('history.restoreTitle'),
      body: t('history.restoreBody'),
      confirm: t('history.restore'),
    }
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
      {t('history.restore')}
    </Button>
  )
}
