import type { LogEntry } from '@/server/events/log-entry'
import { publishEntries } from '@/server/events/publish'
import { toMessageView } from '@/server/events/render'
import { ensureDirectory } from '@/server/events/store/directory'
import type { MessageView } from '@/server/http/v1/contract'
import { pool } from '@/server/platform/db/pool'
import { AppError, toAppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { instruments } from '@/server/platform/observe/instruments'
import { emitSignal } from '@/server/platform/signals'
import { singleton } from '@/server/platform/singleton'
import { type AppendResult, type AppendRow, appendMessages } from '../store/append-messages'
import { dropOriginal, keepOriginal, maskWritten } from './mask-message'
import { isBlocked, refuseBlocked } from './refuse-blocked'

/** A batch larger than this gains nothing and delays its first message. */
const MAX_BATCH = 256
/** A second batch may go out while one is in flight, but only when it is worth a round trip. */
const SECOND_FROM = 32
/** More than this waiting means that the database has stopped answering: refuse rather than pile up. */
const MAX_WAITING = 20_000

type Waiting = { row: AppendRow; resolve: (r: AppendResult) => void; reject: (e: unknown) => void }

/** Everything that arrives while a batch is being written goes into the next one. */
class Batcher {
  private waiting: Waiting[] = []
  private inFlight = 0

  add(row: AppendRow): Promise<AppendResult> {
    if (this.waiting.length >= MAX_WAITING) {
      throw new AppError('unavailable', 'Too many messages are waiting. Try again in a moment.', {
        data: { retryAfter: 2 },
      })
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ row, resolve, reject })
      if (this.inFlight === 0) queueMicrotask(() => this.flush())
      else if (this.inFlight === 1 && this.waiting.length >= SECOND_FROM) this.flush()
    })
  }

  get length(): number {
    return this.waiting.length
  }

  private flush(): void {
    if (this.waiting.length === 0 || this.inFlight > 1) return
    const batch = this.waiting.splice(0, MAX_BATCH)
    this.inFlight += 1
    void this.write(batch).finally(() => {
      this.inFlight -= 1
      this.flush()
    })
  }

  private async write(batch: Waiting[]): Promise<void> {
    const began = performance.now()
    try {
      const results = await appendMessages(
        pool(),
        batch.map((w) => w.row),
      )
      countBatch(results, performance.now() - began)
      publishEntries(results.flatMap((r, i) => (r.outcome === 'i' ? [messageEntry(batch[i]!.row, r)] : [])))
      results.forEach((result, i) => {
        batch[i]?.resolve(result)
        if (result.status === 'with_bot' && batch[i]?.row.senderKind === 'customer')
          emitSignal('bot_asked', { conversationId: batch[i].row.conversationId })
      })
    } catch (error) {
      if (batch.length > 1 && toAppError(error).code === 'internal') return this.writeSingly(batch)
      for (const waiting of batch) waiting.reject(error)
    }
  }

  /** The statement failed for a reason in the data: find the row, save the others. */
  private async writeSingly(batch: Waiting[]): Promise<void> {
    for (const waiting of batch) await this.write([waiting])
  }
}

function countBatch(results: readonly AppendResult[], ms: number): void {
  instruments.batchTime.of().observe(ms / 1_000)
  instruments.batchSize.of().observe(results.length)
  let stored = 0
  let repeated = 0
  for (const { outcome } of results) {
    if (outcome === 'i') stored += 1
    else if (outcome === 'd') repeated += 1
  }
  const refused = results.length - stored - repeated
  if (stored > 0) instruments.messages.inc({ outcome: 'stored' }, stored)
  if (repeated > 0) instruments.messages.inc({ outcome: 'repeated' }, repeated)
  if (refused > 0) instruments.messages.inc({ outcome: 'refused' }, refused)
}

/** The log entry of a message that was stored. */
export function messageEntry(row: AppendRow, result: AppendResult): LogEntry {
  return {
    conversationId: row.conversationId,
    seq: result.seq,
    type: 'message',
    audience: row.kind === 'note' ? 'staff' : 'both',
    at: result.at,
    customerId: result.customerId,
    agentIds: result.agentId ? [result.agentId] : [],
    payload: {
      id: result.id,
      senderKind: row.senderKind,
      senderId: row.senderId,
      clientMessageId: row.clientMessageId,
      kind: row.kind,
      text: row.text,
      attachmentId: row.attachmentId,
      waiting: result.waiting,
      ...(row.meta ? { meta: row.meta } : {}),
    },
  }
}

const batcher = () => singleton('message.batcher', () => new Batcher())

/** How many messages wait in this process for the next statement. */
export const messagesWaiting = (): number => batcher().length

export type NewMessage = Omit<AppendRow, 'id' | 'anyone'> & { anyone?: boolean }
export type Sent = { message: MessageView; created: boolean }

const REFUSALS = {
  n: () => new AppError('not_found', 'There is no such conversation.'),
  e: () => new AppError('conversation_ended', 'This conversation has ended. Open a new one.'),
  s: () =>
    new AppError('transition_refused', 'Nobody may write as an agent while the customer waits in the queue.'),
  x: () =>
    new AppError('message_id_reused', 'This clientMessageId was used for another message.', {
      fields: [{ path: 'clientMessageId', message: 'already used with other content' }],
    }),
}

/**
 * Stores one message: when this resolves it is on disk and its place in the conversation is fixed. The same
 * (sender, clientMessageId) again answers the stored message. @throws {AppError} not_found,
 * conversation_ended, transition_refused, message_id_reused, unavailable
 */
export async function sendMessage(input: NewMessage): Promise<Sent> {
  if (input.senderKind === 'customer' && (await isBlocked(input.senderId)))
    await refuseBlocked(input.senderId)
  const written: AppendRow = { ...input, anyone: input.anyone ?? false, id: newId() }
  const { row, original } = await maskWritten(written)
  // Before the message, so that no accepted one is without it; taken away again where it was not stored.
  await keepOriginal(pool(), row, original)
  const result = await batcher().add(row)
  if (original && result.outcome !== 'i') await dropOriginal(row.id)
  if (result.outcome !== 'i' && result.outcome !== 'd') throw REFUSALS[result.outcome]()
  if (row.senderKind === 'agent' || row.attachmentId) {
    await ensureDirectory(
      row.senderKind === 'agent' ? [row.senderId] : [],
      row.attachmentId ? [row.attachmentId] : [],
    )
  }
  const { conversationId, anyone: _a, ...message } = row
  return {
    message: toMessageView(conversationId, result.seq, result.at, {
      ...message,
      id: result.id,
      waiting: result.waiting,
    }),
    created: result.outcome === 'i',
  }
}
