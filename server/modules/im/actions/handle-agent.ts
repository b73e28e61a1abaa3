import { endByAgent, findLatestOf, sendMessage } from '@/server/modules/conversations'
import { now } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { idOf } from '@/server/platform/ids'
import type { Incoming } from '../domain/payload'
import { understand } from '../domain/understand'
import { hint, type Language } from '../domain/words'
import type { Connection } from '../store/connections'
import type { Waiting } from '../store/inbox'
import { insertOwnWords } from '../store/outbox'
import { findAgentOfIm, findByShadow, type ImCustomer } from '../store/people'
import { fetchMedia } from './fetch-media'

/** What an agent inside the IM said to the shadow of a customer: the agent's own answer here. */
export async function handleAgent(connection: Connection, row: Waiting): Promise<void> {
  const customer = await findByShadow(pool(), connection.channelId, row.robotId)
  if (!customer?.customerId) return
  const language: Language = connection.language === 'zh' ? 'zh' : 'en'
  const why = await answer(connection, row, { ...customer, customerId: customer.customerId }, language)
  if (why === null) return
  const to = { imCustomerId: customer.id, via: 'shadow' as const, target: row.sender }
  await insertOwnWords(
    pool(),
    { ...to, channelId: row.channelId, text: why, key: `${row.messageUid}:hint` },
    now(),
  )
}

/** null: done; else what to tell the agent. */
async function answer(
  { channelId, settings }: Connection,
  row: Waiting,
  customer: ImCustomer & { customerId: string },
  language: Language,
): Promise<string | null> {
  const agentId = await findAgentOfIm(pool(), channelId, row.sender)
  if (!agentId) return hint('notLinked', language)
  const content = row.body as Incoming['content']
  if (content.kind === 'unsupported') return hint('unsupported', language)
  const latest = await findLatestOf(pool(), customer.customerId, channelId)
  if (!latest || latest.endedAt !== null) return hint('over', language)
  if (latest.agentId !== agentId) return hint('notYours', language)
  const conversationId = latest.id
  const text = content.kind === 'text' ? content.text : null
  try {
    if (understand(text, { kind: 'served', invited: false }, settings).kind === 'end') {
      await endByAgent({ conversationId, agentId })
      return null
    }
    const uploader = { conversationId, uploaderId: agentId, uploaderKind: 'agent' as const }
    const written =
      content.kind === 'text'
        ? { kind: 'text', text: content.text, attachmentId: null }
        : await fetchMedia(content, uploader, language)
    await sendMessage({
      ...{ conversationId, senderKind: 'agent', senderId: agentId },
      ...{ clientMessageId: idOf(row.channelId, row.messageUid), ...written },
    })
    return null
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    switch (error.code) {
      case 'message_id_reused':
        return null
      case 'not_found':
        return hint('notYours', language)
      case 'conversation_ended':
        return hint('over', language)
      case 'transition_refused':
      case 'invalid_input':
        return hint('refused', language, { why: error.message })
      default:
        throw error
    }
  }
}
