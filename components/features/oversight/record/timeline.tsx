'use client'

import { Button, Skeleton, Switch } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Statements } from '@/components/features/conversations/decision/statements'
import { agentApi } from '@/components/features/conversations/live/agent-api'
import { FailedState } from '@/components/patterns/states/failed-state'
import type { DecisionView } from '@/server/http/v1/contract'
import type { RecordEntryView } from '@/server/http/v1/oversight-contract'
import { oversightApi } from '../oversight-api'
import classes from './record.module.css'
import { useEntryText } from './use-entry-text'

/** A page at a time, so that the longest conversation opens at once. */
export function RecordTimeline({ id, lastSeq }: { id: string; lastSeq: number }) {
  const t = useTranslations('oversight.record')
  const [withMessages, setWithMessages] = useState(false)
  const record = useInfiniteQuery({
    queryKey: ['record', id],
    queryFn: ({ pageParam }) => oversightApi.record(id, pageParam),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const decisions = useQuery({
    queryKey: ['record', id, 'decisions'],
    queryFn: async () => (await agentApi.decisions(id)).items,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: something happened: both are read anew.
  useEffect(() => {
    if (lastSeq === 0) return
    void record.refetch()
    void decisions.refetch()
  }, [lastSeq])
  const all = record.data?.pages.flatMap(({ items }) => items)
  const shown = all?.filter(({ message }) => withMessages || !message || message.kind === 'whisper')
  return (
    <section className={classes.timeline} aria-labelledby="record-title">
      <div className={classes.head}>
        <h2 id="record-title">{t('timeline')}</h2>
        <Switch
          size="sm"
          label={t('withMessages')}
          checked={withMessages}
          onChange={(event) => setWithMessages(event.currentTarget.checked)}
        />
      </div>
      {shown ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by the keyboard.
        <ol className={classes.list} id="record-timeline" tabIndex={0} aria-label={t('timeline')}>
          {shown.map((entry, index) => (
            <Entry
              key={entry.key}
              entry={entry}
              before={shown[index - 1] ?? null}
              decision={decisions.data?.find((one) => one.id === entry.decisionId)}
            />
          ))}
          <li className={classes.quiet}>
            {record.hasNextPage ? (
              <Button
                variant="subtle"
                size="compact-sm"
                loading={record.isFetchingNextPage}
                onClick={() => void record.fetchNextPage()}
              >
                {t('more')}
              </Button>
            ) : (
              t('all')
            )}
          </li>
        </ol>
      ) : record.isError ? (
        <FailedState error={record.error} retry={() => void record.refetch()} />
      ) : (
        <Skeleton h={240} m="md" w="auto" />
      )}
    </section>
  )
}

type EntryProps = {
  entry: RecordEntryView
  before: RecordEntryView | null
  decision: DecisionView | undefined
}

function Entry({ entry, before, decision }: EntryProps) {
  const t = useTranslations('oversight.record')
  const format = useFormatter()
  const text = useEntryText()
  const date = new Date(entry.at)
  const dayOf = (at: Date) => format.dateTime(at, { dateStyle: 'long' })
  const day = dayOf(date)
  const { title, notes } = text(entry)
  const nameOf = (actor: string) =>
    t.has(`role.${actor as 'system'}`) ? t(`role.${actor as 'system'}`) : actor
  return (
    <>
      {(before === null || dayOf(new Date(before.at)) !== day) && <li className={classes.day}>{day}</li>}
      <li className={classes.entry}>
        <time dateTime={entry.at} title={format.dateTime(date, { dateStyle: 'full', timeStyle: 'medium' })}>
          {format.dateTime(date, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })}
        </time>
        <span>
          {title}
          {entry.actor && !entry.message && (
            <span className={classes.quiet}> · {t('by', { name: nameOf(entry.actor) })}</span>
          )}
          {notes.map((note) => (
            <span key={note}>
              {' '}
              <q dir="auto">{note}</q>
            </span>
          ))}
        </span>
        {decision && (
          <details>
            <summary>{t('why')}</summary>
            <Statements statements={decision.statements} />
          </details>
        )}
      </li>
    </>
  )
}
