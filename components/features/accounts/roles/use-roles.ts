'use client'

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useQueryState } from 'nuqs'
import { useTRPC } from '@/components/client/trpc'
import { filterOf, type TableState } from '@/components/patterns/data-table'
import { roleKinds, roleSorts } from '@/server/modules/accounts/contract'

const kindFilter = filterOf(roleKinds)

/** The list as the address asks for it. */
export function useRoles(state: TableState) {
  const trpc = useTRPC()
  const [kind, setKind] = useQueryState('kind', kindFilter)
  const list = useQuery(
    trpc.accounts.listRoles.queryOptions(
      {
        sort: roleSorts.find((sort) => sort === state.sort.id) ?? 'name',
        direction: state.sort.direction,
        page: state.page,
        pageSize: state.pageSize,
        ...(state.search && { search: state.search }),
        ...(kind && { kind }),
      },
      { placeholderData: keepPreviousData },
    ),
  )
  return {
    list,
    kind,
    narrowed: state.search !== '' || kind !== null,
    setKind: (value: typeof kind) => {
      void setKind(value)
      state.toFirstPage()
    },
    clear: () => {
      state.setSearch('')
      void setKind(null)
    },
  }
}

/** Everything about people and roles is read again, one's own rights too. */
export function useRefreshAccounts(): () => Promise<void> {
  const trpc = useTRPC()
  const queries = useQueryClient()
  return () => queries.invalidateQueries(trpc.accounts.pathFilter())
}
