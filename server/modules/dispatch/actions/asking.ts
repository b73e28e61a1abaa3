import type { LogEntry } from '@/server/events/log-entry'
import { appendMessages, keepOriginal, maskWritten, messageEntry } from '@/server/modules/conversations'
import type { MessageMeta } from '@/server/modules/conversations/contract'
import type { Sql } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import type { DispatchRequest } from '../domain/types'
import type { ChannelConfig, Configuration } from '../store/load-configuration'
import type { CustomerFacts, ThreadKey } from '../store/open-rows'
import { ancestorsOf } from './category-tree'

export type OpenInput = {
  customerId: string
  channelId: string
  entry: {
    siteId: string | null
    projectType: string | null
    pageUrl: string | null
    language: string | null
  }
  topic: { productCategory?: string | undefined; orderId?: string | undefined }
  categoryId: string | null
  message: { clientMessageId: string; text: string; meta?: MessageMeta | null | undefined } | null
  stage?: 'before_sale' | 'after_sale' | undefined
  /** Answers to the channel's form, and how to be reached. */
  form?: Record<string, string> | undefined
  contact?: { email?: string | undefined; phone?: string | undefined } | undefined
}

export const topicKey = (topic: OpenInput['topic']): string =>
  topic.orderId
    ? `order:${topic.orderId}`
    : topic.productCategory
      ? `product:${topic.productCategory}`
      : 'general'

export const stageOf = ({ stage, topic }: OpenInput) =>
  stage ?? (topic.orderId ? 'after_sale' : topic.productCategory ? 'before_sale' : null)

/** A customer who asks, with what was looked up before the group's turn. */
export type Asking = {
  input: OpenInput
  channel: ChannelConfig
  configuration: Configuration
  facts: CustomerFacts
  /** Whose order it is about. */
  orderOwnerId: string | null
  key: ThreadKey
  first: First
}

/** What routing looks at, from somebody new. */
export function requestFrom(
  { input, facts, orderOwnerId, configuration }: Asking,
  at: number,
): DispatchRequest {
  return {
    channelId: input.channelId,
    ...{ siteId: input.entry.siteId, projectType: input.entry.projectType, language: input.entry.language },
    productCategory: input.topic.productCategory ?? null,
    categoryId: input.categoryId,
    categoryAncestorIds: ancestorsOf(configuration, input.categoryId),
    stage: stageOf(input),
    customerTags: facts.tags,
    vipLevel: facts.vipLevel,
    orderOwnerId,
    lastAgent: facts.lastAgent
      ? { agentId: facts.lastAgent.agentId, at: facts.lastAgent.at.getTime() }
      : null,
    priority: facts.vipLevel,
    at,
    waited: false,
    enteredAt: null,
    groupEnteredAt: null,
    excludeAgentIds: [],
    groupId: null,
  }
}

/** A customer's first message as it may be stored, before it is known where. */
export type First = Awaited<ReturnType<typeof firstOf>>

/** Outside of the transaction, as it looks at the organisation's settings. */
export async function firstOf({ message, customerId }: Pick<OpenInput, 'message' | 'customerId'>) {
  if (!message) return null
  return maskWritten({
    ...{ conversationId: '', senderKind: 'customer' as const, senderId: customerId, kind: 'text' },
    ...{ clientMessageId: message.clientMessageId, text: message.text, attachmentId: null },
    ...{ id: newId(), anyone: false, meta: message.meta ?? null },
  })
}

/** First messages, in the transaction that makes their conversations; in their order. */
export async function appendFirsts(
  sql: Sql,
  openings: readonly { conversationId: string; first: First }[],
): Promise<LogEntry[][]> {
  const given = openings.flatMap(({ conversationId, first }) =>
    first ? [{ row: { ...first.row, conversationId }, original: first.original }] : [],
  )
  if (given.length === 0) return openings.map(() => [])
  const results = await appendMessages(
    sql,
    given.map(({ row }) => row),
  )
  const entries = new Map<string, LogEntry>()
  for (const [i, { row, original }] of given.entries()) {
    const result = results[i]
    if (result?.outcome !== 'i') continue
    await keepOriginal(sql, row, original)
    entries.set(row.conversationId, messageEntry(row, result))
  }
  return openings.map(({ conversationId }) =>
    [entries.get(conversationId)].filter((entry) => entry !== undefined),
  )
}

/** The same for one. */
export async function appendFirst(sql: Sql, conversationId: string, first: First): Promise<LogEntry[]> {
  return (await appendFirsts(sql, [{ conversationId, first }])).flat()
}
