import type { LogEntry } from '@/server/events/log-entry'
import { isOpen } from '@/server/modules/channels'
import { plainSettings } from '@/server/modules/conversations'
import { nowMs } from '@/server/platform/clock'
import type { Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import type { DispatchDecision } from '../contract'
import { afterDecision } from '../domain/after-decision'
import { decideDispatch } from '../domain/decide-dispatch'
import { matchRule } from '../domain/match-rule'
import { commitDecisions, type Dispatched } from '../store/commit-decision'
import { insertConversations, type NewConversation } from '../store/open-rows'
import { type Asking, appendFirsts, requestFrom, stageOf } from './asking'
import { readSnapshot, seenFrom } from './decide'
import { LostRace } from './group-lock'
import { placedFirst } from './place-in-state'
import { formAnswers, requireContact } from './window-rules'

export type Newcomer = { asking: Asking; threadId: string; preferAgentId: string | null }

export type Opened = {
  conversationId: string
  created: boolean
  entries: LogEntry[]
  /** The decision of one who queues. */
  queued: DispatchDecision | null
}

type Placed = { newcomer: Newcomer; conversation: NewConversation; dispatched: Dispatched }

/**
 * Makes and places one conversation for each, in their order, under the lock of the group they share: the database
 * is read once, and each decision is made on what the one before left. An error stands for whoever may not come as
 * they ask. Several at once: they share group and priority, and nobody is preferred or owns an order.
 */
export async function placeNewcomers(
  sql: Sql,
  newcomers: readonly Newcomer[],
  groupId: string,
  contended: boolean,
): Promise<(Opened | AppError)[]> {
  const results = await decideAll(sql, newcomers, groupId, contended)
  const placed = results.filter((one): one is Placed => !(one instanceof AppError))
  if (placed.length === 0) return results as AppError[]
  const opened = await insertConversations(
    sql,
    placed.map(({ conversation }) => conversation),
  )
  const dispatched = await commitDecisions(
    sql,
    placed.map((one) => one.dispatched),
  )
  const firsts = await appendFirsts(
    sql,
    placed.map(({ newcomer, conversation }) => ({
      conversationId: conversation.id,
      first: newcomer.asking.first,
    })),
  )
  return results.map((one) => {
    if (one instanceof AppError) return one
    const at = placed.indexOf(one)
    const [made, given] = [opened[at], dispatched[at]]
    if (!made || !given) throw new LostRace()
    const { decision } = one.dispatched
    return {
      conversationId: one.conversation.id,
      created: true,
      entries: [made, given, ...(firsts[at] ?? [])],
      queued: decision.outcome === 'queue' ? decision : null,
    }
  })
}

async function decideAll(
  sql: Sql,
  newcomers: readonly Newcomer[],
  groupId: string,
  contended: boolean,
): Promise<(Placed | AppError)[]> {
  const [first] = newcomers
  if (!first) return []
  const at = nowMs()
  const { configuration, channel } = first.asking
  const read = await readSnapshot(sql, {
    ...{ configuration, channel, contended, conversationId: null, preferAgentId: first.preferAgentId },
    request: requestFrom(first.asking, at),
  })
  let { snapshot } = read
  const { priority } = matchRule(read.request, configuration.rules, channel.defaultGroupId)
  return newcomers.map((newcomer) => {
    const { asking } = newcomer
    const request = newcomer === first ? read.request : requestFrom(asking, at)
    const match = matchRule(request, configuration.rules, asking.channel.defaultGroupId)
    // A rule's hours ended in between: its turn is another one.
    if (newcomer !== first && (match.groupId !== groupId || match.priority !== priority)) throw new LostRace()
    try {
      const decision = decideDispatch(request, { ...snapshot, ...seenFrom(asking.channel, at) })
      const placed = place(newcomer, decision, groupId, at)
      snapshot = afterDecision(snapshot, decision, at)
      return placed
    } catch (error) {
      if (error instanceof AppError) return error
      throw error
    }
  })
}

/** @throws {AppError} invalid_input */
function place(newcomer: Newcomer, decision: DispatchDecision, groupId: string, at: number): Placed {
  const { input, channel, configuration, facts } = newcomer.asking
  const form = formAnswers(channel.settings.form, input.form ?? {})
  requireContact(decision.outcome, channel.settings.contact, Boolean(input.contact) || facts.reachable)
  const group = configuration.groups.get(groupId)
  const id = newId()
  return {
    newcomer,
    conversation: {
      ...input.entry,
      ...{ id, threadId: newcomer.threadId, customerId: input.customerId, channelId: channel.id, form },
      ...{ categoryId: input.categoryId, priority: decision.priority, stage: stageOf(input) },
      contact: input.contact ?? null,
      offered: (!channel.hours || isOpen(channel.hours, at)) && (!group?.hours || isOpen(group.hours, at)),
      at: new Date(at),
    },
    dispatched: {
      ...{ conversationId: id, customerId: input.customerId, decision },
      kind: decision.outcome === 'unassigned' ? 'offline' : decision.outcome,
      ...{ next: placedFirst(decision, plainSettings, at), settings: plainSettings },
      ...{ enteredAt: new Date(at), at: new Date(at) },
    },
  }
}
