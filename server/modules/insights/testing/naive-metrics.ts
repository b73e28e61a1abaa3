import { Temporal } from 'temporal-polyfill'
import type { GroupBy, MetricKey } from '../contract'
import { laterFormulas } from './naive-later'
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
  times,
  within,
} from './naive-parts'
import type { Assignment, Conversation, Rows } from './random-history'

/**
 * Every result metric once more, the slow and obvious way: loops over raw rows, written from docs/metrics.md and
 * not from the queries. Tests compare both exactly.
 */
export type Answer = { total: Map<MetricKey, Pair>; cells: Map<string, Map<MetricKey, Pair>> }

export function answerNaively(rows: Rows, q: Question): Answer {
  const answer: Answer = { total: new Map(), cells: new Map() }
  for (const formula of formulasFor(rows, q)) {
    if (!knowsFilters(formula, q)) continue
    const facts = formula.facts.filter((fact) => passes(rows, fact, q, formula))
    answer.total.set(formula.key, formula.total(facts))
    if (!hasCells(formula, q.by)) continue
    const byCell = new Map<string, Fact[]>()
    for (const fact of facts) {
      for (const cell of cellsOf(rows, fact, q)) byCell.set(cell, [...(byCell.get(cell) ?? []), fact])
    }
    for (const [cell, list] of byCell) {
      const values = answer.cells.get(cell) ?? new Map<MetricKey, Pair>()
      values.set(formula.key, formula.total(list))
      answer.cells.set(cell, values)
    }
  }
  return answer
}

const isTime = (by: GroupBy) => times.some((time) => time === by)
function hasCells({ only, knows }: Formula, by: GroupBy): boolean {
  if (only) return only === by
  return isTime(by) || knows.includes(by as Dimension)
}

function knowsFilters({ knows, key }: Formula, q: Question): boolean {
  const presence = ['online_time', 'busy_time', 'concurrency', 'scheduled_time', 'adherence'].includes(key)
  if (q.agentIds.length > 0 && !knows.includes('agent')) return false
  if (q.channelIds.length > 0 && !knows.includes('channel')) return false
  if (q.categoryIds?.length && !knows.includes('category')) return false
  return q.groupIds.length === 0 || knows.includes('group') || presence
}

function ancestorsOf(rows: Rows, group: string): string[] {
  const parent = rows.groups.find((candidate) => candidate.id === group)?.parent_id
  return parent ? [group, ...ancestorsOf(rows, parent)] : [group]
}

function passes(rows: Rows, fact: Fact, q: Question, { knows }: Formula): boolean {
  const wanted = (group: string) => ancestorsOf(rows, group).some((id) => q.groupIds.includes(id))
  if (q.agentIds.length > 0 && !q.agentIds.includes(fact.agent ?? '')) return false
  if (q.channelIds.length > 0 && !q.channelIds.includes(fact.channel ?? '')) return false
  if (q.categoryIds?.length && !q.categoryIds.includes(fact.category ?? '')) return false
  if (q.groupIds.length === 0) return true
  if (knows.includes('group')) return fact.group ? wanted(fact.group) : false
  return rows.members.some((member) => member.agent_id === fact.agent && wanted(member.group_id))
}

function cellsOf(rows: Rows, fact: Fact, q: Question): string[] {
  const one = (value: string | null | undefined) => (value ? [value] : [])
  switch (q.by) {
    case 'agent':
      return one(fact.agent)
    case 'group':
      return fact.group ? ancestorsOf(rows, fact.group) : []
    case 'channel':
      return one(fact.channel)
    case 'category':
      return one(fact.category)
    case 'wrap_up':
      return one(fact.wrapUp)
    case 'status':
      return one(fact.status)
    case 'score':
      return one(fact.score === undefined ? null : String(fact.score))
    case 'tag':
      return fact.tags ?? []
    case 'wait':
      return one(fact.wait === undefined ? null : bandOf(fact.wait))
    case 'alarm':
      return one(fact.alarm)
    default:
      return [timeCell(q.by, fact.at, q.timeZone)]
  }
}

/** Longest waits of the bands, in seconds; what is longer than all is the last one. */
function bandOf(waitMs: number): string {
  const longest = [0, 10, 20, 30, 60, 120, 300, 600]
  const band = longest.findIndex((seconds) => waitMs <= seconds * 1_000)
  return String(band < 0 ? longest.length : band)
}

