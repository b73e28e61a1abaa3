'use client'

import { Button } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { MonitorAgent } from '@/server/modules/insights/contract'
import { AgentRow } from './agent-row'
import classes from './monitor.module.css'
import { Panel } from './panel'
import { isAway, sortAgents } from './prepare-tables'

/** Everybody on duty, the worst first; who is off is one click away. */
export function AgentsPanel({ agents, now }: { agents: readonly MonitorAgent[]; now: number }) {
  const t = useTranslations('insights.monitor.agents')
  const [all, setAll] = useState(false)
  const away = agents.filter(isAway).length
  const shown = sortAgents(all ? agents : agents.filter((agent) => !isAway(agent)))
  const toggle = away > 0 && (
    <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setAll(!all)}>
      {all ? t('hideAway') : t('showAway', { count: away })}
    </Button>
  )
  return (
    <Panel
      title={t('title')}
      count={agents.length - away}
      end={toggle}
      empty={shown.length === 0 ? t('none') : null}
    >
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('status')}</th>
            <th scope="col">{t('places')}</th>
            <th scope="col" data-end>
              {t('unanswered')}
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {shown.map((agent) => (
            <AgentRow key={agent.id} agent={agent} now={now} />
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
