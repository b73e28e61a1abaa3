'use client'

import { useState } from 'react'
import { findGaps } from '@/server/modules/conversations/contract'
import type { MessageMeta } from '../live/agent-api'
import type { Outbox } from '../live/outbox'
import { stillNamed } from './suggest'
import type { TextState } from './use-text'
import type { Writing } from './use-writing'

type Facts = {
  conversationId: string
  outbox: Outbox
  words: TextState
  writing: Writing
  note: boolean
  /** Colleagues picked for the note: id → name. */
  named: ReadonlyMap<string, string>
  onSent: () => void
}

/** What the server would refuse: control characters other than tab and line breaks. */
const controls = /[^\P{Cc}\t\n]|\p{Cs}/gu

/**
 * Sends what was staged and written: files first, then the text. A quick reply with a place that nobody
 * filled stops once, and says so; the second time it is meant.
 */
export function useSend({ conversationId, outbox, words, writing, note, named, onSent }: Facts) {
  const [stoppedAt, setStopped] = useState<string | null>(null)
  const clean = words.text.replace(controls, '').trim()
  const ready = note ? [] : writing.staged.filter((one) => one.problem === null)
  const stopped = stoppedAt === words.text && clean !== ''

  const send = (anyway = false) => {
    if (clean === '' && ready.length === 0) return
    const [gap] = note ? [] : findGaps(words.text)
    if (gap && !anyway) {
      setStopped(words.text)
      return words.select({ from: gap.start, to: gap.end })
    }
    const quote: MessageMeta = writing.quoted ? { quoteSeq: writing.quoted.seq } : {}
    ready.forEach(({ file, durationMs }, index) => {
      const meta = clean === '' && index === 0 && writing.quoted ? { meta: quote } : {}
      outbox.sendFile(conversationId, file, { ...meta, ...(durationMs ? { durationMs } : {}) })
    })
    if (clean !== '') {
      const mentions = note ? stillNamed(clean, named) : []
      const meta = { ...quote, ...(mentions.length > 0 ? { mentions } : {}) }
      outbox.send(
        conversationId,
        note ? 'note' : 'text',
        clean,
        Object.keys(meta).length > 0 ? meta : undefined,
      )
    }
    words.change('')
    if (note) writing.quote(null)
    else writing.clear()
    setStopped(null)
    onSent()
  }
  return { send, stopped, canSend: clean !== '' || ready.length > 0 }
}
