'use client'

import { Drawer, Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useQueryState } from 'nuqs'
import { type ReactNode, useMemo, useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import en from '@/components/i18n/messages/en.json'
import { ChangeTable } from '@/components/patterns/audit/change-table'
import { useAuditNames } from '@/components/patterns/audit/names'
import {
  type Column,
  DataTable,
  FilterLine,
  filterOf,
  SearchBox,
  TableTools,
  useListMessage,
  useTableState,
} from '@/components/patterns/data-table'
import { Page } from '@/components/patterns/page/page'
import { When } from '@/components/patterns/time/when'
import type { AuditView } from '@/server/modules/accounts/contract'

const kinds = Object.keys(en.audit.entities)
const kindFilter = filterOf(kinds)

function useColumns(): Column<AuditView>[] {
  const t = useTranslations('audit')
  const names = useAuditNames()
  // biome-ignore lint/correctness/useExhaustiveDependencies: both change with the language only.
  return useMemo(
    () => [
      { id: 'at', title: t('at'), cell: (row) => <When at={row.at} />, sortable: true, width: 200 },
      { id: 'label', title: t('label'), cell: (row) => row.label || '–', heading: true },
      { id: 'entity', title: t('entity'), cell: (row) => names.entity(row.entity), width: 140 },
      { id: 'action', title: t('action'), cell: (row) => names.action(row.action), width: 160 },
      { id: 'actor', title: t('actor'), cell: (row) => row.actorName, width: 200 },
    ],
    [t],
  )
}

/** Draws an entry of a kind that its module can say in words; null for all others. */
export type EntryReader = (entry: AuditView) => ReactNode | null

export function AuditScreen({ read }: { read: EntryReader }) {
  const t = useTranslations('audit')
  const trpc = useTRPC()
  const names = useAuditNames()
  const columns = useColumns()
  const state = useTableState(columns, { id: 'at', direction: 'desc' })
  const [entity, setEntity] = useQueryState('kind', kindFilter)
  const [open, setOpen] = useState<AuditView | null>(null)
  const list = useQuery(
    trpc.accounts.listAudit.queryOptions(
      {
        page: state.page,
        pageSize: state.pageSize,
        direction: state.sort.direction,
        ...(state.search && { search: state.search }),
        ...(entity && { entity }),
      },
      { placeholderData: keepPreviousData },
    ),
  )
  const message = useListMessage(list, {
    narrowed: state.search !== '' || entity !== null,
    clear: () => {
      state.setSearch('')
      void setEntity(null)
    },
    none: { title: t('none') },
  })
  return (
    <Page title={t('title')} purpose={t('purpose')}>
      <FilterLine end={<TableTools screen="audit" columns={columns} state={state} />}>
        <SearchBox state={state} placeholder={t('search')} />
        <Select
          data={kinds.map((kind) => ({ value: kind, label: names.entity(kind) }))}
          value={entity}
          onChange={(kind) => {
            void setEntity(kind)
            state.toFirstPage()
          }}
          placeholder={t('allKinds')}
          aria-label={t('entity')}
          clearable
        />
      </FilterLine>
      <DataTable
        label={t('title')}
        columns={columns}
        state={state}
        rows={list.data?.rows}
        total={list.data?.total ?? 0}
        stale={list.isPlaceholderData}
        message={message}
        nameOf={(row) => row.label}
        onOpen={setOpen}
      />
      <Drawer
        opened={open !== null}
        onClose={() => setOpen(null)}
        position="right"
        size={560}
        title={open && `${open.label || names.entity(open.entity)} · ${names.action(open.action)}`}
      >
        {open && (read(open) ?? <ChangeTable before={open.before} after={open.after} />)}
      </Drawer>
    </Page>
  )
}