function timeCell(by: GroupBy, at: number, timeZone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
  const date = local.toPlainDate()
  if (by === 'hour') return String(local.hour).padStart(2, '0')
  if (by === 'month') return date.toString().slice(0, 7)
  if (by === 'weekday') return String(date.dayOfWeek)
  if (by === 'weekday_hour') return `${date.dayOfWeek}-${String(local.hour).padStart(2, '0')}`
  return by === 'week' ? date.subtract({ days: date.dayOfWeek - 1 }).toString() : date.toString()
}

const rank =
  (p: number) =>
  (facts: Fact[]): Pair => {
    const waits = facts.map((fact) => fact.n).sort((a, b) => a - b)
    return [waits[Math.max(0, Math.ceil(p * waits.length) - 1)] ?? null, null]
  }

function formulasFor(rows: Rows, q: Question): Formula[] {
  return [
    ...queueFormulas(rows, q),
    ...endedFormulas(rows, q),
    ...replyFormulas(rows, q),
    ...otherFormulas(rows, q),
    ...presenceFormulas(rows, q),
    ...laterFormulas(rows, q),
  ]
}

function queueFormulas(rows: Rows, q: Question): Formula[] {
  const knows: Dimension[] = ['group', 'channel', 'category']
  const entered = rows.conversations.filter(
    (c) => within(q, c.entered_at) && c.creation_type !== 'offline' && asked(rows, c),
  )
  const fact = (c: Conversation, n: number): Fact => ({
    ...base(c, c.entered_at!, null, c.first_group_id ?? c.group_id),
    n,
  })
  const wait = (c: Conversation) => (c.creation_type === 'direct' ? 0 : c.first_assigned_at! - c.entered_at!)
  // Reopened although it was abandoned: nobody knows after how long.
  const left = (c: Conversation) => (c.ended_at === null ? Number.NaN : c.ended_at - c.entered_at!)
  const limit = (c: Conversation) =>
    (rows.groups.find((g) => g.id === (c.first_group_id ?? c.group_id))?.service_level_seconds ?? 30) * 1_000
  const assigned = entered.filter((c) => c.first_assigned_at !== null)
  const waits = assigned.map((c) => fact(c, wait(c)))
  const offered = entered.filter((c) => c.offered)
  const measured = entered.filter((c) => c.first_assigned_at !== null || (c.abandoned && left(c) > 5_000))
  return [
    { key: 'offered', knows, facts: offered.map((c) => fact(c, 1)), total: counted },
    { key: 'queue_wait', knows, facts: waits, total: ratio },
    { key: 'queue_wait_median', knows, facts: waits, total: rank(0.5) },
    { key: 'queue_wait_p90', knows, facts: waits, total: rank(0.9) },
    { key: 'queue_wait_max', knows, facts: waits, total: rank(1) },
    {
      key: 'service_level',
      knows,
      facts: measured.map((c) => fact(c, bit(c.first_assigned_at !== null && wait(c) <= limit(c)))),
      total: rate,
    },
    { key: 'abandonment_rate', knows, facts: offered.map((c) => fact(c, bit(c.abandoned))), total: rate },
    {
      key: 'short_abandonment_rate',
      knows,
      facts: offered.map((c) => fact(c, bit(c.abandoned && left(c) <= 5_000))),
      total: rate,
    },
  ]
}

function endedFormulas(rows: Rows, q: Question): Formula[] {
  const ended = rows.conversations.filter(
    (c) => within(q, c.ended_at) && isLive(c) && c.first_assigned_at !== null,
  )
  const facts = (n: (c: Conversation) => number) =>
    ended.map((c): Fact => ({ ...base(c, c.ended_at!, c.agent_id, c.group_id), n: n(c) }))
  const own = (c: Conversation) => rows.assignments.filter((a) => a.conversation_id === c.id)
  const held = (c: Conversation) =>
    own(c).reduce((total, a) => total + (a.ended_at === null ? 0 : a.ended_at - a.started_at), 0)
  const resolved = (c: Conversation) =>
    c.reopened_count === 0 &&
    !rows.conversations.some(
      (next) =>
        next.thread_id === c.thread_id &&
        next.created_at > c.ended_at! &&
        next.created_at <= c.ended_at! + 3 * 86_400_000,
    )
  return [
    { key: 'conversations_owned', knows: everything, facts: facts(() => 1), total: counted },
    { key: 'duration', knows: everything, facts: facts(held), total: ratio },
    { key: 'active_time', knows: everything, facts: facts((c) => activeMs(rows, c)), total: ratio },
    { key: 'reopen_rate', knows: everything, facts: facts((c) => bit(c.reopened_count > 0)), total: rate },
    {
      key: 'first_contact_resolution',
      knows: everything,
      facts: facts((c) => bit(resolved(c))),
      total: rate,
    },
    { key: 'one_touch', knows: everything, facts: facts((c) => bit(c.agent_messages === 1)), total: rate },
    {
      key: 'wrap_up_share',
      knows: everything,
      only: 'wrap_up',
      facts: facts(() => 1),
      total: (f) => [f.length, f.length],
    },
  ]
}

