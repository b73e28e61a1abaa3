'use client'

import { useSyncExternalStore } from 'react'

const PREFIX = 'switchyard.draft.'
const listeners = new Set<() => void>()
let ids: ReadonlySet<string> | null = null

/** Texts begun and not sent, kept in this browser per conversation. */
export const drafts = {
  read: (conversationId: string): string => localStorage.getItem(PREFIX + conversationId) ?? '',
  write: (conversationId: string, text: string): void => {
    if (text.trim() === '') localStorage.removeItem(PREFIX + conversationId)
    else localStorage.setItem(PREFIX + conversationId, text)
    tell()
  },
}

function tell(): void {
  ids = null
  for (const listener of listeners) listener()
}

function list(): ReadonlySet<string> {
  ids ??= new Set(
    Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => key.slice(PREFIX.length)),
  )
  return ids
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', tell)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) window.removeEventListener('storage', tell)
  }
}

const none: ReadonlySet<string> = new Set()

/** Conversations with a draft. */
export function useDrafts(): ReadonlySet<string> {
  return useSyncExternalStore(subscribe, list, () => none)
}
