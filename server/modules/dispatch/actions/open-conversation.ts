import { publishEntries } from '@/server/events/publish'
import { erasedMeanwhile, holdCustomer, holdCustomers, refuseBlocked } from '@/server/modules/conversations'
import { nowMs } from '@/server/platform/clock'
import { pool, type Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { matchRule } from '../domain/match-rule'
import { loadConfiguration } from '../store/load-configuration'
import { customerFacts, openThread, openThreads } from '../store/open-rows'
import { findOrderOwner } from '../store/order-owner'
import { type Asking, appendFirst, firstOf, type OpenInput, requestFrom, topicKey } from './asking'
import { groupOf } from './decide'
import { requestDrain } from './drain-queues'
import { gather } from './gather'
import { decideInGroup } from './group-lock'
import { type Newcomer, type Opened, placeNewcomers } from './place-newcomers'
import { findReturnGroup, takeUpAgain } from './reopen-conversation'

/**
 * A customer asks for a human: the conversation is made, routed and assigned, queued or taken as a message in
 * one transaction, so a crash leaves all of it or nothing. On a thread with an open conversation that one is
 * answered, and the message goes into it; one that ended lately is taken up again, or followed by a new one with
 * the same agent, as the channel says. @throws {AppError} not_found, invalid_input
 */
export async function openConversation(
  asks: OpenInput,
): Promise<{ conversationId: string; created: boolean }> {
  const { conversationId, created, entries, queued } = await openFor(await askingOf(asks))
  publishEntries(entries)
  // Somebody stands ahead whom a free agent could serve: do not wait for the reconciler.
  if (queued?.reason === 'waiting_ahead')
    requestDrain({
      agentIds: queued.candidates.filter((c) => c.excluded === 'waiting_ahead').map((c) => c.agentId),
    })
  return { conversationId, created }
}

/** @throws {AppError} not_found, token_expired, forbidden, invalid_input */
async function askingOf(asks: OpenInput): Promise<Asking> {
  const topic = topicKey(asks.topic)
  const [configuration, facts] = await Promise.all([
    loadConfiguration(true),
    customerFacts(asks.customerId, topic),
  ])
  if (!facts) throw new AppError('not_found', 'There is no such customer.')
  if (facts.erased) throw erasedMeanwhile()
  if (facts.blocked) await refuseBlocked(facts.id)
  const input = { ...asks, customerId: facts.id }
  const channel = configuration.channels.get(input.channelId)
  if (!channel || channel.disabled) throw new AppError('not_found', 'This channel is not in use.')
  const category = input.categoryId ? configuration.categories.get(input.categoryId) : null
  if (input.categoryId && (!category || category.disabled)) {
    throw new AppError('invalid_input', 'The question category does not exist.', {
      fields: [{ path: 'categoryId', message: 'unknown category' }],
    })
  }
  const { orderId } = input.topic
  const orderOwnerId = orderId ? await findOrderOwner(pool(), orderId, facts.id) : null
  const key = { customerId: facts.id, initiator: 'customer', topic }
  return { input, channel, configuration, facts, orderOwnerId, key, first: await firstOf(input) }
}

async function openFor(asking: Asking): Promise<Opened> {
  const { input, key, channel, configuration, facts } = asking
  const back = facts.former ? await findReturnGroup(key, channel.id, nowMs()) : null
  const usable = back !== null && configuration.groups.get(back)?.disabled === false
  const request = requestFrom(asking, nowMs())
  const groupId = usable ? back : await groupOf(pool(), request, configuration, channel)
  const { priority } = matchRule(request, configuration.rules, channel.defaultGroupId)
  const together =
    facts.former || asking.orderOwnerId !== null
      ? 'alone'
      : await gather<Asking, Result>(asking, {
          ...{ groupId, line: `${groupId}:${priority}` },
          distinct: (one) => one.key.customerId,
          work: (sql, askings, contended) => openTogether(sql, askings, groupId, contended),
        })
  const result = together === 'alone' ? await openAlone(asking, groupId) : together
  if ('mergedInto' in result) return openFor(await askingOf({ ...input, customerId: result.mergedInto }))
  return result
}

type Merged = { mergedInto: string }
type Result = Opened | Merged | 'alone'

/**
 * Those on whose thread nothing is open and nothing ended: all in one go. 'alone' is for whoever else: theirs is a
 * turn of its own, as it changes a conversation that is there.
 */
async function openTogether(
  sql: Sql,
  askings: readonly Asking[],
  groupId: string,
  contended: boolean,
): Promise<(Result | AppError)[]> {
  const held = await holdCustomers(
    sql,
    askings.map(({ key }) => key.customerId),
  )
  const staying = askings.filter(({ key }) => held.get(key.customerId) === key.customerId)
  const threads = await openThreads(
    sql,
    staying.map(({ key }) => key),
  )
  const newcomers = staying.flatMap((asking, i): Newcomer[] => {
    const thread = threads[i]
    return !thread || thread.openConversationId !== null || thread.former
      ? []
      : [{ asking, threadId: thread.threadId, preferAgentId: null }]
  })
  const results = await placeNewcomers(sql, newcomers, groupId, contended)
  const placed = new Map(newcomers.map(({ asking }, i) => [asking, results[i]]))
  return askings.map((asking) => {
    const { customerId } = asking.key
    const now = held.get(customerId)
    if (now === undefined) return erasedMeanwhile()
    return now === customerId ? (placed.get(asking) ?? 'alone') : { mergedInto: now }
  })
}

/** One by themselves: into the open conversation, into the one taken up again, or as a newcomer. */
function openAlone(asking: Asking, groupId: string): Promise<Opened | Merged> {
  const { first, key, channel, configuration } = asking
  return decideInGroup(groupId, async (sql, contended) => {
    const at = nowMs()
    const customerId = await holdCustomer(sql, key.customerId)
    if (customerId !== key.customerId) return { mergedInto: customerId }
    const thread = await openThread(sql, key)
    if (thread.openConversationId) {
      const entries = await appendFirst(sql, thread.openConversationId, first)
      return { conversationId: thread.openConversationId, created: false, entries, queued: null }
    }
    const returned = await takeUpAgain(sql, {
      threadId: thread.threadId,
      ...{ channel, configuration, target: groupId, contended, at },
    })
    if (returned?.kind === 'reopened') {
      const entries = [...returned.entries, ...(await appendFirst(sql, returned.conversationId, first))]
      return { conversationId: returned.conversationId, created: false, entries, queued: null }
    }
    const newcomer = { asking, threadId: thread.threadId, preferAgentId: returned?.preferAgentId ?? null }
    const [opened] = await placeNewcomers(sql, [newcomer], groupId, contended)
    if (!opened || opened instanceof AppError) throw opened ?? new Error('nobody was placed')
    return opened
  })
}
