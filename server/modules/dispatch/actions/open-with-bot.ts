import { publishEntries } from '@/server/events/publish'
import {
  type AppendRow,
  appendMessages,
  holdCustomer,
  lookSoon,
  messageEntry,
} from '@/server/modules/conversations'
import { nowMs } from '@/server/platform/clock'
import { inTransaction, type Sql } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { emitSignal } from '@/server/platform/signals'
import { loadConfiguration } from '../store/load-configuration'
import { customerFacts, insertConversation, openThread } from '../store/open-rows'
import { appendFirst, firstOf, type OpenInput, stageOf, topicKey } from './asking'
import { findReturnGroup } from './reopen-conversation'
import { formAnswers } from './window-rules'

export type BotOpening = {
  /** The bot's first word. */
  greeting: Pick<AppendRow, 'text' | 'meta'>
  senderId: string
  /** What the bot keeps of it, in the same transaction. */
  keep: (sql: Sql, conversationId: string) => Promise<void>
}

/**
 * A conversation that the bot answers first: made with its greeting and the customer's first message in one
 * transaction. null where it is `openConversation`'s: it goes on already, is taken up again with its agent, or the
 * customer is blocked, erased, or being merged.
 * @throws {AppError} invalid_input
 */
export async function openWithBot(
  asks: OpenInput,
  opening: BotOpening,
): Promise<{ conversationId: string } | null> {
  const topic = topicKey(asks.topic)
  const facts = await customerFacts(asks.customerId, topic)
  if (!facts || facts.erased || facts.blocked) return null
  const input = { ...asks, customerId: facts.id }
  const configuration = await loadConfiguration(true)
  const channel = configuration.channels.get(input.channelId)
  const key = { customerId: facts.id, initiator: 'customer', topic }
  if (!channel || (facts.former && (await findReturnGroup(key, channel.id, nowMs())) !== null)) return null
  const first = await firstOf(input)
  const form = formAnswers(channel.settings.form, input.form ?? {})
  const id = newId()
  const entries = await inTransaction(async (sql) => {
    if ((await holdCustomer(sql, input.customerId)) !== input.customerId) return null
    const thread = await openThread(sql, key)
    if (thread.openConversationId) return null
    const at = new Date(nowMs())
    const opened = await insertConversation(sql, {
      ...input.entry,
      ...{ id, threadId: thread.threadId, customerId: input.customerId, channelId: channel.id },
      ...{ categoryId: input.categoryId, priority: facts.vipLevel, stage: stageOf(input), form },
      ...{ contact: input.contact ?? null, offered: true, withBot: true, at },
    })
    const greeting: AppendRow = {
      ...opening.greeting,
      ...{ conversationId: id, senderKind: 'bot', senderId: opening.senderId, clientMessageId: newId() },
      ...{ kind: 'text', attachmentId: null, id: newId(), anyone: false },
    }
    const [result] = await appendMessages(sql, [greeting])
    if (result?.outcome !== 'i') throw new Error('a new conversation takes a greeting')
    await opening.keep(sql, id)
    await lookSoon(sql, id, at)
    return [opened, messageEntry(greeting, result), ...(await appendFirst(sql, id, first))]
  }).catch((error: unknown) => {
    // Of two who open at once the index lets one win; the other finds it open.
    if ((error as { code?: unknown }).code === '23505') return null
    throw error
  })
  if (!entries) return null
  publishEntries(entries)
  if (input.message) emitSignal('bot_asked', { conversationId: id })
  return { conversationId: id }
}
