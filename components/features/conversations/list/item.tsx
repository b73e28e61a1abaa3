'use client'

import { Badge } from '@mantine/core'
import { IconPencil, IconStarFilled } from '@tabler/icons-react'
import { useFormatter, useTranslations } from 'next-intl'
import { memo, type ReactNode } from 'react'
import { useNow } from '@/components/client/now'
import type { View } from '../live/live-state'
import { usePathName } from '../names'
import { WaitClock } from './clock'
import classes from './list.module.css'
import { elapsed } from './wait-level'

type Props = {
  view: View
  selected: boolean
  hasDraft: boolean
  typing: boolean
  tabIndex: 0 | -1
  onSelect: (id: string) => void
  onFocus: (id: string) => void
  below?: ReactNode
}

/** One conversation of a list. */
export const Item = memo(function Item({
  view,
  selected,
  tabIndex,
  onSelect,
  onFocus,
  below,
  ...marks
}: Props) {
  const t = useTranslations('workspace.list')
  const path = usePathName()
  const mark = view.creationType === 'offline' ? t('leftMessage') : null
  const facts = [mark, view.channel.name, path(view.category?.path.slice(-1)), ...view.tags]
  const place = facts.filter(Boolean).join(' · ')
  return (
    <li>
      <button
        type="button"
        className={classes.item}
        data-id={view.id}
        aria-current={selected || undefined}
        tabIndex={tabIndex}
        onClick={() => onSelect(view.id)}
        onFocus={() => onFocus(view.id)}
      >
        <span className={classes.line}>
          <span className={classes.who}>{view.customer.name}</span>
          {view.customer.vipLevel > 0 && (
            <span className={classes.vip}>
              <IconStarFilled size={11} aria-hidden />
              {t('vip', { level: view.customer.vipLevel })}
            </span>
          )}
          <Since view={view} />
        </span>
        <span className={classes.line}>
          <Preview view={view} {...marks} />
          {view.unread > 0 && (
            <Badge size="sm" circle={view.unread < 10} aria-label={t('unread', { count: view.unread })}>
              {view.unread}
            </Badge>
          )}
        </span>
        <span className={classes.place}>{place}</span>
        {below}
      </button>
    </li>
  )
})

function Preview({ view, typing, hasDraft }: { view: View; typing: boolean; hasDraft: boolean }) {
  const t = useTranslations('workspace.list')
  if (typing) return <span className={classes.typing}>{t('typing')}</span>
  if (hasDraft) {
    return (
      <span className={classes.draft}>
        <IconPencil size={13} aria-hidden /> {t('draft')}
      </span>
    )
  }
  const text = view.lastMessageText || (view.lastMessageFrom ? t('attachment') : t('nothingYet'))
  return (
    <span className={classes.preview}>{view.lastMessageFrom === 'agent' ? t('you', { text }) : text}</span>
  )
}

/** The clock of whoever waits; otherwise the time of the last message. */
function Since({ view }: { view: View }) {
  const format = useFormatter()
  if (view.status === 'queued') return <QueueClock view={view} />
  if (view.endedAt && view.afterWorkUntil) return <AfterWorkClock until={view.afterWorkUntil} />
  if (view.awaitingSince && !view.snoozedUntil) return <WaitClock view={view} since={view.awaitingSince} />
  const at = view.endedAt ?? view.lastMessageAt ?? view.assignedAt ?? view.createdAt
  const date = new Date(at)
  const today =
    format.dateTime(date, { dateStyle: 'short' }) === format.dateTime(new Date(), { dateStyle: 'short' })
  return (
    <time
      className={classes.quietTime}
      dateTime={at}
      title={format.dateTime(date, { dateStyle: 'full', timeStyle: 'medium' })}
    >
      {format.dateTime(
        date,
        today ? { hour: '2-digit', minute: '2-digit' } : { month: 'short', day: 'numeric' },
      )}
    </time>
  )
}

function AfterWorkClock({ until }: { until: string }) {
  const t = useTranslations('workspace.list')
  const left = Date.parse(until) - useNow()
  if (left <= 0) return null
  return <span className={classes.clock}>{t('afterWork', { time: elapsed(left) })}</span>
}

function QueueClock({ view }: { view: View }) {
  const t = useTranslations('workspace.list')
  const waited = useNow() - Date.parse(view.enteredAt ?? view.createdAt)
  return (
    <span className={classes.clock}>
      {view.queue && (
        <span className={classes.position}>{t('position', { position: view.queue.position })}</span>
      )}
      {elapsed(waited)}
    </span>
  )
}
