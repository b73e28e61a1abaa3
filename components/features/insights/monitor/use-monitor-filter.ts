'use client'

import { parseAsBoolean, parseAsInteger, parseAsString, useQueryStates } from 'nuqs'
import { filterOf } from '@/components/patterns/data-table'
import { agentSorts, agentStates, longestList } from '@/server/modules/insights/contract'

const parsers = {
  group: parseAsString,
  below: parseAsBoolean.withDefault(true),
  channel: parseAsString,
  agents: filterOf(agentStates),
  sort: filterOf(agentSorts).withDefault('attention'),
  agent: parseAsString.withDefault(''),
  queueRows: parseAsInteger.withDefault(50),
  agentRows: parseAsInteger.withDefault(50),
  groupRows: parseAsInteger.withDefault(12),
}

const isId = (value: string | null) => (value !== null && /^[0-9a-f-]{36}$/i.test(value) ? value : null)
const atMost = (rows: number) => Math.max(1, Math.min(longestList, rows))

/** Whom the page is about and how its lists are shown; all of it stands in the address. */
export function useMonitorFilter() {
  const [state, set] = useQueryStates(parsers, { history: 'replace' })
  const about = { groupId: isId(state.group), subGroups: state.below, channelId: isId(state.channel) }
  return {
    state,
    set,
    about,
    input: {
      ...about,
      queueLimit: atMost(state.queueRows),
      agentLimit: atMost(state.agentRows),
      groupLimit: atMost(state.groupRows),
      agentSort: state.sort,
      agentState: state.agents,
      agentSearch: state.agent.slice(0, 80),
    },
  }
}
export type MonitorFilter = ReturnType<typeof useMonitorFilter>
export type About = MonitorFilter['about']
