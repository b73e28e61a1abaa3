'use client'

import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { drafts } from '../chat/drafts'

export type Place = { from: number; to: number }

/** The text that is being written, its draft, and the caret in it. */
export function useText(id: string, input: RefObject<HTMLTextAreaElement | null>) {
  const [text, setText] = useState(() => drafts.read(id))
  const [caret, setCaret] = useState(text.length)
  const wanted = useRef<Place | null>(null)

  useLayoutEffect(() => {
    const place = wanted.current
    if (!place || !input.current) return
    wanted.current = null
    input.current.focus()
    input.current.setSelectionRange(place.from, place.to)
    setCaret(place.to)
  })

  const change = (next: string) => {
    setText(next)
    drafts.write(id, next)
  }
  return {
    text,
    caret,
    change,
    /** Where the caret is; the browser tells it by key, click and touch. */
    look: () => setCaret(input.current?.selectionEnd ?? text.length),
    select: (place: Place) => {
      wanted.current = place
      setCaret(place.to)
    },
    /** Puts `inserted` over a place, by default over what is selected, and selects a part of it or stands behind. */
    insert: (inserted: string, over?: Place, select?: Place) => {
      const from = over?.from ?? input.current?.selectionStart ?? text.length
      const to = over?.to ?? input.current?.selectionEnd ?? text.length
      const end = from + inserted.length
      wanted.current = select ? { from: from + select.from, to: from + select.to } : { from: end, to: end }
      change(text.slice(0, from) + inserted + text.slice(to))
    },
  }
}

export type TextState = ReturnType<typeof useText>
