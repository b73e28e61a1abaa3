'use client'

import { Button, Group, Select, TextInput, UnstyledButton } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconArrowDown, IconSearch } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import {
  type AgentSort,
  type AgentState,
  agentStates,
  longestList,
  type MonitorView,
} from '@/server/modules/insights/contract'
import { AgentRow } from './agent-row'
import classes from './monitor.module.css'
import { More, Panel } from './panel'
import type { MonitorFilter } from './use-monitor-filter'

type Props = { view: MonitorView; now: number; filter: MonitorFilter }

/** Everybody on duty, the worst first; who is off is one click away. */
export function AgentsPanel({ view, now, filter }: Props) {
  const t = useTranslations('insights.monitor.agents')
  const { rows, total } = view.agents
  const { state, set } = filter
  const narrowed = state.agents !== null || state.agent !== ''
  const head = (sort: AgentSort, title: string, end = false) => (
    <th scope="col" data-end={end || undefined} aria-sort={state.sort === sort ? 'descending' : undefined}>
      <UnstyledButton
        fz="inherit"
        onClick={() => void set({ sort: state.sort === sort ? 'attention' : sort })}
      >
        {title} {state.sort === sort && <IconArrowDown size={12} aria-hidden />}
      </UnstyledButton>
    </th>
  )
  return (
    <Panel
      title={t('title')}
      count={total}
      end={<AgentFilter filter={filter} away={view.agents.away} />}
      empty={total === 0 ? t(narrowed ? 'noMatch' : 'none') : null}
    >
      <table className={classes.table}>
        <thead>
          <tr>
            {head('name', t('name'))}
            <th scope="col">{t('status')}</th>
            {head('load', t('places'))}
            {head('unanswered', t('unanswered'), true)}
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((agent) => (
            <AgentRow key={agent.id} agent={agent} now={now} targets={view.targets} />
          ))}
        </tbody>
      </table>
      <More
        shown={rows.length}
        total={total}
        most={longestList}
        onMore={() => void set({ agentRows: longestList })}
      />
    </Panel>
  )
}

function AgentFilter({ filter: { state, set }, away }: { filter: MonitorFilter; away: number }) {
  const t = useTranslations('insights.monitor.agents')
  const [typed, setTyped] = useState(state.agent)
  const search = useDebouncedCallback((agent: string) => void set({ agent }), 250)
  return (
    <Group gap={6} justify="flex-end">
      {away > 0 && state.agents !== 'away' && (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => void set({ agents: 'away' })}>
          {t('showAway', { count: away })}
        </Button>
      )}
      <Select
        size="xs"
        w={120}
        data={agentStates.map((value) => ({ value, label: t(`filter.${value}`) }))}
        value={state.agents}
        onChange={(value) => void set({ agents: value as AgentState | null })}
        placeholder={t('filter.all')}
        aria-label={t('status')}
        clearable
      />
      <TextInput
        size="xs"
        w={130}
        leftSection={<IconSearch size={14} />}
        aria-label={t('search')}
        placeholder={t('search')}
        value={typed}
        maxLength={80}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          search(event.currentTarget.value)
        }}
      />
    </Group>
  )
}
