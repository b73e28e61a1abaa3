'use client'

import { useSyncExternalStore } from 'react'
import { serverNow } from './server-clock'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | null = null
let current = 0

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    current = serverNow()
    for (const each of listeners) each()
  }, 1_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0 || !timer) return
    clearInterval(timer)
    timer = null
  }
}

function read(): number {
  if (!timer || current === 0) current = Math.max(current, Math.floor(serverNow() / 1_000) * 1_000)
  return current
}

/** The server's time, once a second for all clocks of the page together. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, read, () => 0)
}
