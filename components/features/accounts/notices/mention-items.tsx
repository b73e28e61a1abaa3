'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useMe } from '@/components/client/me'
import { agentApi } from '@/components/features/conversations/live/agent-api'
import type { MentionView } from '@/server/http/v1/contract'
import classes from './bell.module.css'

const EVERY_MS = 20_000
const none: MentionView[] = []

/** Notes that name this person and were not opened; the workspace asks at once when one is written. */
export function useMentions(): readonly MentionView[] {
  const { agentId } = useMe()
  const unseen = useQuery({
    queryKey: ['workspace', 'mentions'],
    queryFn: async () => (await agentApi.mentions()).items,
    enabled: agentId !== null,
    refetchInterval: EVERY_MS,
    staleTime: EVERY_MS,
  })
  return unseen.data ?? none
}

export function MentionItems({
  mentions,
  onLeave,
}: {
  mentions: readonly MentionView[]
  onLeave: () => void
}) {
  const t = useTranslations('workspace.mention')
  return (
    <ul className={classes.list}>
      {mentions.map((one) => (
        <li key={`${one.conversationId}-${one.seq}`} className={classes.item} data-new>
          <Link href={`/workspace?conversation=${one.conversationId}`} onClick={onLeave}>
            {t('title', { by: one.byName, customer: one.customerName })}
          </Link>
          <span className={classes.note}>{one.text}</span>
        </li>
      ))}
    </ul>
  )
}
