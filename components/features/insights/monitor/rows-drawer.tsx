'use client'

import { Drawer, Skeleton } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import type { MonitorAgent, MonitorRow, ProcessKey } from '@/server/modules/insights/contract'
import { clockText } from '../shared/durations'
import { PageTurner } from '../shared/page-turner'
import { useReasonText } from '../shared/use-reason-text'
import classes from './monitor.module.css'
import type { About } from './use-monitor-filter'

const pageSize = 50
type Props = { of: ProcessKey; about: About; timeZone: string; onClose: () => void }

/** The conversations or agents behind one figure, as they are now. */
export function RowsDrawer({ of, about, timeZone, onClose }: Props) {
  const t = useTranslations('insights')
  const form = useTranslations('form')
  const trpc = useTRPC()
  const [offset, setOffset] = useState(0)
  const page = useQuery(
    trpc.insights.monitorRows.queryOptions(
      { ...about, of, offset, limit: pageSize },
      { placeholderData: keepPreviousData, refetchInterval: 4_000 },
    ),
  )
  const total = page.data?.total ?? 0
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="min(820px, 100%)"
      title={t(`process.${of}.name`)}
      closeButtonProps={{ 'aria-label': form('close') }}
    >
      <p className={classes.definition}>{t(`process.${of}.definition`)}</p>
      {of === 'service_level_today' && <p className={classes.definition}>{t('monitor.rows.notInTime')}</p>}
      {page.isError && !page.data ? (
        <FailedState error={page.error} retry={() => void page.refetch()} />
      ) : !page.data ? (
        <Late>
          <Skeleton height={300} />
        </Late>
      ) : total === 0 ? (
        <p className={classes.empty}>{t('monitor.rows.none')}</p>
      ) : (
        <>
          {page.data.kind === 'agents' ? (
            <AgentRows rows={page.data.rows} />
          ) : (
            <TalkRows rows={page.data.rows} timeZone={timeZone} />
          )}
          <PageTurner
            {...{ offset, total, pageSize }}
            onTurn={setOffset}
            before={t('monitor.rows.before')}
            after={t('monitor.rows.after')}
          />
        </>
      )}
    </Drawer>
  )
}

const statuses = [
  ...(['queued', 'with_bot', 'awaiting_agent', 'awaiting_customer', 'awaiting_confirmation'] as const),
  ...(['ended', 'ended_by_system'] as const),
] as const

function TalkRows({ rows, timeZone }: { rows: readonly MonitorRow[]; timeZone: string }) {
  const t = useTranslations('insights')
  const format = useFormatter()
  const known = (key: string) => {
    const found = statuses.find((one) => one === key)
    return found ? t(`monitor.rows.status.${found}`) : key
  }
  const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZone } as const
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('monitor.queue.customer')}</th>
          <th scope="col">{t('monitor.queue.group')}</th>
          <th scope="col">{t('monitor.agents.name')}</th>
          <th scope="col">{t('monitor.rows.state')}</th>
          <th scope="col">{t('monitor.rows.since')}</th>
          <th scope="col" data-end>
            {t('monitor.queue.wait')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.conversationId}>
            <td>
              <Link href={`/conversations/${row.conversationId}`}>{row.customer}</Link>{' '}
              <span className={classes.quiet}>#{row.number}</span>
            </td>
            <td>{row.group ?? '–'}</td>
            <td>{row.agent ?? '–'}</td>
            <td>{known(row.status)}</td>
            <td>{format.dateTime(row.since, time)}</td>
            <td data-end>{row.waitMs === null ? '–' : clockText(row.waitMs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function AgentRows({ rows }: { rows: readonly MonitorAgent[] }) {
  const t = useTranslations('insights')
  const reason = useReasonText()
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('monitor.agents.name')}</th>
          <th scope="col">{t('monitor.agents.status')}</th>
          <th scope="col" data-end>
            {t('monitor.agents.places')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((agent) => (
          <tr key={agent.id}>
            <td>{agent.name}</td>
            <td>
              {t(`monitor.agents.state.${agent.status}`)}{' '}
              {agent.status === 'busy' && <span className={classes.quiet}>{reason(agent.reason)}</span>}
            </td>
            <td data-end>
              {agent.current}/{agent.limit}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
