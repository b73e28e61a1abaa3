import type { Outbox, OutboxItem } from '../core/outbox'
import type { Storage } from './storage'

const PREFIX = 'out:'

/**
 * Unsent messages in storage, one entry each, so that two tabs of one channel never write over each
 * other's; both may send the same one, its client id makes that harmless.
 */
export function createOutboxStore(storage: Storage) {
  let saved: Outbox = []
  return {
    load(): Outbox {
      saved = storage
        .names(PREFIX)
        .map((name) => parse(storage.get(name)))
        .filter((item) => item !== null)
        .sort((a, b) => a.writtenAt - b.writtenAt)
      return saved
    },
    save(outbox: Outbox): void {
      if (outbox === saved) return
      const ids = new Set(outbox.map((item) => item.clientMessageId))
      for (const item of saved) {
        if (!ids.has(item.clientMessageId)) storage.set(PREFIX + item.clientMessageId, null)
      }
      for (const item of outbox) {
        if (!saved.includes(item)) storage.set(PREFIX + item.clientMessageId, JSON.stringify(item))
      }
      saved = outbox
    },
  }
}

function parse(raw: string | null): OutboxItem | null {
  try {
    const item = JSON.parse(raw ?? 'null') as OutboxItem | null
    return item && typeof item.clientMessageId === 'string' && typeof item.text === 'string' ? item : null
  } catch {
    return null
  }
}
