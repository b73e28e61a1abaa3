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
import classes from './history-drawer.module.css'
import { RecordChanges, RestoreRecord } from './record-changes'

type Props = {
  entity: 'channel' | 'calendar' | 'category' | 'wrap_up' | 'organization'
  id: string
  onClose: () => void
}

export function HistoryDrawer({ entity, id, onClose }: Props) {
  const t = useTranslations('channels.history')
  const form = useTranslations('form')
  const trpc = useTRPC()
  const history = useQuery(trpc.channels.listHistory.queryOptions({ entity, id }))
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={640}
      title={t('title')}
      closeButtonProps={{ 'aria-label': form('close') }}
    >
      {history.isError && <FailedState error={history.error} retry={() => void history.refetch()} />}
      {history.isPending && (
        <Late>
          <Skeleton h={160} />
        </Late>
      )}
      {history.data?.total === 0 && <Text c="dimmed">{t('none')}</Text>}
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
        {(entry.entity !== 'organization' || entry.label === 'thresholds') && <RestoreRecord entry={entry} />}
      </Group>
      <RecordChanges entry={entry} />
    </section>
  )
}
