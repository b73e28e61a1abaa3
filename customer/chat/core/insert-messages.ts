import type { MessageView } from '@/server/http/v1/contract'

/** Messages by their place in the log, each once; returns the same array when nothing is new. */
export function insertMessages(known: MessageView[], incoming: MessageView[]): MessageView[] {
  const ids = new Set(known.map((message) => message.id))
  const fresh = incoming.filter((message) => !ids.has(message.id) && ids.add(message.id))
  if (fresh.length === 0) return known
  return [...known, ...fresh].sort((a, b) => a.seq - b.seq)
}
