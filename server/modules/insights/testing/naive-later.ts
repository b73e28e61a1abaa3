import { comparePlan } from '@/server/modules/schedules'
import {
  activeMs,
  asked,
  base,
  bit,
  counted,
  type Dimension,
  distinct,
  everything,
  type Fact,
  type Formula,
  isLive,
  minutes,
  type Pair,
  type Question,
  rate,
  ratio,
  sum,
  within,
} from './naive-parts'
import type { Conversation, Rows } from './random-history'

/** Metrics beside those of conversations and queues, as slowly and as obviously as the others. */
export function laterFormulas(rows: Rows, q: Question): Formula[] {
  return [
    ...waitFormulas(rows, q),
    ...starFormulas(rows, q),
    ...adherenceFormulas(rows, q),
    ...alarmFormulas(rows, q),
    ...botFormulas(rows, q),
  ]
}

function waitFormulas(rows: Rows, q: Question): Formula[] {
  const reached = rows.conversations
    .filter((c) => within(q, c.entered_at) && c.creation_type !== 'offline' && asked(rows, c))
    .filter((c) => c.first_assigned_at !== null)
    .map((c): Fact => {
      const wait = c.creation_type === 'direct' ? 0 : c.first_assigned_at! - c.entered_at!
      return { ...base(c, c.entered_at!, null, c.first_group_id ?? c.group_id), wait, n: 1 }
    })
  const after = (c: Conversation) =>
    c.after_work_ended_at ? Math.max(0, c.after_work_ended_at - c.ended_at!) : 0
  const ended = rows.conversations
    .filter((c) => within(q, c.ended_at) && isLive(c) && c.first_assigned_at !== null)
    .map((c): Fact => ({ ...base(c, c.ended_at!, c.agent_id, c.group_id), n: activeMs(rows, c) + after(c) }))
  return [
    { key: 'answered', knows: ['group', 'channel', 'category', 'wait'], facts: reached, total: counted },
    { key: 'handle_time', knows: everything, facts: ended, total: ratio },
  ]
}

function starFormulas(rows: Rows, q: Question): Formula[] {
  const knows: Dimension[] = [...everything, 'score', 'tag']
  const given = rows.ratings.flatMap((rating) => {
    const c = rows.conversations.find((candidate) => candidate.id === rating.conversation_id)!
    if (!within(q, rating.created_at) || !isLive(c)) return []
    const fact: Fact = {
      ...base(c, rating.created_at, rating.agent_id, rating.group_id),
      score: rating.score,
      tags: rating.tags ?? [],
      n: bit(Boolean(rating.followed_up_at)),
    }
    return [fact]
  })
  const parts = given.flatMap((fact) => {
    const spoken = rows.messages.filter(
      (m) =>
        m.conversation_id === fact.conversation &&
        m.sender_kind === 'agent' &&
        m.kind !== 'note' &&
        !m.waiting,
    )
    return [...new Set(spoken.map((m) => m.sender_id))].map((agent): Fact => ({ ...fact, agent }))
  })
  const share =
    (good: (score: number) => boolean) =>
    (facts: Fact[]): Pair => [
      distinct(
        facts.filter((fact) => good(fact.score!)),
        (fact) => fact.conversation,
      ),
      distinct(facts, (fact) => fact.conversation),
    ]
  return [
    { key: 'ratings_received', knows, facts: given, total: counted },
    { key: 'followed_up_rate', knows, facts: given.filter((fact) => fact.score! <= 2), total: rate },
    { key: 'csat_participants', knows: everything, facts: parts, total: share((score) => score >= 4) },
    {
      key: 'dissatisfied_rate_participants',
      knows: everything,
      facts: parts,
      total: share((score) => score <= 2),
    },
  ]
}

/** The rule is the schedules module's own; here its stretches are cut into minutes. */
function adherenceFormulas(rows: Rows, q: Question): Formula[] {
  const facts = rows.agents.flatMap((agent) => {
    const plan = rows.shifts
      .filter((shift) => shift.agent_id === agent)
      .map(({ kind, starts_at, ends_at }) => ({ kind, startsAt: starts_at, endsAt: ends_at }))
    const actual = rows.spans
      .filter((span) => span.agent_id === agent)
      .sort((a, b) => a.from_at - b.from_at || (a.id! < b.id! ? -1 : 1))
      .map((span) => ({
        status: span.status as 'online' | 'busy' | 'offline',
        ...{ source: 'roster' as const, reason: span.reason, from: span.from_at, until: span.until_at },
      }))
    return comparePlan(plan, actual, { from: q.from, until: q.until, now: q.now }).flatMap((stretch) =>
      minutes(stretch.from, stretch.until).map(
        ([at, end]): Fact => ({ at, agent, n: stretch.inAdherence ? end - at : 0, d: end - at }),
      ),
    )
  })
  return [
    { key: 'scheduled_time', knows: ['agent'], facts, total: (f) => [sum(f, (x) => x.d ?? 0), null] },
    {
      key: 'adherence',
      knows: ['agent'],
      facts,
      total: (f) => [sum(f, (x) => x.n), sum(f, (x) => x.d ?? 0)],
    },
  ]
}

function alarmFormulas(rows: Rows, q: Question): Formula[] {
  const knows: Dimension[] = ['agent', 'group', 'channel', 'category', 'alarm']
  const raised = rows.alarms.filter((alarm) => within(q, alarm.raised_at))
  const fact = (alarm: Rows['alarms'][number], n: number): Fact => {
    const c = rows.conversations.find((candidate) => candidate.id === alarm.conversation_id)
    const { agent_id: agent, group_id: group } = alarm
    const place = c ? base(c, alarm.raised_at, agent, group) : { at: alarm.raised_at, agent, group }
    return { ...place, alarm: alarm.kind, n }
  }
  const seen = raised.filter((alarm) => alarm.acknowledged_at !== null)
  return [
    { key: 'alarms_raised', knows, facts: raised.map((alarm) => fact(alarm, 1)), total: counted },
    { key: 'alarms_acknowledged', knows, facts: seen.map((alarm) => fact(alarm, 1)), total: counted },
    {
      key: 'alarm_acknowledge_time',
      knows,
      facts: seen.map((alarm) => fact(alarm, alarm.acknowledged_at! - alarm.raised_at)),
      total: ratio,
    },
  ]
}

function botFormulas(rows: Rows, q: Question): Formula[] {
  const knows: Dimension[] = ['channel', 'category']
  const begun = (c: Conversation) =>
    rows.messages.some(
      (m) =>
        m.conversation_id === c.id &&
        m.sender_kind === 'bot' &&
        (c.entered_at === null || m.created_at <= c.entered_at),
    )
  const facts = rows.conversations
    .filter((c) => within(q, c.ended_at) && asked(rows, c) && begun(c))
    .map((c): Fact => ({ ...base(c, c.ended_at!, null, null), n: bit(c.entered_at === null) }))
  return [
    { key: 'bot_count', knows, facts, total: counted },
    { key: 'bot_self_service_rate', knows, facts, total: rate },
  ]
}
