'use client'

import { UnstyledButton } from '@mantine/core'
import { IconUserExclamation } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { AgentMenu } from '@/components/features/oversight/monitor/agent-menu'
import { StatusHistoryDrawer } from '@/components/features/workforce/status-history/status-history-drawer'
import type { FigureTargets, MonitorAgent } from '@/server/modules/insights/contract'
import { useReasonText } from '../shared/use-reason-text'
import classes from './monitor.module.css'
import { replyLevel } from './prepare-figures'
import { WaitClock } from './wait-clock'

type Props = { agent: MonitorAgent; now: number; targets: FigureTargets }

export function AgentRow({ agent, now, targets }: Props) {
  const t = useTranslations('insights.monitor.agents')
  const reason = useReasonText()
  const source = useSourceText()
  /** Whole minutes, so that a list of clocks does not tick. */
  const since = (ms: number) => {
    const minutes = Math.max(0, Math.floor(ms / 60_000))
    return minutes < 60
      ? t('minutes', { count: minutes })
      : t('hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
  }
  const [history, showHistory] = useState(false)
  const missing = agent.onShift && agent.status === 'offline'
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
        <div className={classes.second}>
          {since(now - agent.since)} · {source(agent.source)}
        </div>
      </td>
      <td>
        <Places current={agent.current} limit={agent.limit} />
      </td>
      <td data-end>
        {agent.awaitingSince !== null && (
          <Link href={`/conversations/${agent.longestConversationId}`}>
            <WaitClock
              since={agent.awaitingSince}
              now={now}
              level={replyLevel(now - agent.awaitingSince, targets)}
            />
          </Link>
        )}
      </td>
      <td data-end>
        <AgentMenu agent={agent} />
      </td>
    </tr>
  )
}

/** Which of the three sources decided the status. */
function useSourceText(): (source: string) => string {
  const words = useTranslations('insights.monitor.agents')
  return (source) => {
    const known = (['connection', 'choice', 'roster'] as const).find((one) => one === source)
    return known ? words(`source.${known}`) : source
  }
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
