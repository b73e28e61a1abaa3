'use client'

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { parseAsString, useQueryState } from 'nuqs'
import { useTRPC } from '@/components/client/trpc'
import { filterOf, type TableState } from '@/components/patterns/data-table'
import { type GroupFilter, groupSorts, groupStates } from '@/server/modules/workforce/contract'

const stateFilter = filterOf(groupStates)

/** The list as the address asks for it; numbers of now are asked for anew every ten seconds. */
export function useGroups(state: TableState) {
  const trpc = useTRPC()
  const [groupState, setGroupState] = useQueryState('state', stateFilter)
  const [memberId, setMemberId] = useQueryState('member', parseAsString)
  const filter: GroupFilter = {
    sort: groupSorts.find((sort) => sort === state.sort.id) ?? 'name',
    direction: state.sort.direction,
    ...(state.search && { search: state.search }),
    ...(groupState && { state: groupState }),
    ...(memberId && { memberId }),
  }
  const page = { page: state.page, pageSize: state.pageSize }
  const list = useQuery(
    trpc.workforce.listGroups.queryOptions(
      { ...filter, ...page },
      { placeholderData: keepPreviousData, refetchInterval: 10_000 },
    ),
  )
  return {
    list,
    filter,
    groupState,
    memberId,
    narrowed: state.search !== '' || groupState !== null || memberId !== null,
    setGroupState: (value: typeof groupState) => {
      void setGroupState(value)
      state.toFirstPage()
    },
    setMemberId: (value: string | null) => {
      void setMemberId(value)
      state.toFirstPage()
    },
    clear: () => {
      state.setSearch('')
      void setGroupState(null)
      void setMemberId(null)
    },
  }
}

/** Everything about groups and agents is read again. */
export function useRefreshWorkforce(): () => Promise<void> {
  const trpc = useTRPC()
  const queries = useQueryClient()
  return () => queries.invalidateQueries(trpc.workforce.pathFilter())
}
