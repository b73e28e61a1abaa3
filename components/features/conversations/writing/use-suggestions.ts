'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { fillReply, type ReplyValues, type UsableReply } from '@/server/modules/conversations/contract'
import { agentApi } from '../live/agent-api'
import { findTrigger, mentionOf, rankReplies, type Trigger } from './suggest'
import type { TextState } from './use-text'

export type Suggestion =
  | { kind: 'reply'; id: string; reply: UsableReply }
  | { kind: 'mention'; id: string; name: string; status: string | null }

type Facts = {
  words: TextState
  note: boolean
  values: ReplyValues
  /** A colleague was picked. */
  onMention: (id: string, name: string) => void
}

const MAX_SHOWN = 8

/** What completes the word at the caret; the keys go to it while it is open. */
export function useSuggestions({ words, note, values, onMention }: Facts) {
  const client = useTRPCClient()
  const trigger = findTrigger(words.text, words.caret, note)
  const [closed, setClosed] = useState<string | null>(null)
  const [chosen, setChosen] = useState({ key: '', index: 0 })
  const key = trigger ? `${trigger.kind} ${trigger.from} ${trigger.query}` : ''
  const place = trigger ? `${trigger.kind} ${trigger.from}` : null
  const open = trigger !== null && closed !== place
  const found = useItems(open ? trigger : null)
  const items = open ? found.items : []
  const index = chosen.key === key ? Math.min(chosen.index, items.length - 1) : 0

  const pick = (item: Suggestion | undefined) => {
    if (!trigger || !item) return
    const over = { from: trigger.from, to: trigger.to }
    if (item.kind === 'mention') {
      onMention(item.id, item.name)
      return words.insert(`${mentionOf(item.name)} `, over)
    }
    const { text, gaps } = fillReply(item.reply.text, values)
    const gap = gaps[0]
    words.insert(text, over, gap && { from: gap.start, to: gap.end })
    client.conversations.countReplyUse.mutate({ id: item.id }).catch(() => {})
  }
  const move = (by: number) => setChosen({ key, index: (index + by + items.length) % items.length })
  /** True = the key was for the list. */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!open) return false
    if (event.key === 'Escape') setClosed(place)
    else if (items.length === 0) return false
    else if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if ((event.key === 'Enter' && !event.shiftKey) || (event.key === 'Tab' && !event.shiftKey))
      pick(items[index])
    else return false
    event.preventDefault()
    return true
  }
  return { open, kind: trigger?.kind ?? null, items, index, loading: found.loading, pick, onKeyDown }
}

export type Suggestions = ReturnType<typeof useSuggestions>

function useItems(trigger: Trigger | null): { items: Suggestion[]; loading: boolean } {
  const trpc = useTRPC()
  const replies = useQuery({
    ...trpc.conversations.listUsableReplies.queryOptions(),
    enabled: trigger?.kind === 'reply',
    staleTime: 30_000,
  })
  const search = trigger?.kind === 'mention' ? trigger.query.replaceAll('\u00a0', ' ') : ''
  const colleagues = useQuery({
    queryKey: ['workspace', 'colleagues', search],
    queryFn: () => agentApi.colleagues(search),
    enabled: trigger?.kind === 'mention',
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  })
  if (trigger?.kind === 'reply') {
    const ranked = rankReplies(replies.data ?? [], trigger.query).slice(0, MAX_SHOWN)
    const items = ranked.map((reply) => ({ kind: 'reply' as const, id: reply.id, reply }))
    return { items, loading: replies.isPending }
  }
  if (!trigger) return { items: [], loading: false }
  const people = (colleagues.data?.items ?? []).slice(0, MAX_SHOWN)
  return {
    items: people.map((person) => ({ kind: 'mention' as const, ...person })),
    loading: colleagues.isPending,
  }
}
