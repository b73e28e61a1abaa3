import type { z } from 'zod'
import { can, type Principal } from '@/server/access'
import {
  findBrief,
  listKnownUsers,
  mentionColleagues,
  sendMessage,
  standingNow,
  takesPart,
} from '@/server/modules/conversations'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import type { agentSendInput, MessageView, sendMessageInput } from './contract'
import { customerMeta } from './customer-meta'
import type { CustomerClaims } from './customer-token'
import { checkQuote, claimFor, cleanMeta } from './message-meta'
import { requireReadable } from './own-conversation'

type Sent = { message: MessageView; created: boolean }

function textOf(input: {
  kind: string
  text?: string | undefined
  attachmentId?: string | undefined
}): string {
  if ((input.kind === 'text' || input.kind === 'note') && input.text === undefined) {
    throw new AppError('invalid_input', 'A text message needs a text.', {
      fields: [{ path: 'text', message: 'required' }],
    })
  }
  return input.text ?? ''
}

/** @throws {AppError} not_found, conversation_ended, message_id_reused */
export async function sendAsCustomer(
  claims: CustomerClaims,
  conversationId: string,
  input: z.infer<typeof sendMessageInput>,
): Promise<Sent> {
  try {
    return await sendAs(claims, conversationId, input)
  } catch (error) {
    // Not theirs: looked at only now, so that no message costs a look at who was merged.
    const stranger = error instanceof AppError && error.code === 'not_found'
    const standing = stranger ? await standingNow(claims.customerId) : null
    if (!standing || standing.id === claims.customerId) throw error
    return sendAs({ ...claims, customerId: standing.id }, conversationId, input)
  }
}

async function sendAs(
  claims: CustomerClaims,
  conversationId: string,
  input: z.infer<typeof sendMessageInput>,
): Promise<Sent> {
  const { kind, attachmentId: id } = input
  return sendMessage({
    conversationId,
    senderKind: 'customer',
    senderId: claims.customerId,
    clientMessageId: input.clientMessageId,
    kind,
    text: textOf(input),
    attachmentId: await claimFor({ conversationId, uploaderId: claims.customerId, kind, id }),
    meta: await customerMeta(claims, conversationId, input.meta),
  })
}

/** Parts whose words go to the customer. */
const SPEAKING = ['joined', 'advisor']

/**
 * Whether the sender may write although somebody else holds the conversation: an answer by permission or by
 * taking part, a note wherever the conversation may be read. @throws {AppError} not_found
 */
async function mayWriteAnyway(principal: Principal, conversationId: string, kind: string): Promise<boolean> {
  const brief = await findBrief(pool(), conversationId)
  if (!brief || brief.agentId === principal.userId) return false
  if (await takesPart(pool(), conversationId, principal.userId, SPEAKING)) return true
  const target = { ownerId: brief.agentId, groupIds: [brief.groupId] }
  if (principal.agentId && can(principal, 'conversations.write_any', target)) return true
  if (kind !== 'note') return false
  await requireReadable(conversationId, principal)
  return true
}

/** The holder writes; others need the permission or a part in it, and a note only that it may be read. */
export async function sendAsAgent(
  principal: Principal,
  conversationId: string,
  input: z.infer<typeof agentSendInput>,
): Promise<Sent> {
  const { kind, attachmentId: id } = input
  const meta = cleanMeta(input.meta)
  await checkQuote(conversationId, meta?.quoteSeq, kind === 'note' ? 'staff' : 'customer')
  await checkMentions(meta?.mentions)
  const message = {
    conversationId,
    senderKind: 'agent' as const,
    senderId: principal.userId,
    clientMessageId: input.clientMessageId,
    kind,
    // A card is known by its title in lists and to whoever cannot show cards.
    text: kind === 'card' ? (input.text ?? meta?.card?.title ?? '') : textOf(input),
    attachmentId: await claimFor({ conversationId, uploaderId: principal.userId, kind, id }),
    ...(meta ? { meta } : {}),
  }
  const sent = await sendMessage(message).catch(async (error: unknown) => {
    // Not the holder: looked at only now, so that the holder's messages cost no look at who else may write.
    const stranger = error instanceof AppError && error.code === 'not_found'
    if (!stranger || !(await mayWriteAnyway(principal, conversationId, kind))) throw error
    return sendMessage({ ...message, anyone: true })
  })
  // Also on a repeat: the one before may have ended between the note and this.
  if (meta?.mentions) {
    const { seq } = sent.message
    await mentionColleagues({ conversationId, seq, byId: principal.userId, userIds: meta.mentions })
  }
  return sent
}

async function checkMentions(userIds: readonly string[] | undefined): Promise<void> {
  if (!userIds) return
  const known = await listKnownUsers(pool(), userIds)
  if (known.length === userIds.length) return
  throw new AppError('invalid_input', 'Somebody who is named does not work here.', {
    fields: [{ path: 'meta.mentions', message: 'unknown colleague' }],
  })
}
