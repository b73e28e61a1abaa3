'use client'

import { UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconChecks, IconClock, IconLock } from '@tabler/icons-react'
import { useFormatter, useTranslations } from 'next-intl'
import { PersonAvatar } from '@/components/patterns/person-avatar'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { Message } from '../live/live-state'
import type { Outbox, Pending } from '../live/outbox'
import { type Group, isPending } from '../timeline/build-timeline'
import classes from './log.module.css'
import { MessageBody } from './message-body'
import { MessageMenu } from './message-menu'

type Props = {
  group: Group
  customerName: string
  readSeq: number
  lastOwn: string | null
  outbox: Outbox | null
}

/** What one person said in one go. */
export function MessageGroup({ group, customerName, readSeq, lastOwn, outbox }: Props) {
  const t = useTranslations('workspace.message')
  const format = useFormatter()
  const isWhisper = group.messages.some((message) => !isPending(message) && message.meta?.whisper)
  const whisper = useTranslations('oversight.watch')
  const name =
    group.side === 'customer'
      ? customerName
      : (group.senderName ?? (group.side === 'bot' ? t('bot') : t('agent')))
  return (
    <div className={classes.group} data-side={group.side}>
      <div className={classes.by}>
        {group.side === 'customer' && <PersonAvatar size={20} name={name} />}
        {group.side === 'note' && <IconLock size={13} aria-hidden />}
        <span className={classes.sender}>
          {group.side === 'note'
            ? isWhisper
              ? `${whisper('whisperMark')} · ${name}`
              : t('noteBy', { name })
            : name}
        </span>
        <time
          dateTime={group.at}
          title={format.dateTime(new Date(group.at), { dateStyle: 'full', timeStyle: 'medium' })}
        >
          {format.dateTime(new Date(group.at), { hour: '2-digit', minute: '2-digit' })}
        </time>
      </div>
      {group.messages.map((message) => (
        <div
          key={message.clientMessageId}
          className={classes.message}
          data-seq={isPending(message) ? undefined : message.seq}
          tabIndex={-1}
        >
          {!isPending(message) && <MessageMenu message={message} />}
          <div
            className={classes.bubble}
            data-recalled={(!isPending(message) && message.recalledAt !== null) || undefined}
            data-waiting={(!isPending(message) && message.waiting) || undefined}
            data-state={isPending(message) ? message.state : undefined}
            lang=""
            dir="auto"
          >
            <MessageBody message={message} />
          </div>
          {isPending(message) ? (
            <Unaccepted pending={message} outbox={outbox} />
          ) : (
            <Marks message={message} readSeq={readSeq} isLast={message.clientMessageId === lastOwn} />
          )}
        </div>
      ))}
    </div>
  )
}

function Marks({ message, readSeq, isLast }: { message: Message; readSeq: number; isLast: boolean }) {
  const t = useTranslations('workspace.message')
  if (message.waiting) return <div className={classes.mark}>{t('waiting')}</div>
  if (!isLast) return null
  const read = message.seq <= readSeq
  const Icon = read ? IconChecks : IconCheck
  return (
    <div className={classes.mark} data-read={read || undefined}>
      <Icon size={14} aria-hidden /> {read ? t('read') : t('delivered')}
    </div>
  )
}

function Unaccepted({ pending, outbox }: { pending: Pending; outbox: Outbox | null }) {
  const t = useTranslations('workspace.message')
  const failure = useFailureText()
  if (pending.state === 'sending') {
    return (
      <div className={classes.mark}>
        <IconClock size={13} aria-hidden /> {t('sending')}
        {pending.file && (pending.progress ?? 0) < 1 && (
          <UnstyledButton className={classes.act} onClick={() => outbox?.cancel(pending.clientMessageId)}>
            {t('cancelUpload')}
          </UnstyledButton>
        )}
      </div>
    )
  }
  return (
    <div className={classes.mark} data-failed role="alert">
      <IconAlertTriangle size={14} aria-hidden /> {t('failed')} {failure(pending.error)}
      <UnstyledButton className={classes.act} onClick={() => outbox?.retry(pending.clientMessageId)}>
        {t('retry')}
      </UnstyledButton>
      <UnstyledButton className={classes.act} onClick={() => outbox?.discard(pending.clientMessageId)}>
        {t('discard')}
      </UnstyledButton>
    </div>
  )
}
