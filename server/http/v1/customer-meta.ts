import type { z } from 'zod'
import { findOwnOrder, readMessages } from '@/server/modules/conversations'
import type { MessageMeta } from '@/server/modules/conversations/contract'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import type { sendMessageInput } from './contract'
import type { CustomerClaims } from './customer-token'
import { requireOwn } from './own-conversation'

/**
 * What a customer's message carries besides its text: only what the customer can see may be quoted, and a card
 * is filled from the customer's own order. @throws {AppError} not_found, invalid_input
 */
export async function customerMeta(
  claims: CustomerClaims,
  conversationId: string,
  meta: z.infer<typeof sendMessageInput>['meta'],
): Promise<MessageMeta | null> {
  if (!meta || (meta.quoteSeq === undefined && !meta.card))
    return meta?.choice ? { choice: meta.choice } : null
  await requireOwn(conversationId, claims.customerId)
  if (meta.quoteSeq !== undefined) await requireQuotable(conversationId, meta.quoteSeq)
  const card = meta.card ? await findOwnOrder(pool(), claims.customerId, meta.card.id) : null
  if (meta.card && !card) {
    throw new AppError('invalid_input', 'There is no such order of yours.', {
      fields: [{ path: 'meta.card.id', message: 'unknown order' }],
    })
  }
  return {
    ...(meta.quoteSeq === undefined ? {} : { quoteSeq: meta.quoteSeq }),
    ...(card ? { card } : {}),
    ...(meta.choice ? { choice: meta.choice } : {}),
  }
}

async function requireQuotable(conversationId: string, seq: number): Promise<void> {
  const page = { conversationId, after: seq - 1, limit: 1, notes: false }
  const [quoted] = await readMessages(pool(), page)
  if (quoted?.seq === seq && quoted.recalledAt === null) return
  throw new AppError('invalid_input', 'The quoted message is not there.', {
    fields: [{ path: 'meta.quoteSeq', message: 'no such message' }],
  })
}