function replyFormulas(rows: Rows, q: Question): Formula[] {
  const knows: Dimension[] = ['agent', 'group', 'channel', 'category']
  const written = rows.conversations
    .filter((c) => within(q, c.ended_at) && isLive(c))
    .flatMap((c) => {
      const spoken = rows.messages.filter(
        (m) => m.conversation_id === c.id && m.sender_kind === 'agent' && m.kind !== 'note' && !m.waiting,
      )
      return [...new Set(spoken.map((m) => m.sender_id))].map(
        (agent): Fact => ({ ...base(c, c.ended_at!, agent, c.group_id), n: 1 }),
      )
    })
  const replies = rows.conversations
    .filter((c) => within(q, c.first_reply_at) && isLive(c))
    .map((c) => {
      const given = rows.assignments
        .filter(
          (a) =>
            a.conversation_id === c.id &&
            a.agent_id === c.first_reply_by &&
            a.started_at <= c.first_reply_at!,
        )
        .sort((a, b) => b.started_at - a.started_at)[0]
      return { c, given, place: base(c, c.first_reply_at!, c.first_reply_by, given?.group_id ?? c.group_id) }
    })
  const byCustomer = replies.filter(({ c }) => asked(rows, c) && c.entered_at !== null)
  const rounds = rows.rounds.flatMap((round): Fact[] => {
    const c = rows.conversations.find((candidate) => candidate.id === round.conversation_id)!
    if (!within(q, round.replied_at) || !isLive(c)) return []
    return [
      { ...base(c, round.replied_at, round.agent_id, round.group_id), n: round.replied_at - round.asked_at },
    ]
  })
  return [
    {
      key: 'conversations_handled',
      knows: everything,
      facts: written,
      total: (f) => [distinct(f, (x) => x.conversation), null],
    },
    {
      key: 'customers_served',
      knows: everything,
      facts: written,
      total: (f) => [distinct(f, (x) => x.customer), null],
    },
    {
      key: 'first_response_customer',
      knows,
      facts: byCustomer.map(({ c, place }) => ({ ...place, n: c.first_reply_at! - c.entered_at! })),
      total: ratio,
    },
    {
      key: 'first_response_agent',
      knows,
      facts: replies.flatMap(({ c, given, place }) =>
        given && asked(rows, c) ? [{ ...place, n: c.first_reply_at! - given.started_at }] : [],
      ),
      total: ratio,
    },
    { key: 'average_response', knows, facts: rounds, total: ratio },
  ]
}

function otherFormulas(rows: Rows, q: Question): Formula[] {
  const knows: Dimension[] = ['agent', 'group', 'channel', 'category']
  const ratings = rows.ratings.flatMap((rating) => {
    const c = rows.conversations.find((candidate) => candidate.id === rating.conversation_id)!
    if (!within(q, rating.created_at) || !isLive(c)) return []
    return [{ score: rating.score, place: base(c, rating.created_at, rating.agent_id, rating.group_id) }]
  })
  const score = (n: (score: number) => number) => ratings.map((r): Fact => ({ ...r.place, n: n(r.score) }))
  const invited = rows.conversations.filter((c) => within(q, c.ended_at) && isLive(c) && c.agent_messages > 0)
  const messages = rows.conversations.filter((c) => within(q, c.entered_at) && c.creation_type === 'offline')
  const receiver = (c: Conversation) =>
    rows.assignments.filter((a) => a.conversation_id === c.id).sort(oneAfterTheOther)[0]?.agent_id ?? null
  const left = (c: Conversation, n: number): Fact => ({
    ...base(c, c.entered_at!, receiver(c), c.first_group_id ?? c.group_id),
    n,
  })
  const intake = rows.conversations
    .filter((c) => within(q, c.entered_at) && asked(rows, c))
    .map((c): Fact => ({ ...base(c, c.entered_at!, null, c.first_group_id ?? c.group_id), n: 1 }))
  const share = (f: Fact[]): Pair => [f.length, f.length]
  const from: Dimension[] = ['group', 'channel', 'category']
  return [
    { key: 'csat', knows: everything, facts: score((s) => bit(s >= 4)), total: rate },
    { key: 'dissatisfied_rate', knows: everything, facts: score((s) => bit(s <= 2)), total: rate },
    {
      key: 'dissatisfied_count',
      knows: everything,
      facts: score((s) => bit(s <= 2)),
      total: (f) => [sum(f, (x) => x.n), null],
    },
    {
      key: 'rating_response_rate',
      knows: everything,
      facts: invited.map((c) => ({
        ...base(c, c.ended_at!, c.agent_id, c.group_id),
        n: bit(rows.ratings.some((r) => r.conversation_id === c.id)),
      })),
      total: rate,
    },
    { key: 'offline_count', knows, facts: messages.map((c) => left(c, 1)), total: counted },
    {
      key: 'offline_answer_time',
      knows,
      facts: messages
        .filter((c) => c.first_reply_at !== null)
        .map((c) => left(c, c.first_reply_at! - c.entered_at!)),
      total: ratio,
    },
    { key: 'category_share', knows: from, only: 'category', facts: intake, total: share },
    { key: 'channel_share', knows: from, only: 'channel', facts: intake, total: share },
    ...transferFormulas(rows, q),
  ]
}

