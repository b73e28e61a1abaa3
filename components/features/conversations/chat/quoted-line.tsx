'use client'

import { UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { agentApi } from '../live/agent-api'
import { useLogActs } from './log-acts'
import classes from './message.module.css'

/** What a message answers; it leads there. */
export function QuotedLine({ seq }: { seq: number }) {
  const t = useTranslations('workspace.message')
  const quote = useTranslations('workspace.quote')
  const { conversationId, messages, jump, customerName } = useLogActs()
  const held = messages.find((message) => message.seq === seq)
  const fetched = useQuery({
    queryKey: ['workspace', 'quoted', conversationId, seq],
    queryFn: async () => (await agentApi.messagesBefore(conversationId, seq + 1, 1)).items[0] ?? null,
    enabled: !held,
    staleTime: 60_000,
  })
  const message = held ?? fetched.data
  if (!message) return null
  const name = message.senderKind === 'customer' ? customerName : (message.senderName ?? t('agent'))
  const text = message.recalledAt
    ? t('recalledText')
    : message.text || message.attachment?.name || t('attachment')
  return (
    <UnstyledButton
      className={classes.quoted}
      onClick={() => jump(seq)}
      aria-label={quote('jump', { name, text })}
    >
      <b>{name}</b>
      <span className={classes.quotedText}>{text}</span>
    </UnstyledButton>
  )
}
