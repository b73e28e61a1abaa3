'use client'

import { VisuallyHidden } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import type { Log, View } from '../live/live-state'

/** Reads out what the customer writes while this conversation is open, and nothing of what was there before. */
export function Announcer({ view, log }: { view: View; log: Log | null }) {
  const t = useTranslations('workspace.message')
  const from = useRef({ id: '', seq: 0 })
  const newest = log?.messages.at(-1)?.seq ?? 0
  if (log && from.current.id !== view.id) from.current = { id: view.id, seq: newest }
  const last = log?.messages.findLast((message) => message.senderKind === 'customer')
  const isNew = last && from.current.id === view.id && last.seq > from.current.seq
  return (
    <VisuallyHidden aria-live="polite" role="status">
      {isNew ? t('announce', { name: view.customer.name, text: last.text || t('attachment') }) : ''}
    </VisuallyHidden>
  )
}
