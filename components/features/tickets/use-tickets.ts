'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useLocale } from 'next-intl'
import { parseAsString, useQueryState } from 'nuqs'
import { useTRPC } from '@/components/client/trpc'
import { filterOf, type TableState } from '@/components/patterns/data-table'
import { ticketPriorities, ticketSorts, ticketStatuses } from '@/server/modules/tickets/contract'

export const shownStatuses = [...ticketStatuses, 'every'] as const
const statusFilter = filterOf(shownStatuses)
const priorityFilter = filterOf(ticketPriorities)
const dueFilter = filterOf(['overdue', 'soon'])
const notDone = ticketStatuses.filter((status) => status !== 'solved' && status !== 'closed')

/** The filters of the tickets page; they stand in the address. */
export function useTicketFilter(state: TableState) {
  const [status, setStatus] = useQueryState('status', statusFilter)
  const [priority, setPriority] = useQueryState('priority', priorityFilter)
  const [type, setType] = useQueryState('type', parseAsString)
  const [assignee, setAssignee] = useQueryState('assignee', parseAsString)
  const [groupId, setGroup] = useQueryState('group', parseAsString)
  const [due, setDue] = useQueryState('due', dueFilter)
  const narrowing = {
    ...(state.search && { search: state.search }),
    ...(priority && { priority }),
    ...(type && { type }),
    ...(assignee && { assignee }),
    ...(groupId && { groupId }),
    ...(due && { due }),
  }
  const first =
    <Value>(set: (value: Value) => unknown) =>
    (value: Value) => {
      void set(value)
      state.toFirstPage()
    }
  return {
    ...{ status, priority, type, assignee, groupId, due, narrowing },
    statuses: status === 'every' ? undefined : status ? [status] : notDone,
    narrowed: Object.keys(narrowing).length > 0 || status !== null,
    ...{ setStatus: first(setStatus), setPriority: first(setPriority), setType: first(setType) },
    ...{ setAssignee: first(setAssignee), setGroup: first(setGroup), setDue: first(setDue) },
    clear: () => {
      state.setSearch('')
      for (const set of [setStatus, setPriority, setType, setAssignee, setGroup, setDue]) void set(null)
    },
  }
}
export type TicketFilterState = ReturnType<typeof useTicketFilter>

export function useTicketList(state: TableState, filter: TicketFilterState, enabled: boolean) {
  const trpc = useTRPC()
  return useQuery({
    ...trpc.tickets.list.queryOptions(
      {
        ...filter.narrowing,
        ...(filter.statuses && { statuses: [...filter.statuses] }),
        sort: ticketSorts.find((sort) => sort === state.sort.id) ?? 'due',
        direction: state.sort.direction,
        page: state.page,
        pageSize: state.pageSize,
      },
      { placeholderData: keepPreviousData },
    ),
    enabled,
  })
}

const noChoices = { types: [], groups: [], people: [] }

/** Types, groups and people to choose among, types in the reader's language. */
export function useTicketChoices() {
  const trpc = useTRPC()
  const locale = useLocale() === 'zh' ? 'zh' : 'en'
  const found =
    useQuery(trpc.tickets.choices.queryOptions(undefined, { staleTime: 60_000 })).data ?? noChoices
  const option = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name })
  const types = found.types.map(({ key, names, disabled }) => ({
    value: key,
    label: names[locale],
    disabled,
  }))
  return {
    types,
    groups: found.groups.map(option),
    people: found.people.map(option),
    typeName: (key: string) => types.find(({ value }) => value === key)?.label ?? key,
  }
}
