'use client'

import { Drawer, Group, Skeleton, Stack, Text } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { ChangeTable } from '@/components/patterns/audit/change-table'
import { useAuditNames } from '@/components/patterns/audit/names'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { When } from '@/components/patterns/time/when'
import { flattenRecord } from '@/components/patterns/versioned-form/flatten-record'
import type { AuditView } from '@/server/modules/accounts/contract'
import { useFieldWords } from './field-words'
import classes from './history-drawer.module.css'
import { RestoreEntry } from './restore-entry'

type Props = {
  history: UseQueryResult<{ rows: AuditView[]; total: number }, unknown>
  /** Goes back to before the entry, and reads again what it changed; undefined = the reader may not. */
  restore?: ((entryId: string) => Promise<unknown>) | undefined
  onClose: () => void
}

/** What was changed in one record, before and after, the newest first, with the way back. */
export function HistoryDrawer({ history, restore, onClose }: Props) {
  const t = useTranslations('history')
  const form = useTranslations('form')
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
          <Entry key={entry.id} entry={entry} restore={restore} />
        ))}
      </Stack>
    </Drawer>
  )
}

function Entry({ entry, restore }: { entry: AuditView; restore: Props['restore'] }) {
  const names = useAuditNames()
  return (
    <section className={classes.entry}>
      <Group justify="space-between" gap="xs" mb="xs">
        <Text size="sm">
          <b>{entry.actorName}</b> · {names.action(entry.action)} · <When at={entry.at} />
        </Text>
        {restore && <RestoreEntry entry={entry} restore={restore} />}
      </Group>
      <EntryChanges entry={entry} />
    </section>
  )
}

export function EntryChanges({ entry }: { entry: AuditView }) {
  const words = useFieldWords()
  return <ChangeTable before={flattenRecord(entry.before)} after={flattenRecord(entry.after)} {...words} />
}
