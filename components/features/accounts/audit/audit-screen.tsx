'use client'

import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type ReactNode, useMemo, useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { useAuditNames } from '@/components/patterns/audit/names'
import {
  type Column,
  DataTable,
  FilterLine,
  SearchBox,
  TableTools,
  useListMessage,
  useTableState,
} from '@/components/patterns/data-table'
import { Page } from '@/components/patterns/page/page'
import { When } from '@/components/patterns/time/when'
import { type AuditView, ERASED } from '@/server/modules/accounts/contract'
import { AuditFilterBar } from './audit-filter-bar'
import { ChainButton, ChainResult, useChainCheck } from './chain-check'
import { EntryDrawer } from './entry-drawer'
import { useAuditFilters } from './use-audit-filters'

function useColumns(): Column<AuditView>[] {
  const t = useTranslations('audit')
  const names = useAuditNames()
  // biome-ignore lint/correctness/useExhaustiveDependencies: both change with the language only.
  return useMemo(() => {
    const shown = (value: string | null) => (value === ERASED ? t('erased') : value) || '–'
    return [
      { id: 'at', title: t('at'), cell: (row) => <When at={row.at} />, sortable: true, width: 190 },
      {
        id: 'label',
        title: t('label'),
        cell: (row) => shown(row.label === ERASED ? ERASED : names.record(row)),
        heading: true,
      },
      { id: 'entity', title: t('entity'), cell: (row) => names.entity(row.entity), width: 140 },
      { id: 'action', title: t('action'), cell: (row) => names.action(row.action), width: 160 },
      { id: 'actor', title: t('actor'), cell: (row) => shown(row.actorName), width: 180 },
      { id: 'ip', title: t('origin'), cell: (row) => shown(row.ip), width: 150 },
      { id: 'client', title: t('client'), cell: (row) => row.client ?? '–', width: 160, optional: true },
      { id: 'position', title: t('place'), cell: (row) => row.position ?? '–', width: 90, optional: true },
    ]
  }, [t])
}

/** Draws an entry of a kind that its module can say in words; null for all others. */
export type EntryReader = (entry: AuditView) => ReactNode | null

export function AuditScreen({ read }: { read: EntryReader }) {
  const t = useTranslations('audit')
  const trpc = useTRPC()
  const columns = useColumns()
  const state = useTableState(columns, { id: 'at', direction: 'desc' })
  const filters = useAuditFilters(state)
  const check = useChainCheck()
  const names = useAuditNames()
  const [open, setOpen] = useState<AuditView | null>(null)
  const { page, pageSize, sort } = state
  const list = useQuery(
    trpc.accounts.listAudit.queryOptions(
      { page, pageSize, direction: sort.direction, ...filters.input },
      { placeholderData: keepPreviousData },
    ),
  )
  const message = useListMessage(list, {
    narrowed: filters.narrowed,
    clear: filters.clear,
    none: { title: t('none') },
  })
  return (
    <Page
      title={t('title')}
      purpose={t('purpose')}
      actions={
        <>
          <ChainButton check={check} />
          <ExportButton filter={filters.input} />
        </>
      }
    >
      <ChainResult check={check} />
      <FilterLine end={<TableTools screen="audit" columns={columns} state={state} />}>
        <SearchBox state={state} placeholder={t('search')} />
        <AuditFilterBar filters={filters} />
      </FilterLine>
      <DataTable
        label={t('title')}
        columns={columns}
        state={state}
        list={list}
        message={message}
        nameOf={names.record}
        onOpen={setOpen}
      />
      <EntryDrawer entry={open} changes={open && read(open)} onClose={() => setOpen(null)} />
    </Page>
  )
}

function ExportButton({ filter }: { filter: Record<string, string | undefined> }) {
  const t = useTranslations('audit')
  const query = new URLSearchParams(
    Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  )
  return (
    <Button
      component="a"
      href={`/api/audit/export?${query}`}
      download
      variant="default"
      leftSection={<IconDownload size={16} />}
    >
      {t('export')}
    </Button>
  )
}
