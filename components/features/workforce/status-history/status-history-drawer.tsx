'use client'

import { ActionIcon, Drawer, Group, Skeleton, Stack, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { callApi } from '@/components/client/api'
import { useCan } from '@/components/client/me'
import { useReasonText } from '@/components/features/insights/shared/use-reason-text'
import { AdherenceOfDay } from '@/components/features/schedules/adherence/adherence-day'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import type { StatusHistory } from '@/server/modules/workforce/contract'
import classes from './status-history.module.css'

const FRESH_MS = 15_000

/** The day of the viewer, so many days ago. */
function dayOf(daysAgo: number): { from: Date; until: Date } {
  const now = new Date()
  const from = new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysAgo)
  const until = new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysAgo + 1)
  return { from, until }
}

/** One day of one agent: every change of status, and how long each lasted. */
export function StatusHistoryDrawer({ agentId, onClose }: { agentId: string; onClose: () => void }) {
  const t = useTranslations('statusHistory')
  const format = useFormatter()
  const can = useCan()
  const [daysAgo, setDaysAgo] = useState(0)
  const { from, until } = dayOf(daysAgo)
  const query = new URLSearchParams({ agentId, from: from.toISOString(), until: until.toISOString() })
  const history = useQuery({
    queryKey: ['status-history', agentId, from.toISOString()],
    queryFn: () => callApi<StatusHistory>(`/agent/status-history?${query}`),
    refetchInterval: daysAgo === 0 ? FRESH_MS : false,
    placeholderData: keepPreviousData,
  })
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={520}
      title={history.data ? t('title', { name: history.data.name }) : t('titleLoading')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Group justify="space-between" mb="md">
        <ActionIcon variant="subtle" aria-label={t('earlier')} onClick={() => setDaysAgo(daysAgo + 1)}>
          <IconChevronLeft size={18} />
        </ActionIcon>
        <Text fw={600}>{format.dateTime(from, { dateStyle: 'full' })}</Text>
        <ActionIcon
          variant="subtle"
          aria-label={t('later')}
          disabled={daysAgo === 0}
          onClick={() => setDaysAgo(Math.max(0, daysAgo - 1))}
        >
          <IconChevronRight size={18} />
        </ActionIcon>
      </Group>
      {history.isError ? (
        <FailedState error={history.error} retry={() => void history.refetch()} />
      ) : history.data ? (
        <>
          {can('schedules.read') && (
            <AdherenceOfDay agentId={agentId} day={from.toLocaleDateString('sv-SE')} />
          )}
          <Day history={history.data} from={from.getTime()} until={until.getTime()} />
        </>
      ) : (
        <Late>
          <Skeleton h={200} />
        </Late>
      )}
    </Drawer>
  )
}

function Day({ history, from, until }: { history: StatusHistory; from: number; until: number }) {
  const t = useTranslations('statusHistory')
  const format = useFormatter()
  const words = useWords()
  if (history.spans.length === 0) return <Text c="dimmed">{t('none')}</Text>
  const share = (at: string) => ((Date.parse(at) - from) / (until - from)) * 100
  const clock = (at: string) => format.dateTime(new Date(at), { hour: '2-digit', minute: '2-digit' })
  return (
    <Stack gap="lg">
      <div className={classes.bar} aria-hidden>
        {history.spans.map((span) => (
          <i
            key={span.from}
            data-status={span.status}
            style={{ left: `${share(span.from)}%`, width: `${share(span.until) - share(span.from)}%` }}
          />
        ))}
      </div>
      <dl className={classes.totals} aria-label={t('totals')}>
        {history.totals.map(({ status, reason, ms }) => (
          <div key={`${status}:${reason}`}>
            <dt data-status={status}>{words.state(status, reason)}</dt>
            <dd>{words.length(ms)}</dd>
          </div>
        ))}
      </dl>
      <ol className={classes.spans} aria-label={t('changes')}>
        {history.spans.toReversed().map((span) => (
          <li key={span.from} data-status={span.status}>
            <span className={classes.time}>
              {clock(span.from)}–{span.open ? t('now') : clock(span.until)}
            </span>
            <span>{words.state(span.status, span.reason)}</span>
            <span className={classes.quiet}>{t(`source.${span.source}`)}</span>
            <span className={classes.length}>
              {words.length(Date.parse(span.until) - Date.parse(span.from))}
            </span>
          </li>
        ))}
      </ol>
    </Stack>
  )
}

function useWords() {
  const t = useTranslations('statusHistory')
  const reasonText = useReasonText()
  return {
    state: (status: 'online' | 'busy' | 'offline', reason: string | null) => {
      const why = reason === null ? null : reasonText(reason)
      return why ? t('withReason', { status: t(`status.${status}`), why }) : t(`status.${status}`)
    },
    length: (ms: number) => {
      const minutes = Math.round(ms / 60_000)
      if (minutes < 1) return t('underMinute')
      return t('length', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
    },
  }
}