/** Of two that began at the same moment the one that ended first; of the same length, the one that was made first. */
const oneAfterTheOther = (a: Assignment, b: Assignment): number =>
  a.started_at - b.started_at ||
  Math.sign((a.ended_at ?? Number.MAX_VALUE) - (b.ended_at ?? Number.MAX_VALUE))

function transferFormulas(rows: Rows, q: Question): Formula[] {
  const facts = rows.conversations
    .filter((c) => within(q, c.ended_at) && isLive(c))
    .flatMap((c) => {
      const own = rows.assignments.filter((a) => a.conversation_id === c.id).sort(oneAfterTheOther)
      return own.map((a, index) => ({
        ...base(c, c.ended_at!, a.agent_id, a.group_id),
        n: 0,
        out: a.end_reason === 'transferred',
        got: own[index - 1]?.end_reason === 'transferred',
      }))
    })
  const share =
    (flag: 'out' | 'got') =>
    (list: Fact[]): Pair => {
      const flagged = (list as typeof facts).filter((fact) => fact[flag])
      return [distinct(flagged, (f) => f.conversation), distinct(list, (f) => f.conversation)]
    }
  return [
    { key: 'transfer_out_rate', knows: everything, facts, total: share('out') },
    { key: 'transfer_in_rate', knows: everything, facts, total: share('got') },
  ]
}

function presenceFormulas(rows: Rows, q: Question): Formula[] {
  const knows: Dimension[] = ['agent']
  const last = Math.min(q.until, q.now)
  const there = rows.spans.filter((span) => span.status !== 'offline')
  const cut = (span: { from_at: number; until_at: number | null }) =>
    [Math.max(q.from, span.from_at), Math.min(last, span.until_at ?? q.now)] as const
  const pieces = (kind: (status: string) => boolean, n: boolean, d: boolean) =>
    there
      .filter((span) => kind(span.status))
      .flatMap((span) =>
        minutes(...cut(span)).map(
          ([at, end]): Fact => ({
            at,
            agent: span.agent_id,
            status: statusOf(span),
            n: n ? end - at : 0,
            d: d ? end - at : 0,
          }),
        ),
      )
  const statusOf = ({ status, reason }: Rows['spans'][number]) =>
    status === 'busy' ? `busy:${reason ?? ''}` : status
  const held = there
    .filter((span) => span.status === 'online')
    .flatMap((span) => {
      const [from, until] = cut(span)
      return rows.assignments
        .filter((a) => a.agent_id === span.agent_id && a.holds_place)
        .flatMap((a) =>
          minutes(Math.max(from, a.started_at), Math.min(until, a.ended_at ?? q.now)).map(
            ([at, end]): Fact => ({ at, agent: span.agent_id, n: end - at, d: 0 }),
          ),
        )
    })
  const all = (f: Fact[]): Pair => [sum(f, (x) => x.n), null]
  const perOnline = (f: Fact[]): Pair => [sum(f, (x) => x.n), sum(f, (x) => x.d ?? 0)]
  return [
    { key: 'online_time', knows: [...knows, 'status'], facts: pieces(() => true, true, false), total: all },
    { key: 'busy_time', knows, facts: pieces((s) => s === 'busy', true, false), total: all },
    {
      key: 'concurrency',
      knows,
      facts: [...pieces((s) => s === 'online', false, true), ...held],
      total: perOnline,
    },
  ]
}
