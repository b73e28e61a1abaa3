'use client'

import { createContext, useContext } from 'react'
import type { Message } from '../live/live-state'

/** What can be done with a message of the log that is open. */
export type LogActs = {
  conversationId: string
  /** Whose messages are own ones. */
  ownId: string | null
  customerName: string
  messages: readonly Message[]
  /** null where nothing can be written. */
  quote: ((message: Message) => void) | null
  recall: ((message: Message) => void) | null
  /** Goes to a message by its place in the log. */
  jump: (seq: number) => void
}

const Context = createContext<LogActs | null>(null)
export const LogActsProvider = Context.Provider

export function useLogActs(): LogActs {
  const acts = useContext(Context)
  if (!acts) throw new Error('LogActsProvider is missing')
  return acts
}
