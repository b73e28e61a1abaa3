import type { z } from 'zod'
import { can, type Principal } from '@/server/access'
import { claimAttachment, findBrief, sendMessage, takesPart } from '@/server/modules/conversations'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import type { agentSendInput, MessageView, sendMessageInput } from './contract'
import type { CustomerClaims } from './customer-token'

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

async function attachmentOf(
  conversationId: string,
  uploaderId: string,
  id: string | undefined,
): Promise<string | null> {
  if (!id) return null
  if (await claimAttachment(pool(), { id, uploaderId, conversationId })) return id
  throw new AppError('invalid_input', 'The attachment does not exist, or is not yours.', {
    fields: [{ path: 'attachmentId', message: 'unknown attachment' }],
  })
}

/** @throws {AppError} not_found, conversation_ended, message_id_reused */
export async function sendAsCustomer(
  claims: CustomerClaims,
  conversationId: string,
  input: z.infer<typeof sendMessageInput>,
): Promise<Sent> {
  return sendMessage({
    conversationId,
    senderKind: 'customer',
    senderId: claims.customerId,
    clientMessageId: input.clientMessageId,
    kind: input.kind,
    text: textOf(input),
    attachmentId: await attachmentOf(conversationId, claims.customerId, input.attachmentId),
  })
}

/** By permission; or because they joined, and so speak beside the holder. */
async function maySpeakFor(principal: Principal, conversationId: string): Promise<boolean> {
  if (await takesPart(pool(), conversationId, principal.userId, SPEAKING)) return true
  if (!principal.agentId || !can(principal, 'conversations.write_any')) return false
  const brief = await findBrief(pool(), conversationId)
  const target = { ownerId: brief?.agentId ?? null, groupIds: [brief?.groupId ?? null] }
  return can(principal, 'conversations.write_any', target)
}

/** Parts whose words go to the customer. */
const SPEAKING = ['joined', 'advisor']

/** The holder writes; others need the permission or a part in it. */
export async function sendAsAgent(
  principal: Principal,
  conversationId: string,
  input: z.infer<typeof agentSendInput>,
): Promise<Sent> {
  const anyone = await maySpeakFor(principal, conversationId)
  return sendMessage({
    conversationId,
    senderKind: 'agent',
    senderId: principal.userId,
    clientMessageId: input.clientMessageId,
    kind: input.kind,
    text: textOf(input),
    attachmentId: await attachmentOf(conversationId, principal.userId, input.attachmentId),
    anyone,
  })
}
