'use client'

import { Anchor, Badge } from '@mantine/core'
import { IconLock, IconUserCircle, IconWorld } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { When } from '@/components/patterns/time/when'
import { type TicketEntryView, type TicketView, ticketStatuses } from '@/server/modules/tickets/contract'
import classes from './ticket.module.css'

/** Everything in order: what was written, and what changed. */
export function TicketTimeline({ ticket }: { ticket: TicketView }) {
  return (
    <ol className={classes.entries}>
      {ticket.entries.map((entry) => (
        <li key={entry.id}>
          {entry.kind === 'comment' || entry.kind === 'customer' ? (
            <Said entry={entry} />
          ) : (
            <Step entry={entry} />
          )}
        </li>
      ))}
    </ol>
  )
}

function Said({ entry }: { entry: TicketEntryView }) {
  const t = useTranslations('tickets')
  const internal = entry.kind === 'comment' && !entry.public
  const mark =
    entry.kind === 'customer'
      ? { Icon: IconUserCircle, text: t('fromCustomer') }
      : internal
        ? { Icon: IconLock, text: t('internal') }
        : { Icon: IconWorld, text: t('public') }
  return (
    <article className={classes.comment} data-internal={internal || undefined}>
      <div className={classes.facts}>
        <span className={classes.who}>{entry.actor}</span>
        <Badge variant="light" color="gray" tt="none" leftSection={<mark.Icon size={12} aria-hidden />}>
          {mark.text}
        </Badge>
        <When at={entry.at} />
        {entry.told && <Told told={entry.told} />}
      </div>
      <p className={classes.said}>{entry.text}</p>
      <Files entry={entry} />
    </article>
  )
}

function Told({ told }: { told: { chat: boolean; mail: boolean } }) {
  const t = useTranslations('tickets')
  const ways = [...(told.chat ? [t('toldChat')] : []), ...(told.mail ? [t('toldMail')] : [])]
  return <span>{ways.length > 0 ? ways.join(' · ') : t('notTold')}</span>
}

function Files({ entry }: { entry: TicketEntryView }) {
  if (entry.files.length === 0) return null
  return (
    <div className={classes.facts}>
      {entry.files.map(({ id, name }) => (
        <Anchor key={id} size="sm" href={`/api/v1/attachments/${id}`} target="_blank" rel="noreferrer">
          {name}
        </Anchor>
      ))}
    </div>
  )
}

type Changes = Record<string, { from: unknown; to: unknown }>
const fields = [
  ...(['title', 'description', 'type', 'priority', 'groupId', 'assigneeId', 'dueAt', 'status'] as const),
]
const statusOf = (value: unknown) => ticketStatuses.find((status) => status === value)

function Step({ entry }: { entry: TicketEntryView }) {
  const t = useTranslations('tickets')
  const by = entry.actor
  const target = String(entry.detail.target ?? '')
  const lines: string[] = []
  if (entry.kind === 'created') lines.push(t('entry.created', { by }))
  if (entry.kind === 'linked') lines.push(t('entry.linked', { by, target }))
  if (entry.kind === 'unlinked') lines.push(t('entry.unlinked', { by, target }))
  if (entry.kind === 'changed') {
    const changes = (entry.detail.changes ?? {}) as Changes
    const [from, to] = [statusOf(changes.status?.from), statusOf(changes.status?.to)]
    if (from && to) lines.push(t('entry.status', { by, from: t(`status.${from}`), to: t(`status.${to}`) }))
    const what = fields.filter((key) => key !== 'status' && changes[key]).map((key) => t(`field.${key}`))
    if (what.length > 0) lines.push(t('entry.changed', { by, what: what.join(', ') }))
  }
  return (
    <div className={classes.entry}>
      {lines.join(' · ')} · <When at={entry.at} /> {entry.told && <Told told={entry.told} />}
    </div>
  )
}
