/**
 * What a changed rule would have done to the customers who came last, before it does anything to those who come
 * next. Both sets of rules are asked about the same customers by the same function that routes them.
 */
import { matchRule } from './match-rule'
import type { DispatchRequest, RoutingRule } from './types'

export type PastCustomer = { request: DispatchRequest; defaultGroupId: string }
export type RoutingMove = { fromGroupId: string; toGroupId: string; count: number }
export type RoutingReplay = {
  asked: number
  /** Would have gone to another group. */
  moved: number
  /** The most frequent first. */
  moves: RoutingMove[]
  /** Would have stayed in their group with another priority. */
  reprioritised: number
  /** Whom the rule itself takes, before and after. */
  taken: { before: number; after: number }
}

export function replayRouting(
  past: readonly PastCustomer[],
  before: RoutingRule[],
  after: RoutingRule[],
  ruleId: string,
): RoutingReplay {
  const moves = new Map<string, RoutingMove>()
  const replay: RoutingReplay = {
    ...{ asked: past.length, moved: 0, moves: [], reprioritised: 0 },
    taken: { before: 0, after: 0 },
  }
  for (const { request, defaultGroupId } of past) {
    const was = matchRule(request, before, defaultGroupId)
    const is = matchRule(request, after, defaultGroupId)
    if (was.rule?.id === ruleId) replay.taken.before++
    if (is.rule?.id === ruleId) replay.taken.after++
    if (was.groupId === is.groupId) {
      if (was.priority !== is.priority) replay.reprioritised++
      continue
    }
    replay.moved++
    const key = `${was.groupId} ${is.groupId}`
    const move = moves.get(key) ?? { fromGroupId: was.groupId, toGroupId: is.groupId, count: 0 }
    moves.set(key, { ...move, count: move.count + 1 })
  }
  return { ...replay, moves: [...moves.values()].sort((a, b) => b.count - a.count) }
}

/** The rules with this one as it is in a form: in its place, or as a new one behind another, or the last. */
export function withDraft(
  rules: readonly RoutingRule[],
  draft: {
    id: string | null
    afterId?: string | null | undefined
    rule: Omit<RoutingRule, 'id' | 'position'>
  },
): RoutingRule[] {
  const known = rules.find(({ id }) => id === draft.id)
  const before = rules.find(({ id }) => id === draft.afterId)
  const last = Math.max(0, ...rules.map(({ position }) => position)) + 1
  const position = known?.position ?? (before ? before.position + 0.5 : last)
  const rule = { ...draft.rule, id: draft.id ?? draftId, position }
  return [...rules.filter(({ id }) => id !== rule.id), rule].sort((a, b) => a.position - b.position)
}

/** Of a rule that does not exist yet. */
export const draftId = ''
