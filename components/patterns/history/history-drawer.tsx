'use client'

import { Drawer, Group, Skeleton, Stack, Text } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ChangeTable } from '@/components/patterns/audit/change-table'
import { useAuditNames } from '@/components/patterns/audit/names'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { When } from '@/components/patterns/time/when'
import { flattenRecord } from '@/components/patterns/versioned-form/flatten-record'
import type { AuditView } from '@/server/modules/accounts/contract'
import { useFieldWords } from './field-words'
import classes from './history-drawer.module.css'
import { hasWayBack, RestoreEntry } from './restore-entry'

type Entries = {
  history: UseQueryResult<{ rows: AuditView[]; total: number }, unknown>
  /** Goes back to before the entry, and reads again what it changed; undefined = the reader may not. */
  restore?: ((entryId: string) => Promise<unknown>) | undefined
  /** Where a module says its entries in its own words: what changed, and the way back if there is one. */
  changes?: (entry: AuditView) => ReactNode
  wayBack?: (entry: AuditView) => ReactNode
}

/** What was changed in one record, before and after, the newest first, with the way back. */
export function HistoryDrawer({
  title,
  onClose,
  ...entries
}: Entries & { title?: string; onClose: () => void }) {
  const t = useTranslations('history')
  const form = useTranslations('form')
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={640}
      title={title ?? t('title')}
      closeButtonProps={{ 'aria-label': form('close') }}
    >
      <HistoryEntries {...entries} />
    </Drawer>
  )
}

/** The same without a drawer of its own. */
export function HistoryEntries({ history, restore, changes, wayBack }: Entries) {
  const t = useTranslations('history')
  if (history.isError) return <FailedState error={history.error} retry={() => void history.refetch()} />
  if (!history.data)
    return (
      <Late>
        <Skeleton h={160} />
      </Late>
    )
  if (history.data.total === 0) return <Text c="dimmed">{t('none')}</Text>
  return (
    <Stack gap="lg">
      {history.data.rows.map((entry) => (
        <Entry
          key={entry.id}
          entry={entry}
          changes={changes ? changes(entry) : <EntryChanges entry={entry} />}
          wayBack={
            wayBack
              ? wayBack(entry)
              : restore && hasWayBack(entry) && <RestoreEntry entry={entry} restore={restore} />
          }
        />
      ))}
    </Stack>
  )
}

type EntryProps = { entry: AuditView; changes: ReactNode; wayBack: ReactNode }

function Entry({ entry, changes, wayBack }: EntryProps) {
  const names = useAuditNames()
  return (
    <section className={classes.entry}>
      <Group justify="space-between" gap="xs" mb="xs">
        <Text size="sm">
          <b>{entry.actorName}</b> · {names.action(entry.action)} · <When at={entry.at} />
        </Text>
        {wayBack}
      </Group>
      {changes}
    </section>
  )
}

export function EntryChanges({ entry }: { entry: AuditView }) {
  const words = useFieldWords()
  return <ChangeTable before={flattenRecord(entry.before)} after={flattenRecord(entry.after)} {...words} />
}
