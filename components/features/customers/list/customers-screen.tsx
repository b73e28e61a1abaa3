'use client'

import { Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { parseAsString, useQueryState } from 'nuqs'
import { useMemo } from 'react'
import { useCan } from '@/components/client/me'
import { useTRPC } from '@/components/client/trpc'
import {
  DataTable,
  FilterLine,
  FilterSelect,
  filterOf,
  SearchBox,
  type TableState,
  TableTools,
  useListMessage,
  useTableState,
} from '@/components/patterns/data-table'
import { Page } from '@/components/patterns/page/page'
import { customerSorts, customerStates } from '@/server/modules/customers/contract'
import { useCustomerColumns } from './columns'
import { CustomerBulk } from './customer-bulk'
import { CustomersFile } from './customers-file'

const stateFilter = filterOf(customerStates)
const levels = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const
const vipFilter = filterOf(levels)

/** Everybody who ever came, found by any part of what is known of them. */
export function CustomersScreen() {
  const t = useTranslations('customers')
  const trpc = useTRPC()
  const router = useRouter()
  const can = useCan()
  const choices = useQuery(trpc.customers.choices.queryOptions()).data
  const fields = useMemo(() => choices?.fields ?? [], [choices])
  const columns = useCustomerColumns(fields)
  const state = useTableState(columns, { id: 'seen', direction: 'desc' })
  const customers = useCustomers(state)
  const message = useListMessage(customers.list, {
    narrowed: Object.keys(customers.filter).length > 0,
    clear: customers.clear,
    none: { title: t('none') },
  })
  return (
    <Page
      title={t('title')}
      purpose={t('purpose')}
      actions={<CustomersFile filter={customers.filter} mayImport={can('customers.manage')} />}
    >
      <FilterLine end={<TableTools screen="customers" columns={columns} state={state} />}>
        <SearchBox state={state} placeholder={t('search')} />
        <FilterSelect
          options={customerStates.map((value) => ({ value, label: t(`state.${value}`) }))}
          value={customers.kind}
          onChange={customers.setKind}
          all={t('everybody')}
          label={t('stateTitle')}
          w={180}
        />
        <Select
          data={choices?.tags ?? []}
          value={customers.tag}
          onChange={customers.setTag}
          placeholder={t('allTags')}
          aria-label={t('tag')}
          searchable
          clearable
          w={180}
        />
        <FilterSelect
          options={levels.map((value) => ({ value, label: t('vipFrom', { level: value }) }))}
          value={customers.vip}
          onChange={customers.setVip}
          all={t('allLevels')}
          label={t('vip')}
          w={160}
        />
      </FilterLine>
      <DataTable
        label={t('title')}
        columns={columns}
        state={state}
        list={customers.list}
        message={message}
        nameOf={(row) => row.name}
        onOpen={(row) => router.push(`/customers/${row.id}`)}
        {...(can('customers.edit') && {
          bulk: (rows: Parameters<typeof CustomerBulk>[0]['rows'], clear: () => void) => (
            <CustomerBulk rows={rows} tags={choices?.tags ?? []} onDone={clear} />
          ),
        })}
      />
    </Page>
  )
}

function useCustomers(state: TableState) {
  const trpc = useTRPC()
  const [kind, setKind] = useQueryState('state', stateFilter)
  const [tag, setTag] = useQueryState('tag', parseAsString)
  const [vip, setVip] = useQueryState('vip', vipFilter)
  const filter = {
    ...(state.search && { search: state.search }),
    ...(kind && { state: kind }),
    ...(tag && { tag }),
    ...(vip && { vip: Number(vip) }),
  }
  const list = useQuery(
    trpc.customers.list.queryOptions(
      {
        ...filter,
        sort: customerSorts.find((sort) => sort === state.sort.id) ?? 'seen',
        direction: state.sort.direction,
        page: state.page,
        pageSize: state.pageSize,
      },
      { placeholderData: keepPreviousData },
    ),
  )
  const first =
    <T,>(set: (value: T) => unknown) =>
    (value: T) => {
      void set(value)
      state.toFirstPage()
    }
  return {
    ...{ list, filter, kind, tag, vip },
    ...{ setKind: first(setKind), setTag: first(setTag), setVip: first(setVip) },
    clear: () => {
      state.setSearch('')
      void setKind(null)
      void setTag(null)
      void setVip(null)
    },
  }
}
