'use client'

import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { LinkedText } from '../chat/linked-text'
import { agentApi } from '../live/agent-api'
import type { View } from '../live/live-state'
import { usePathName } from '../names'
import classes from './context.module.css'

/** One earlier conversation; opens in place. */
export function PastConversation({ view }: { view: View }) {
  const t = useTranslations('workspace.history')
  const path = usePathName()
  const format = useFormatter()
  const [open, setOpen] = useState(false)
  const facts = [path(view.category?.path.slice(-1)), view.agent?.name].filter(Boolean).join(' · ')
  return (
    <li>
      <button type="button" className={classes.pastItem} aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className={classes.pastLine}>
          <time dateTime={view.createdAt}>
            {format.dateTime(new Date(view.createdAt), { year: 'numeric', month: 'short', day: 'numeric' })}
          </time>
          <span className={classes.quiet}>#{view.number}</span>
          {view.rating && <span className={classes.quiet}>{t('stars', { score: view.rating.score })}</span>}
        </span>
        <span>{path(view.wrapUp?.path.slice(-1)) || view.lastMessageText || t('noText')}</span>
        <span className={classes.quiet}>{facts}</span>
      </button>
      {open && <Transcript view={view} />}
    </li>
  )
}

function Transcript({ view }: { view: View }) {
  const t = useTranslations('workspace.history')
  const messages = useQuery({
    queryKey: ['workspace', 'transcript', view.id],
    queryFn: async () => (await agentApi.messagesAfter(view.id, 0)).items,
    staleTime: 60_000,
  })
  if (messages.isError) return <p className={classes.quiet}>{t('failed')}</p>
  if (!messages.data) return <Skeleton height={60} />
  return (
    <ol className={classes.transcript}>
      {messages.data.map((message) => (
        <li key={message.id} data-side={message.kind === 'note' ? 'note' : message.senderKind}>
          <b>
            {message.senderKind === 'customer' ? view.customer.name : (message.senderName ?? t('system'))}
          </b>{' '}
          {message.attachment ? (
            <a href={`/api/v1/attachments/${message.attachment.id}`}>{message.attachment.name}</a>
          ) : (
            <LinkedText text={message.text} />
          )}
        </li>
      ))}
    </ol>
  )
}
