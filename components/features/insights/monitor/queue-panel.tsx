'use client'

import { Badge, Tooltip } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { GroupMenu } from '@/components/features/oversight/monitor/group-menu'
import type { MonitorWaiting } from '@/server/modules/insights/contract'
import { levelOf } from '../shared/durations'
import classes from './monitor.module.css'
import { Panel } from './panel'
import { sortWaiting, warningOf } from './prepare-tables'
import { WaitClock } from './wait-clock'

/** Everybody who waits, the worst first. */
export function QueuePanel({ waiting, now }: { waiting: readonly MonitorWaiting[]; now: number }) {
  const t = useTranslations('insights.monitor.queue')
  const rows = sortWaiting(waiting, now)
  return (
    <Panel title={t('title')} count={waiting.length} empty={waiting.length === 0 ? t('none') : null}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('customer')}</th>
            <th scope="col">{t('group')}</th>
            <th scope="col" data-end>
              {t('position')}
            </th>
            <th scope="col" data-end>
              {t('wait')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.conversationId}>
              <td>
                <Link href={`/conversations/${row.conversationId}`}>{row.customer}</Link>{' '}
                <span className={classes.quiet}>#{row.number}</span>
                {row.priority > 0 && (
                  <Badge ml={6} size="xs" variant="light" title={t('priorityHint')}>
                    {t('priority', { priority: row.priority })}
                  </Badge>
                )}
              </td>
              <td>
                {row.group} <QueueWarning row={row} waiting={waiting} now={now} />{' '}
                <GroupMenu group={{ id: row.groupId, name: row.group }} />
              </td>
              <td data-end>{row.position}</td>
              <td data-end>
                <WaitClock
                  since={row.enteredAt}
                  now={now}
                  level={levelOf(now - row.enteredAt, row.serviceLevelMs)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

type Warned = { row: MonitorWaiting; waiting: readonly MonitorWaiting[]; now: number }

/** Past what the group itself calls too long: its queue, or this wait. */
function QueueWarning({ row, waiting, now }: Warned) {
  const t = useTranslations('insights.monitor.queue')
  const warning = warningOf(row, waiting, now)
  if (!warning) return null
  return (
    <Tooltip label={t(`warning.${warning}`)}>
      <IconAlertTriangle
        size={14}
        color="var(--mantine-color-red-text)"
        role="img"
        aria-label={t(`warning.${warning}`)}
        style={{ verticalAlign: '-2px' }}
      />
    </Tooltip>
  )
}
