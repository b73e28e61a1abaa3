/**
 * Which alarms there have to be, given what is going on. Raising, telling again and resolving follow from
 * comparing that with those that are open; so it does not matter how often, or in how many processes, one looks.
 */
import type { AlarmKind, AlarmLevel } from './words'

export type Rule = {
  id: string
  kind: AlarmKind
  level: AlarmLevel
  threshold: number
  /** Empty = everywhere; groups with those below them. */
  groupIds: readonly string[]
  channelIds: readonly string[]
  repeatSeconds: number | null
}

/** Something that may be worth an alarm. `value` in the unit of its kind. */
export type Fact = {
  kind: AlarmKind
  /** What it is about: the same thing has the same subject for as long as it lasts. */
  subject: string
  value: number
  conversationId: string | null
  agentId: string | null
  /** The group concerned, or all of an agent's. */
  groupIds: readonly string[]
  channelId: string | null
  /** no_reply: the conversation's own thresholds in seconds. */
  own?: { warning: number; breach: number }
  /** Epoch ms; rules care for ratings that came after them. */
  at?: number
}

export type Cause = { ruleId: string; kind: AlarmKind; level: AlarmLevel; fact: Fact }
export type OpenAlarm = {
  id: string
  ruleId: string | null
  level: AlarmLevel
  subject: string
  toldAt: number
  acknowledged: boolean
}

const keyOf = (ruleId: string | null, level: string, subject: string) => `${ruleId} ${level} ${subject}`

function inScope(rule: Rule, fact: Fact): boolean {
  if (rule.groupIds.length > 0 && !fact.groupIds.some((id) => rule.groupIds.includes(id))) return false
  return rule.channelIds.length === 0 || fact.channelId === null || rule.channelIds.includes(fact.channelId)
}

/** Stars are bad when few, everything else when much. */
function reached(rule: Rule, fact: Fact): boolean {
  if (rule.kind === 'low_rating') return fact.value <= rule.threshold
  const threshold = rule.kind === 'no_reply' && rule.threshold === 0 ? fact.own?.[rule.level] : rule.threshold
  return threshold !== undefined && fact.value >= threshold
}

export function findCauses(rules: readonly Rule[], facts: readonly Fact[]): Cause[] {
  return rules.flatMap((rule) =>
    facts
      .filter((fact) => fact.kind === rule.kind && inScope(rule, fact) && reached(rule, fact))
      .map((fact) => ({ ruleId: rule.id, kind: rule.kind, level: rule.level, fact })),
  )
}

export type Plan = { raise: Cause[]; repeat: string[]; resolve: string[] }

/** `at` in epoch ms. What was acknowledged is not told again, and stays until its cause is gone. */
export function planAlarms(
  rules: readonly Rule[],
  causes: readonly Cause[],
  open: readonly OpenAlarm[],
  at: number,
): Plan {
  const known = new Set(open.map((alarm) => keyOf(alarm.ruleId, alarm.level, alarm.subject)))
  const lasting = new Set(causes.map((cause) => keyOf(cause.ruleId, cause.level, cause.fact.subject)))
  const repeatOf = new Map(rules.map((rule) => [rule.id, rule.repeatSeconds]))
  const stays = open.filter((alarm) => lasting.has(keyOf(alarm.ruleId, alarm.level, alarm.subject)))
  return {
    raise: causes.filter((cause) => !known.has(keyOf(cause.ruleId, cause.level, cause.fact.subject))),
    resolve: open.filter((alarm) => !stays.includes(alarm)).map(({ id }) => id),
    repeat: stays
      .filter((alarm) => {
        const seconds = alarm.ruleId === null ? null : (repeatOf.get(alarm.ruleId) ?? null)
        return !alarm.acknowledged && seconds !== null && at - alarm.toldAt >= seconds * 1_000
      })
      .map(({ id }) => id),
  }
}
