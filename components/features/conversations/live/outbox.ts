import { ApiError, mayPass } from '@/components/client/api'
import { serverNow } from '@/components/client/server-clock'
import { agentApi, type MessageMeta } from './agent-api'
import { kindOf, type SentKind } from './kind-of'
import { type LiveState, putMessages } from './live-state'
import { createStore, type Store } from './store'
import { upload } from './upload'

/** A message that stands in the log before the server has it. */
export type Pending = {
  clientMessageId: string
  conversationId: string
  kind: SentKind
  text: string
  /** ISO 8601. */
  at: string
  state: 'sending' | 'failed'
  /** Code of the failure, in words of the reader's language. */
  error?: unknown
  file?: File
  attachmentId?: string
  durationMs?: number
  meta?: MessageMeta
  /** 0 to 1 while a file is on its way. */
  progress?: number
}

export type Outbox = ReturnType<typeof createOutbox>

/**
 * What was written and is not accepted yet. Each message keeps its id through every attempt, so a retry never
 * doubles it; texts are kept in the browser's storage and go out after a reload.
 */
export function createOutbox(live: Store<LiveState>, agentId: string) {
  const store = createStore<Pending[]>([])
  const prefix = `switchyard.outbox.${agentId}.`
  /** One conversation's messages go out one after the other: they arrive in the order they were written. */
  const lines = new Map<string, Promise<void>>()
  const uploads = new Map<string, AbortController>()

  const change = (id: string, next: Partial<Pending>) =>
    store.set((all) => all.map((p) => (p.clientMessageId === id ? { ...p, ...next } : p)))
  const drop = (id: string) => {
    localStorage.removeItem(prefix + id)
    store.set((all) => all.filter((p) => p.clientMessageId !== id))
  }
  const find = (id: string) => store.get().find((p) => p.clientMessageId === id)

  async function deliver(id: string): Promise<void> {
    const pending = find(id)
    if (pending?.state !== 'sending') return
    try {
      const attachmentId = await attachmentOf(pending)
      const text = pending.text === '' ? undefined : pending.text
      if (!find(id)) return
      const { conversationId, kind, meta } = pending
      const sent = { clientMessageId: id, kind, text, attachmentId, meta }
      const message = await agentApi.send(conversationId, sent)
      live.set((state) =>
        state.logs[conversationId] ? putMessages(state, conversationId, [message]) : state,
      )
      drop(id)
    } catch (error) {
      change(id, { state: 'failed', error })
    }
  }

  async function attachmentOf(pending: Pending): Promise<string | undefined> {
    if (!pending.file || pending.attachmentId) return pending.attachmentId
    const id = pending.clientMessageId
    const controller = new AbortController()
    uploads.set(id, controller)
    try {
      const { id: attachmentId } = await upload(pending.file, {
        onProgress: (progress) => change(id, { progress }),
        signal: controller.signal,
        durationMs: pending.durationMs,
      })
      change(id, { attachmentId, progress: 1 })
      return attachmentId
    } finally {
      uploads.delete(id)
    }
  }

  function enqueue(pending: Pending): void {
    const { conversationId, clientMessageId } = pending
    const before = lines.get(conversationId) ?? Promise.resolve()
    lines.set(
      conversationId,
      before.then(() => deliver(clientMessageId)),
    )
  }

  function add(pending: Pending): void {
    store.set((all) => [...all, pending])
    if (!pending.file) localStorage.setItem(prefix + pending.clientMessageId, JSON.stringify(pending))
    enqueue(pending)
  }

  const retry = (id: string) => {
    const pending = find(id)
    if (!pending) return
    change(id, { state: 'sending', error: undefined })
    enqueue(pending)
  }

  return {
    store,
    retry,
    discard: drop,
    /** Stops an upload that is on its way; what is accepted already is recalled, not cancelled. */
    cancel: (id: string) => {
      const upload = uploads.get(id)
      drop(id)
      upload?.abort()
    },
    send: (conversationId: string, kind: 'text' | 'note', text: string, meta?: MessageMeta) =>
      add({ ...fresh(conversationId), kind, text, ...(meta ? { meta } : {}) }),
    sendCard: (conversationId: string, card: NonNullable<MessageMeta['card']>) =>
      add({ ...fresh(conversationId), kind: 'card', text: '', meta: { card } }),
    sendFile: (conversationId: string, file: File, more: { durationMs?: number; meta?: MessageMeta } = {}) =>
      add({ ...fresh(conversationId), kind: kindOf(file), text: '', file, progress: 0, ...more }),
    /** The log has it: another tab sent it, or the answer got lost. */
    settle: (clientMessageId: string) => {
      if (find(clientMessageId)) drop(clientMessageId)
    },
    /** What may have failed for want of a connection goes out again. */
    retryPassing: () => {
      for (const p of store.get()) if (p.state === 'failed' && mayPass(p.error)) retry(p.clientMessageId)
    },
    restore: () => {
      for (const pending of readKept(prefix)) if (!find(pending.clientMessageId)) add(pending)
    },
  }
}

const fresh = (conversationId: string) => ({
  clientMessageId: newClientId(),
  conversationId,
  at: new Date(serverNow()).toISOString(),
  state: 'sending' as const,
})

/** A random UUID; pages over plain HTTP have no crypto.randomUUID. */
function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function readKept(prefix: string): Pending[] {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix))
  return keys.flatMap((key) => {
    try {
      return [{ ...(JSON.parse(localStorage.getItem(key) ?? '') as Pending), state: 'sending' as const }]
    } catch {
      localStorage.removeItem(key)
      return []
    }
  })
}

/** True where trying again cannot help. */
export const isFinal = (error: unknown): boolean => error instanceof ApiError && !mayPass(error)
