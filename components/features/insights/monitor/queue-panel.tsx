'use client'

import { Badge, Tooltip } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { QueueMenu } from '@/components/features/oversight/monitor/queue-menu'
import { longestList, type MonitorWaiting, type Shown } from '@/server/modules/insights/contract'
import { clockText, levelOf } from '../shared/durations'
import classes from './monitor.module.css'
import { More, Panel } from './panel'
import { WaitClock } from './wait-clock'

type Props = { waiting: Shown<MonitorWaiting>; now: number; onMore: () => void; onDone: () => void }

/** Everybody who waits, the worst first. */
export function QueuePanel({ waiting: { rows, total }, now, onMore, onDone }: Props) {
  const t = useTranslations('insights.monitor.queue')
  return (
    <Panel title={t('title')} count={total} empty={total === 0 ? t('none') : null}>
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
            <th scope="col" data-end>
              {t('estimate')}
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <QueueRow key={row.conversationId} row={row} now={now} onDone={onDone} />
          ))}
        </tbody>
      </table>
      <More shown={rows.length} total={total} most={longestList} onMore={onMore} />
    </Panel>
  )
}

function QueueRow({ row, now, onDone }: { row: MonitorWaiting; now: number; onDone: () => void }) {
  const t = useTranslations('insights.monitor.queue')
  const locale = useLocale()
  const category = row.category && (row.category[locale] ?? Object.values(row.category)[0])
  return (
    <tr>
      <td>
        <Link href={`/conversations/${row.conversationId}`}>{row.customer}</Link>{' '}
        <span className={classes.quiet}>#{row.number}</span>
        {row.priority > 0 && (
          <Badge ml={6} size="xs" variant="light" title={t('priorityHint')}>
            {t('priority', { priority: row.priority })}
          </Badge>
        )}
        {category && <div className={classes.second}>{category}</div>}
      </td>
      <td>
        {row.group} <QueueWarning warning={row.warning} />
      </td>
      <td data-end>{row.position}</td>
      <td data-end>
        <WaitClock since={row.enteredAt} now={now} level={levelOf(now - row.enteredAt, row.serviceLevelMs)} />
        <div className={classes.second}>{t('target', { target: clockText(row.serviceLevelMs) })}</div>
      </td>
      <td data-end>{row.estimateSeconds === null ? '–' : clockText(row.estimateSeconds * 1_000)}</td>
      <td data-end>
        <QueueMenu
          conversation={{ id: row.conversationId, customer: row.customer, groupId: row.groupId }}
          onDone={onDone}
        />
      </td>
    </tr>
  )
}

/** Past what the group itself calls too long: its queue, or this wait. */
function QueueWarning({ warning }: Pick<MonitorWaiting, 'warning'>) {
  const t = useTranslations('insights.monitor.queue')
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
