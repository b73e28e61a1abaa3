'use client'

import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs'
import { useTRPC } from '@/components/client/trpc'
import { boardPages } from '@/server/modules/workforce/contract'

const freshMs = 10_000
const parsers = {
  q: parseAsString.withDefault(''),
  group: parseAsString,
  agents: parseAsInteger.withDefault(1),
  groups: parseAsInteger.withDefault(1),
}

/** The pages of agents and groups that the address asks for; numbers of now are asked for anew. */
export function useBoard() {
  const trpc = useTRPC()
  const [asked, set] = useQueryStates(parsers, { clearOnDefault: true, history: 'replace' })
  const [search] = useDebouncedValue(asked.q, 250)
  const pageOf = (page: number) => Math.max(1, page)
  const board = useQuery(
    trpc.workforce.getCapacityBoard.queryOptions(
      {
        search: search.slice(0, 100),
        groupId: asked.group,
        agentPage: pageOf(asked.agents),
        groupPage: pageOf(asked.groups),
      },
      { refetchInterval: freshMs, placeholderData: keepPreviousData },
    ),
  )
  const pages = (total: number, size: number) => Math.max(1, Math.ceil(total / size))
  return {
    board,
    search: asked.q,
    groupId: asked.group,
    setSearch: (q: string) => void set({ q, agents: null, groups: null }),
    setGroup: (group: string | null) => void set({ group, agents: null, groups: null }),
    agents: {
      page: pageOf(asked.agents),
      pages: pages(board.data?.agentTotal ?? 0, boardPages.agents),
      go: (agents: number) => void set({ agents }),
    },
    groups: {
      page: pageOf(asked.groups),
      pages: pages(board.data?.groupTotal ?? 0, boardPages.groups),
      go: (groups: number) => void set({ groups }),
    },
  }
}

export type Pages = ReturnType<typeof useBoard>['agents']
