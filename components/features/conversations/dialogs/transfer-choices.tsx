'use client'

import { Radio, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { AgentTarget, GroupTarget } from '../live/agent-api'
import { StatusDot } from '../status/status-dot'
import classes from './dialogs.module.css'
import type { Target } from './transfer-target'

type Choosing = { to: Target | null; onChoose: (to: Target) => void }

export function AgentChoices({
  agents,
  groups,
  mayGoBeyond,
  to,
  onChoose,
}: Choosing & { agents: AgentTarget[]; groups: GroupTarget[]; mayGoBeyond: boolean }) {
  const t = useTranslations('workspace.transfer')
  const status = useTranslations('workspace.status.name')
  const named = new Map(groups.map(({ id, name }) => [id, name]))
  const isBeyond = (agent: AgentTarget) => agent.status !== 'online' || agent.free === 0
  const choose = (id: string) => {
    const agent = agents.find((one) => one.id === id)
    if (agent) onChoose({ kind: 'agent', id, beyond: isBeyond(agent) ? agent : null })
  }
  return (
    <Choices kind="agent" to={to} onChoose={choose} empty={agents.length === 0}>
      {agents.map((agent) => (
        <Radio.Card
          key={agent.id}
          value={agent.id}
          className={classes.choice}
          disabled={isBeyond(agent) && !mayGoBeyond}
          aria-label={agent.name}
        >
          <Radio.Indicator size="xs" />
          <span className={classes.choiceName}>
            {agent.name}
            <span className={classes.quiet}>
              {agent.groupIds.flatMap((id) => named.get(id) ?? []).join(', ')}
            </span>
          </span>
          <span className={classes.state}>
            <StatusDot status={agent.status} />
            {status(`${agent.status as 'online'}`)}
          </span>
          <span className={classes.number}>{t('free', { free: agent.free, limit: agent.limit })}</span>
        </Radio.Card>
      ))}
    </Choices>
  )
}

export function GroupChoices({ groups, to, onChoose }: Choosing & { groups: GroupTarget[] }) {
  const t = useTranslations('workspace.transfer')
  return (
    <Choices
      kind="group"
      to={to}
      onChoose={(id) => onChoose({ kind: 'group', id })}
      empty={groups.length === 0}
    >
      {groups.map((group) => (
        <Radio.Card key={group.id} value={group.id} className={classes.choice} aria-label={group.name}>
          <Radio.Indicator size="xs" />
          <span className={classes.choiceName}>{group.name}</span>
          <span className={classes.state}>{t('online', { count: group.online })}</span>
          <span className={classes.number}>
            {group.waiting > 0
              ? t('waiting', { count: group.waiting })
              : t('freePlaces', { count: group.free })}
          </span>
        </Radio.Card>
      ))}
    </Choices>
  )
}

function Choices({
  kind,
  to,
  onChoose,
  empty,
  children,
}: {
  kind: Target['kind']
  to: Target | null
  onChoose: (id: string) => void
  empty: boolean
  children: ReactNode
}) {
  const t = useTranslations('workspace.transfer')
  if (empty) {
    return (
      <Text c="dimmed" p="md" ta="center">
        {t('nobody')}
      </Text>
    )
  }
  return (
    <Radio.Group value={to?.kind === kind ? to.id : null} onChange={onChoose} aria-label={t('to')}>
      {children}
    </Radio.Group>
  )
}
