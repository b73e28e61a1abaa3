import type { GroupBy, MetricKey } from '../contract'
import type { Conversation, Rows } from './random-history'

export type Question = {
  from: number
  until: number
  now: number
  timeZone: string
  by: GroupBy
  groupIds: string[]
  agentIds: string[]
  channelIds: string[]
  categoryIds?: string[]
}
/** One thing counted: where it belongs, and what it adds. */
export type Fact = {
  at: number
  agent?: string | null
  group?: string | null
  channel?: string
  category?: string | null
  wrapUp?: string | null
  conversation?: string
  customer?: string
  status?: string
  score?: number
  tags?: string[]
  wait?: number
  alarm?: string
  n: number
  d?: number
}
export const times = ['hour', 'day', 'week', 'month', 'weekday', 'weekday_hour'] as const
export type Dimension = Exclude<GroupBy, (typeof times)[number]>
export type Formula = {
  key: MetricKey
  facts: Fact[]
  knows: Dimension[]
  only?: GroupBy
  total: (facts: Fact[]) => [number | null, number | null]
}
export type Pair = [number | null, number | null]
export const sum = (facts: Fact[], of: (fact: Fact) => number) =>
  facts.reduce((total, fact) => total + of(fact), 0)
export const counted = (facts: Fact[]): Pair => [facts.length, null]
export const ratio = (facts: Fact[]): Pair => [
  facts.length ? sum(facts, (f) => f.n) : null,
  sum(facts, (f) => f.d ?? 1),
]
/** Counting nothing is zero, adding up nothing is no value. */
export const rate = (facts: Fact[]): Pair => [sum(facts, (f) => f.n), facts.length]
export const distinct = (facts: Fact[], of: (fact: Fact) => string | undefined) => new Set(facts.map(of)).size
export const bit = (condition: boolean) => (condition ? 1 : 0)
export const within = (q: Question, at: number | null): at is number =>
  at !== null && at >= q.from && at < q.until
export const isLive = (c: Conversation) => c.creation_type === 'direct' || c.creation_type === 'queued'
export const base = (c: Conversation, at: number, agent: string | null, group: string | null) => ({
  at,
  agent,
  group,
  channel: c.channel_id,
  category: c.category_id,
  wrapUp: c.wrap_up_id,
  conversation: c.id,
  customer: c.customer_id,
})
export const asked = (rows: Rows, c: Conversation) =>
  rows.threads.find((thread) => thread.id === c.thread_id)?.initiator === 'customer'
export const everything: Dimension[] = ['agent', 'group', 'channel', 'category', 'wrap_up']
export function activeMs(rows: Rows, c: Conversation): number {
  const from = c.first_assigned_at!
  const spoken = rows.messages
    .filter(
      (m) =>
        m.conversation_id === c.id &&
        !m.waiting &&
        m.kind !== 'note' &&
        ['agent', 'customer'].includes(m.sender_kind),
    )
    .map((m) => m.created_at)
    .filter((at) => at >= from && at <= c.ended_at!)
  const moments = [from, ...spoken, c.ended_at!].sort((a, b) => a - b)
  return moments.slice(1).reduce((total, at, index) => total + Math.min(at - moments[index]!, 300_000), 0)
}
/** Minute by minute, for every instant at which a clock can change is a whole minute. */
export function minutes(from: number, until: number): [number, number][] {
  const parts: [number, number][] = []
  for (let at = from; at < until; ) {
    const end = Math.min(until, (Math.floor(at / 60_000) + 1) * 60_000)
    parts.push([at, end])
    at = end
  }
  return parts
}
