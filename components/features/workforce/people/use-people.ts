'use client'

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { parseAsString, useQueryState } from 'nuqs'
import { useTRPC } from '@/components/client/trpc'
import { filterOf, type TableState } from '@/components/patterns/data-table'
import { useRoleName } from '@/components/patterns/role-name'
import {
  type PeopleFilter,
  personKinds,
  personSorts,
  personStates,
} from '@/server/modules/workforce/contract'

/** The list as the address asks for it; who is there and what they hold is asked for anew every ten seconds. */
export function usePeople(table: TableState) {
  const trpc = useTRPC()
  const [state, setState] = useQueryState('state', filterOf(personStates))
  const [kind, setKind] = useQueryState('kind', filterOf(personKinds))
  const [role, setRole] = useQueryState('role', parseAsString)
  const [groupId, setGroupId] = useQueryState('group', parseAsString)
  const filter: PeopleFilter = {
    sort: personSorts.find((sort) => sort === table.sort.id) ?? 'name',
    direction: table.sort.direction,
    ...(table.search && { search: table.search }),
    ...(state && { state }),
    ...(kind && { kind }),
    ...(role && { role }),
    ...(groupId && { groupId }),
  }
  const list = useQuery(
    trpc.workforce.people.list.queryOptions(
      { ...filter, page: table.page, pageSize: table.pageSize },
      { placeholderData: keepPreviousData, refetchInterval: 10_000 },
    ),
  )
  const narrow = (work: () => unknown) => {
    void work()
    table.toFirstPage()
  }
  return {
    ...{ list, filter, state, kind, role, groupId },
    narrowed: table.search !== '' || [state, kind, role, groupId].some((value) => value !== null),
    setState: (value: typeof state) => narrow(() => setState(value)),
    setKind: (value: typeof kind) => narrow(() => setKind(value)),
    setRole: (value: string | null) => narrow(() => setRole(value)),
    setGroupId: (value: string | null) => narrow(() => setGroupId(value)),
    clear: () => {
      table.setSearch('')
      for (const set of [setState, setKind, setRole, setGroupId]) void set(null)
    },
  }
}

/** Roles, by the names the reader has for them, and groups to choose from. */
export function usePeopleChoices() {
  const trpc = useTRPC()
  const choices = useQuery(trpc.workforce.people.choices.queryOptions(undefined, { staleTime: 30_000 }))
  const roleName = useRoleName()
  const roles = choices.data?.roles ?? []
  return {
    roles: roles.map((role) => ({ ...role, name: roleName(role) })),
    groups: choices.data?.groups ?? [],
  }
}

/** Everything about people, groups and limits is read again. */
export function useRefreshPeople(): () => Promise<void> {
  const trpc = useTRPC()
  const queries = useQueryClient()
  return async () => {
    await queries.invalidateQueries(trpc.workforce.pathFilter())
    await queries.invalidateQueries(trpc.accounts.me.queryFilter())
  }
}
