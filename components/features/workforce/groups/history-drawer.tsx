'use client'

import { Drawer, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import { useAuditNames } from '@/components/patterns/audit/names'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { When } from '@/components/patterns/time/when'
import type { AuditView } from '@/server/modules/accounts/contract'
import { GroupChanges, RestoreGroup } from './group-changes'
import classes from './history-drawer.module.css'

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
  return (
    <section className={classes.entry}>
      <Group justify="space-between" gap="xs" mb="xs">
        <Text size="sm">
          <b>{entry.actorName}</b> · {names.action(entry.action)} · <When at={entry.at} />
        </Text>
        <RestoreGroup entry={entry} />
      </Group>
      <GroupChanges entry={entry} />
    </section>
  )
}
