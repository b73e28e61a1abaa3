'use client'

import { VisuallyHidden } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { useMe } from '@/components/client/me'
import type { Log, Message, View } from '../live/live-state'

type Line = { key: string; text: string }
type Props = { view: View; log: Log | null; typing: boolean }

const nothing = () => ({ id: '', from: 0, ended: false, told: new Set<string>(), lines: [] as Line[] })

/** So many lines stay for somebody who reads them again. */
const KEPT = 20

/**
 * Reads out what others write while this conversation is open, each message once and with its name: nothing of
 * what was there before, nothing of one's own, and that the customer types once until they have said something.
 * It has a place of its own, because the log that is seen is drawn anew for many reasons.
 */
export function Announcer({ view, log, typing }: Props) {
  const t = useTranslations('workspace.message')
  const me = useMe()
  const wordsOf = useWordsOf(view)
  const heard = useRef(nothing())
  if (log && heard.current.id !== view.id) {
    const from = Math.max(view.lastSeq, log.messages.at(-1)?.seq ?? 0)
    heard.current = { ...nothing(), id: view.id, from, ended: view.endedAt !== null }
  }
  const { id, from, ended, told } = heard.current
  const say = (key: string, text: string) => {
    if (told.has(key)) return
    told.add(key)
    heard.current.lines = [...heard.current.lines, { key, text }].slice(-KEPT)
  }
  if (log && id === view.id) {
    const own = me.agentId ?? me.userId
    const news = log.messages.filter((one) => one.seq > from && one.senderId !== own && !one.recalledAt)
    for (const message of news) say(message.id, wordsOf(message))
    const since = log.messages.findLast((message) => message.senderKind === 'customer')?.seq ?? 0
    if (typing) say(`typing ${since}`, t('typing', { name: view.customer.name }))
    if (view.endedAt === null) heard.current.ended = false
    else if (!ended) say(`ended ${view.endedAt}`, t('announceEnd', { name: view.customer.name }))
  }
  return (
    <VisuallyHidden component="div" aria-live="polite" aria-relevant="additions">
      {heard.current.lines.map(({ key, text }) => (
        <p key={key}>{text}</p>
      ))}
    </VisuallyHidden>
  )
}

function useWordsOf(view: View) {
  const t = useTranslations('workspace.message')
  return (message: Message): string => {
    const text = message.text || message.attachment?.name || t('attachment')
    if (message.senderKind === 'system') return text
    const known = message.senderName ?? (message.senderKind === 'bot' ? t('bot') : t('agent'))
    const by = message.senderKind === 'customer' ? view.customer.name : known
    if (message.meta?.consultId) return t('announceAside', { name: by, text })
    const name = message.kind === 'note' ? t('noteBy', { name: by }) : by
    return t('announce', { name, text })
  }
}
