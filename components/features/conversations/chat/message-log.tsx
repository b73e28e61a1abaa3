'use client'

import { Button, Loader } from '@mantine/core'
import { IconArrowDown } from '@tabler/icons-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Log, View } from '../live/live-state'
import type { Outbox, Pending } from '../live/outbox'
import { buildTimeline, type Row } from '../timeline/build-timeline'
import type { Step } from '../timeline/steps'
import classes from './log.module.css'
import { MessageGroup } from './message-group'
import { StepLine } from './step-line'
import { useScroll } from './use-scroll'

type Props = {
  view: View
  log: Log
  pending: Pending[]
  steps: Step[]
  me: { id: string; name: string }
  typing: boolean
  /** What the customer has typed and not sent, where the channel shows it. */
  preview: string | null
  outbox: Outbox | null
  loadEarlier: () => Promise<void>
}

/** The messages of a conversation, with what happened between them. */
export function MessageLog(props: Props) {
  const { view, log, pending, steps, me, typing, preview, outbox, loadEarlier } = props
  const t = useTranslations('workspace.message')
  const format = useFormatter()
  const dayOf = (at: string) =>
    format.dateTime(new Date(at), { year: 'numeric', month: '2-digit', day: '2-digit' })
  const { messages, reachesStart } = log
  const rows = buildTimeline({ messages, pending, steps, me, dayOf, reachesStart })
  const earlier = useEarlier(loadEarlier)
  const scroll = useScroll({
    key: view.id,
    first: messages[0]?.id ?? null,
    last: pending.at(-1)?.clientMessageId ?? messages.at(-1)?.clientMessageId ?? '',
    canLoadEarlier: !reachesStart && earlier.state === 'idle',
    loadEarlier: earlier.run,
  })
  const lastOwn =
    messages.findLast((m) => m.senderKind === 'agent' && m.kind !== 'note')?.clientMessageId ?? null
  return (
    <div className={classes.frame}>
      <div
        ref={scroll.box}
        onScroll={scroll.onScroll}
        className={classes.scroll}
        role="log"
        aria-live="off"
        aria-label={t('log', { name: view.customer.name })}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it with the keys.
        tabIndex={0}
      >
        <div className={classes.rows}>
          {!reachesStart && <Earlier {...earlier} />}
          {rows.map((row) => (
            <RowView key={row.key} row={row} view={view} lastOwn={lastOwn} outbox={outbox} />
          ))}
          {typing && <Typing name={view.customer.name} preview={preview} />}
        </div>
      </div>
      {scroll.away && (
        <Button
          className={classes.toEnd}
          size="compact-sm"
          radius="xl"
          leftSection={<IconArrowDown size={14} />}
          onClick={scroll.toEnd}
        >
          {t('newBelow')}
        </Button>
      )}
    </div>
  )
}

function Typing({ name, preview }: { name: string; preview: string | null }) {
  const t = useTranslations('workspace.message')
  return (
    <div className={classes.typing}>
      {t('typing', { name })}
      {preview && (
        <span className={classes.preview} lang="" dir="auto">
          {preview}
        </span>
      )}
    </div>
  )
}

type RowProps = { row: Row; view: View; lastOwn: string | null; outbox: Outbox | null }

function RowView({ row, view, lastOwn, outbox }: RowProps) {
  const format = useFormatter()
  if (row.type === 'step') return <StepLine step={row.step} />
  if (row.type === 'line')
    return (
      <div className={classes.step}>
        <span>{row.text}</span>
      </div>
    )
  if (row.type === 'day') {
    return (
      <div className={classes.day}>
        <span>{format.dateTime(new Date(row.at), { weekday: 'long', month: 'long', day: 'numeric' })}</span>
      </div>
    )
  }
  return (
    <MessageGroup
      group={row}
      customerName={view.customer.name}
      readSeq={view.customerReadSeq}
      lastOwn={lastOwn}
      outbox={outbox}
    />
  )
}

type EarlierState = { state: 'idle' | 'loading' | 'failed'; run: () => void }

function useEarlier(load: () => Promise<void>): EarlierState {
  const [state, setState] = useState<EarlierState['state']>('idle')
  const run = () => {
    setState('loading')
    load().then(
      () => setState('idle'),
      () => setState('failed'),
    )
  }
  return { state, run }
}

function Earlier({ state, run }: EarlierState) {
  const t = useTranslations('workspace.message')
  return (
    <div className={classes.earlier}>
      {state === 'loading' ? (
        <Loader size="xs" aria-label={t('loadingEarlier')} />
      ) : (
        <Button variant="subtle" size="compact-sm" onClick={run}>
          {state === 'failed' ? t('earlierFailed') : t('earlier')}
        </Button>
      )}
    </div>
  )
}
