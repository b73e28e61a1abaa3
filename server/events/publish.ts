import { onBus, publish } from '@/server/platform/bus'
import { instruments } from '@/server/platform/observe/instruments'
import type { FleetingEvent, LogEntry } from './log-entry'
import { deliver, deliverFleeting } from './streams'

/** After commit: hands the entries to this process's streams and wakes the other processes once. */
export function publishEntries(entries: readonly LogEntry[]): void {
  if (entries.length === 0) return
  countEntries(entries)
  void deliver(entries)
  publish({ topic: 'log' })
}

function countEntries(entries: readonly LogEntry[]): void {
  let messages = 0
  for (const { type, payload } of entries) {
    if (type === 'message') {
      messages += 1
      continue
    }
    instruments.entries.inc({ type })
    const { decisionId, kind } = (payload.detail ?? {}) as { decisionId?: unknown; kind?: unknown }
    if (decisionId && typeof kind === 'string') instruments.decisions.inc({ outcome: kind })
  }
  if (messages > 0) instruments.entries.inc({ type: 'message' }, messages)
}

export function publishFleeting(event: FleetingEvent): void {
  deliverFleeting(event)
  publish({ topic: 'fleeting', body: event })
}

/** Hands on what other processes tell. */
export function listenToOthers(onLog: () => void): () => void {
  return onBus((message) => {
    if (message.topic === 'log') onLog()
    if (message.topic === 'fleeting') {
      const event = message.body as FleetingEvent & { at: string | Date }
      deliverFleeting({ ...event, at: new Date(event.at) })
    }
  })
}
