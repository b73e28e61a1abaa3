'use client'

import { useEffect, useRef } from 'react'

type Insert = (text: string) => void
const places = new Map<string, Insert>()

/** The composer of a conversation takes text from elsewhere on the page, while it is there. */
export function useInsertPlace(conversationId: string, insert: Insert): void {
  const latest = useRef(insert)
  latest.current = insert
  useEffect(() => {
    const place: Insert = (text) => latest.current(text)
    places.set(conversationId, place)
    return () => {
      if (places.get(conversationId) === place) places.delete(conversationId)
    }
  }, [conversationId])
}

/** False where nobody writes in that conversation here. */
export function insertInto(conversationId: string, text: string): boolean {
  const place = places.get(conversationId)
  place?.(text)
  return place !== undefined
}
