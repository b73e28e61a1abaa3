import type { LogEntry } from '@/server/events/log-entry'
import { publishEntries } from '@/server/events/publish'
import { isOpen } from '@/server/modules/channels'
import {
  appendMessages,
  holdCustomer,
  keepOriginal,
  maskWritten,
  plainSettings,
  refuseBlocked,
  standingOf,
} from '@/server/modules/conversations'
import type { MessageMeta } from '@/server/modules/conversations/contract'
import { nowMs } from '@/server/platform/clock'
import { pool, type Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import type { DispatchRequest } from '../domain/types'
import { commitDecision } from '../store/commit-decision'
import { type Configuration, loadConfiguration } from '../store/load-configuration'
import { type CustomerFacts, insertConversation, loadCustomerFacts, openThread } from '../store/open-rows'
import { ancestorsOf } from './category-tree'
import { decide, groupOf } from './decide'
import { requestDrain } from './drain-queues'
import { decideInGroup, LostRace } from './group-lock'
import { placedFirst } from './place-in-state'
import { findReturnGroup, takeUpAgain } from './reopen-conversation'
import { formAnswers, requireContact } from './window-rules'

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

function toRequest(
  input: OpenInput,
  facts: CustomerFacts,
  configuration: Configuration,
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
    orderOwnerId: facts.orderOwnerId,
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

/** The customer's first message, in the transaction that makes the conversation. */
export async function appendFirst(sql: Sql, conversationId: string, input: OpenInput): Promise<LogEntry[]> {
  if (!input.message) return []
  const written = {
    conversationId,
    senderKind: 'customer' as const,
    senderId: input.customerId,
    clientMessageId: input.message.clientMessageId,
    kind: 'text',
    text: input.message.text,
    attachmentId: null,
    id: newId(),
    anyone: false,
    meta: input.message.meta ?? null,
  }
  const { row, original } = await maskWritten(written)
  const [result] = await appendMessages(sql, [row])
  if (result?.outcome !== 'i') return []
  await keepOriginal(sql, row, original)
  const { anyone: _a, conversationId: _c, ...message } = row
  return [
    {
      conversationId,
      seq: result.seq,
      type: 'message',
      audience: 'both',
      payload: { ...message, waiting: result.waiting },
      at: result.at,
      customerId: input.customerId,
      agentIds: result.agentId ? [result.agentId] : [],
    },
  ]
}

/**
 * A customer asks for a human: the conversation is made, routed and assigned, queued or taken as a message in
 * one transaction, so a crash leaves all of it or nothing. On a thread with an open conversation that one is
 * answered, and the message goes into it; one that ended lately is taken up again, or followed by a new one with
 * the same agent, as the channel says. @throws {AppError} not_found, invalid_input
 */
export async function openConversation(
  asks: OpenInput,
): Promise<{ conversationId: string; created: boolean }> {
  const standing = await standingOf(pool(), asks.customerId)
  if (!standing) throw new AppError('not_found', 'There is no such customer.')
  if (standing.erased) throw new AppError('token_expired', 'The token has expired. Open a new session.')
  if (standing.blocked) await refuseBlocked(standing.id)
  try {
    return await openFor({ ...asks, customerId: standing.id })
  } catch (error) {
    if (!(error instanceof MergedMeanwhile)) throw error
    return openConversation({ ...asks, customerId: error.survivorId })
  }
}

class MergedMeanwhile extends Error {
  constructor(readonly survivorId: string) {
    super('the customer was merged in the meantime')
  }
}

async function openFor(input: OpenInput): Promise<{ conversationId: string; created: boolean }> {
  const configuration = await loadConfiguration(true)
  const channel = configuration.channels.get(input.channelId)
  if (!channel || channel.disabled) throw new AppError('not_found', 'This channel is not in use.')
  const category = input.categoryId ? configuration.categories.get(input.categoryId) : null
  if (input.categoryId && (!category || category.disabled)) {
    throw new AppError('invalid_input', 'The question category does not exist.', {
      fields: [{ path: 'categoryId', message: 'unknown category' }],
    })
  }
  const facts = await loadCustomerFacts(pool(), input.customerId, input.topic.orderId ?? null)
  if (!facts) throw new AppError('not_found', 'There is no such customer.')

  const key = { customerId: input.customerId, initiator: 'customer', topic: topicKey(input.topic) }
  const back = await findReturnGroup(key, channel.id, nowMs())
  const usable = back !== null && configuration.groups.get(back)?.disabled === false
  const asked = toRequest(input, facts, configuration, nowMs())
  const groupId = usable ? back : await groupOf(pool(), asked, configuration, channel)
  const { conversationId, created, entries, drain } = await decideInGroup(groupId, async (sql, contended) => {
    const at = nowMs()
    const customerId = await holdCustomer(sql, input.customerId)
    if (customerId !== input.customerId) throw new MergedMeanwhile(customerId)
    const request = toRequest(input, facts, configuration, at)
    const thread = await openThread(sql, key)
    if (thread.openConversationId) {
      const entries = await appendFirst(sql, thread.openConversationId, input)
      return { conversationId: thread.openConversationId, created: false, entries, drain: null }
    }
    const returned = await takeUpAgain(sql, {
      threadId: thread.threadId,
      ...{ channel, configuration, target: groupId, contended, at },
    })
    if (returned?.kind === 'reopened') {
      const entries = [...returned.entries, ...(await appendFirst(sql, returned.conversationId, input))]
      return { conversationId: returned.conversationId, created: false, entries, drain: null }
    }
    const form = formAnswers(channel.settings.form, input.form ?? {})
    const decision = await decide(sql, {
      ...{ request, configuration, channel, conversationId: null, contended },
      preferAgentId: returned?.preferAgentId ?? null,
    })
    requireContact(decision.outcome, channel.settings.contact, Boolean(input.contact) || facts.reachable)
    const id = newId()
    const group = configuration.groups.get(groupId)
    const opened = await insertConversation(sql, {
      ...input.entry,
      id,
      threadId: thread.threadId,
      customerId: input.customerId,
      channelId: channel.id,
      categoryId: input.categoryId,
      priority: decision.priority,
      stage: request.stage,
      form,
      contact: input.contact ?? null,
      offered: (!channel.hours || isOpen(channel.hours, at)) && (!group?.hours || isOpen(group.hours, at)),
      at: new Date(at),
    })
    const dispatched = await commitDecision(sql, {
      conversationId: id,
      customerId: input.customerId,
      decision,
      kind: decision.outcome === 'unassigned' ? 'offline' : decision.outcome,
      ...{ next: placedFirst(decision, plainSettings, at), settings: plainSettings },
      enteredAt: new Date(at),
      at: new Date(at),
    })
    if (!dispatched) throw new LostRace()
    const entries = [opened, dispatched, ...(await appendFirst(sql, id, input))]
    return {
      conversationId: id,
      created: true,
      entries,
      drain: decision.outcome === 'queue' ? decision : null,
    }
  })
  publishEntries(entries)
  // Somebody stands ahead whom a free agent could serve: do not wait for the reconciler.
  if (drain?.reason === 'waiting_ahead')
    requestDrain({
      agentIds: drain.candidates.filter((c) => c.excluded === 'waiting_ahead').map((c) => c.agentId),
    })
  return { conversationId, created }
}
