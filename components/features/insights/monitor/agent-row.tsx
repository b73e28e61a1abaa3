'use client'

import { UnstyledButton } from '@mantine/core'
import { IconUserExclamation } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { AgentMenu } from '@/components/features/oversight/monitor/agent-menu'
import { StatusHistoryDrawer } from '@/components/features/workforce/status-history/status-history-drawer'
import type { MonitorAgent } from '@/server/modules/insights/contract'
import { useReasonText } from '../shared/use-reason-text'
import classes from './monitor.module.css'
import { replyLevel } from './prepare-figures'
import { isMissing } from './prepare-tables'
import { WaitClock } from './wait-clock'

export function AgentRow({ agent, now }: { agent: MonitorAgent; now: number }) {
  const t = useTranslations('insights.monitor.agents')
  const reason = useReasonText()
  const [history, showHistory] = useState(false)
  const missing = isMissing(agent)
  const why = missing ? t('missing') : agent.status === 'online' ? null : reason(agent.reason)
  return (
    <tr data-off={agent.status === 'offline' || undefined}>
      <td>
        <UnstyledButton fz="inherit" title={t('history')} onClick={() => showHistory(true)}>
          {agent.name}
        </UnstyledButton>
        {history && <StatusHistoryDrawer agentId={agent.id} onClose={() => showHistory(false)} />}
      </td>
      <td>
        <span className={classes.status} data-status={agent.status} data-missing={missing || undefined}>
          {missing ? <IconUserExclamation size={14} aria-hidden /> : <i />}
          {t(`state.${agent.status}`)}
          {why && <span className={classes.quiet}>{why}</span>}
        </span>
      </td>
      <td>
        <Places current={agent.current} limit={agent.limit} />
      </td>
      <td data-end>
        {agent.awaitingSince !== null && (
          <Link href={`/conversations/${agent.longestConversationId}`}>
            <WaitClock since={agent.awaitingSince} now={now} level={replyLevel(now - agent.awaitingSince)} />
          </Link>
        )}
      </td>
      <td data-end>
        <AgentMenu agent={agent} />
      </td>
    </tr>
  )
}

function Places({ current, limit }: { current: number; limit: number }) {
  const share = limit === 0 ? 0 : Math.min(1, current / limit)
  return (
    <span className={classes.places} data-full={current >= limit || undefined}>
      <span className={classes.bar} aria-hidden>
        <i style={{ width: `${share * 100}%` }} />
      </span>
      {current}/{limit}
    </span>
  )
}
