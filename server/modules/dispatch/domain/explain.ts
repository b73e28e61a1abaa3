/**
 * "Why this agent?" as a list of statements: message keys with their numbers, in the order in which a person
 * would tell it. No text is made here, so every language tells the same story, and every number is taken from
 * the decision record, so the story cannot disagree with what happened.
 */
import type { CandidateView, DispatchDecision } from '../contract'
import { explainAssignment, type Statement } from './explain-assignment'

export type { Statement, StatementKey } from './explain-assignment'

export function explainDecision(decision: DispatchDecision): Statement[] {
  return [
    ...explainRules(decision),
    ...explainOverrides(decision),
    ...decision.overflow.map(
      (step): Statement => ({
        key: `overflow.${step.cause}`,
        params: { from: step.fromGroupName, to: step.toGroupName },
      }),
    ),
    ...explainOutcome(decision),
    ...explainOthers(decision),
    ...decision.warnings.map(
      (warning): Statement => ({ key: `warning.${warning}`, params: groupOf(decision) }),
    ),
    { key: 'config', params: { version: decision.configVersion } },
  ]
}

function groupOf(decision: DispatchDecision) {
  return { group: decision.groupName ?? decision.groupId }
}

function explainRules(decision: DispatchDecision): Statement[] {
  const group = { group: decision.ruleGroup.name ?? decision.ruleGroup.id }
  if (decision.fixedGroup) return [{ key: 'rule.fixed', params: group }]
  const statements = decision.rules.map((rule): Statement => {
    if (rule.result === 'matched') return { key: 'rule.matched', params: { rule: rule.name, ...group } }
    if (rule.result === 'disabled') return { key: 'rule.disabled', params: { rule: rule.name } }
    return { key: 'rule.failed', params: { rule: rule.name, conditions: rule.failed } }
  })
  const matched = decision.rules.some((rule) => rule.result === 'matched')
  if (!matched) statements.push({ key: 'rule.default', params: group })
  if (decision.priorityBoost !== 0) {
    const { priority, priorityBoost } = decision
    statements.push({ key: 'priority.raised', params: { by: priorityBoost, priority } })
  }
  return statements
}

function explainOverrides(decision: DispatchDecision): Statement[] {
  return decision.overrides.map(({ kind, agentId, name, applied, cause }) => ({
    key: `override.${kind}.${applied ? 'applied' : 'not_applied'}` as const,
    params: { agent: name ?? agentId, cause },
  }))
}

/** Who chose, and that it went beyond the limit on purpose. */
function explainHand({ byHand, winner }: DispatchDecision): Statement[] {
  if (!byHand) return []
  const params = {
    by: byHand.by,
    note: byHand.note,
    agent: winner?.name ?? '',
    current: winner?.current ?? 0,
    limit: winner?.limit ?? 0,
    status: winner?.status ?? 'offline',
  }
  const chosen: Statement = { key: `byHand.${byHand.act}`, params }
  return byHand.overLimit ? [chosen, { key: 'byHand.over_limit', params }] : [chosen]
}

function explainOutcome(decision: DispatchDecision): Statement[] {
  const outcome: Statement = { key: `outcome.${decision.reason}`, params: groupOf(decision) }
  const { hold, choice, receiver } = decision
  // What a person chose has no product to tell: only who, for whom, and why.
  const statements = decision.byHand ? explainHand(decision) : [outcome, ...explainAssignment(decision)]
  if (hold !== null) {
    const name = decision.overrides.find((override) => override.agentId === hold.agentId)?.name
    statements.push({ key: 'hold', params: { agent: name ?? hold.agentId, until: hold.until } })
  }
  if (choice !== null) statements.push({ key: 'choice', params: groupOf(decision) })
  if (receiver !== null) {
    const { name, receivedToday, by } = receiver
    statements.push({ key: `receiver.${by}`, params: { agent: name, receivedToday } })
  }
  return statements
}

function explainOthers(decision: DispatchDecision): Statement[] {
  const others = decision.candidates.filter(
    (view) => view.excluded !== null && view.agentId !== decision.winner?.agentId,
  )
  const statements = others.map(explainExclusion)
  if (decision.omitted.count > 0) {
    statements.push({ key: 'omitted', params: { count: decision.omitted.count } })
    for (const [code, count] of Object.entries(decision.omitted.byReason)) {
      statements.push({ key: 'omitted.reason', params: { code, count } })
    }
  }
  return statements
}

function explainExclusion(view: CandidateView): Statement {
  const { name, level, basis, status, statusReason } = view
  return {
    key: `notConsidered.${view.excluded ?? 'excluded'}`,
    params: {
      agent: name,
      level,
      limit: basis.limit,
      free: basis.free,
      current: view.current,
      status,
      statusReason: statusReason ?? '',
    },
  }
}
