import type { BotChoice, OrderCard } from '@/server/http/v1/contract'
import { cleanText } from './core/clean-text'
import { kindOf, refusalOfFile } from './core/file-kind'
import { discard, enqueue, type OutboxItem, retry } from './core/outbox'
import { openConversation } from './core/state'
import type { Store } from './store'
import { clientId } from './transport/client-id'
import type { Uploads } from './uploads'

type Ports = {
  uploader: Uploads
  /** Server time in milliseconds. */
  now: () => number
  pump: () => void
  /** The customer types no more. */
  quiet: () => void
}

/** What the customer puts into the outbox, and takes out again. */
export function createOutgoing(store: Store, { uploader, now, pump, quiet }: Ports) {
  const add = (more: Partial<OutboxItem> & { text: string }) => {
    const { quoteSeq, continuing, conversation } = store.get()
    const conversationId = openConversation(store.get())?.id ?? null
    // What answers an ended conversation that goes on stands in the same log.
    const sameLog = conversationId !== null || (continuing && conversation !== null)
    const item: OutboxItem = {
      ...{ clientMessageId: clientId(), conversationId, writtenAt: now() },
      ...{ state: 'waiting', attempts: 0, code: null },
      ...(quoteSeq !== null && sameLog ? { quoteSeq } : {}),
      ...more,
    }
    store.dispatch({ type: 'outbox', change: (outbox) => enqueue(outbox, item) })
    if (quoteSeq !== null) store.dispatch({ type: 'quote', seq: null })
    return item.clientMessageId
  }
  return {
    /** `choice`: what was tapped; its label is the text. */
    send(raw: string, choice?: BotChoice) {
      const text = cleanText(raw)
      if (!text) return
      quiet()
      add({ text, choice })
      pump()
    },
    sendFile(file: File) {
      const { name, size, type } = file
      const code = refusalOfFile(file)
      const known = { text: '', kind: kindOf(file), file: { name, size, type } }
      const id = add({ ...known, state: code ? 'refused' : 'uploading', code })
      if (!code) uploader.take(id, file)
    },
    sendOrder(card: OrderCard) {
      add({ text: '', kind: 'card', card })
      pump()
    },
    retry(id: string) {
      store.dispatch({ type: 'outbox', change: (outbox) => retry(outbox, id) })
      pump()
      void uploader.pump()
    },
    discard(id: string) {
      uploader.cancel(id)
      store.dispatch({ type: 'outbox', change: (outbox) => discard(outbox, id) })
    },
  }
}
