import { v7 } from 'uuid'
import type { Sql } from '@/server/platform/db/pool'

/**
 * Histories for tests: rows as they may stand in the database, thrown together without regard to sense, because
 * the definitions must hold for odd rows as well: instants on the boundaries of days, transfers, returns, notes,
 * spans that overlap and run over midnight and through changes of clocks.
 */
export type Rows = {
  groups: { id: string; parent_id: string | null; service_level_seconds: number }[]
  members: { group_id: string; agent_id: string }[]
  agents: string[]
  channels: string[]
  categories: string[]
  wrapUps: string[]
  threads: { id: string; customer_id: string; initiator: string }[]
  conversations: Conversation[]
  messages: Message[]
  assignments: Assignment[]
  rounds: {
    conversation_id: string
    agent_id: string
    group_id: string | null
    asked_at: number
    replied_at: number
    seq: number
  }[]
  ratings: {
    conversation_id: string
    score: number
    agent_id: string | null
    group_id: string | null
    created_at: number
    tags?: string[]
    followed_up_at?: number | null
  }[]
  spans: {
    id?: string
    agent_id: string
    status: string
    reason: string | null
    from_at: number
    until_at: number | null
  }[]
  shifts: { agent_id: string; kind: 'shift' | 'break' | 'leave'; starts_at: number; ends_at: number }[]
  alarms: {
    id: string
    kind: string
    conversation_id: string | null
    agent_id: string | null
    group_id: string | null
    raised_at: number
    acknowledged_at: number | null
  }[]
}
export type Conversation = {
  id: string
  thread_id: string
  customer_id: string
  channel_id: string
  group_id: string | null
  first_group_id: string | null
  agent_id: string | null
  category_id: string | null
  wrap_up_id: string | null
  creation_type: string | null
  offered: boolean
  abandoned: boolean
  created_at: number
  entered_at: number | null
  first_assigned_at: number | null
  first_reply_at: number | null
  first_reply_by: string | null
  ended_at: number | null
  reopened_count: number
  agent_messages: number
  after_work_ended_at?: number | null
}
export type Message = {
  conversation_id: string
  seq: number
  sender_kind: string
  sender_id: string
  kind: string
  waiting: boolean
  created_at: number
}
export type Assignment = {
  conversation_id: string
  agent_id: string
  group_id: string | null
  holds_place: boolean
  started_at: number
  ended_at: number | null
  end_reason: string | null
}

/** Equal numbers for equal seeds. */
export function randomOf(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
  for (let i = 0; i < 5; i += 1) next()
  return {
    next,
    whole: (low: number, high: number) => low + Math.floor(next() * (high - low + 1)),
    yes: (probability: number) => next() < probability,
    pick: <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)]!,
    maybe: <T>(value: T, probability = 0.5): T | null => (next() < probability ? value : null),
  }
}
export type Random = ReturnType<typeof randomOf>

const ids = (n: number) => Array.from({ length: n }, () => v7())
const hour = 3_600_000

/** `edges`: instants at which something is likely to go wrong, such as midnights. */
export function randomHistory(seed: number, edges: number[], size: number): Rows {
  const random = randomOf(seed)
  const [root, child, other] = ids(3) as [string, string, string]
  const agents = ids(4)
  const rows: Rows = {
    groups: [
      { id: root, parent_id: null, service_level_seconds: 30 },
      { id: child, parent_id: root, service_level_seconds: 60 },
      { id: other, parent_id: null, service_level_seconds: 10 },
    ],
    members: agents.flatMap((agent_id, index) =>
      [root, child, other]
        .filter((_, at) => (index + at) % 2 === 0)
        .map((group_id) => ({ group_id, agent_id })),
    ),
    agents,
    channels: ids(2),
    categories: ids(2),
    wrapUps: ids(2),
    threads: [],
    conversations: [],
    messages: [],
    assignments: [],
    rounds: [],
    ratings: [],
    spans: [],
    shifts: [],
    alarms: [],
  }
  const first = Math.min(...edges) - 30 * hour
  const last = Math.max(...edges) + 30 * hour
  const moment = () =>
    random.yes(0.25)
      ? random.pick(edges) + random.pick([-1, 0, 0, 1, 4_999, 5_000, 5_001])
      : random.whole(first, last)
  const customers = ids(4)
  for (let i = 0; i < size; i += 1) addConversation(rows, random, moment(), customers)
  for (const agent_id of agents) addSpans(rows, random, agent_id, moment)
  addLater(rows, randomOf(seed + 1), edges)
  return rows
}

function addConversation(rows: Rows, random: Random, moment: number, customers: string[]): void {
  const reuse = random.maybe(random.pick(rows.threads), 0.4)
  const earlier = rows.conversations.find((c) => c.thread_id === reuse?.id && c.ended_at !== null)
  const comesBack = earlier?.ended_at && random.yes(0.5)
  const at = comesBack ? earlier.ended_at! + 3 * 24 * hour + random.pick([-1, 0, 0, 1]) : moment
  const thread = reuse ?? {
    id: v7(),
    customer_id: random.pick(customers),
    initiator: random.yes(0.9) ? 'customer' : random.pick(rows.agents),
  }
  if (!reuse) rows.threads.push(thread)
  const group = () => random.maybe(random.pick(rows.groups).id, 0.92)
  const kind = random.pick(['direct', 'direct', 'queued', 'offline', 'left', 'open'])
  const wait =
    kind === 'direct'
      ? random.whole(0, 40)
      : random.pick([0, 4_999, 5_000, 5_001, 30_000, 30_001, random.whole(0, 900_000)])
  const assigned = kind === 'left' || (kind === 'open' && random.yes(0.5)) ? null : at + wait
  const stays = random.pick([
    0,
    1,
    60_000,
    300_000,
    300_001,
    random.whole(0, 5 * hour),
    random.whole(0, 40 * hour),
  ])
  const ended = kind === 'open' ? null : (assigned ?? at + wait) + stays
  const conversation: Conversation = {
    id: v7(),
    thread_id: thread.id,
    customer_id: thread.customer_id,
    channel_id: random.pick(rows.channels),
    group_id: group(),
    first_group_id: group(),
    agent_id: assigned === null ? null : random.maybe(random.pick(rows.agents), 0.9),
    category_id: random.maybe(random.pick(rows.categories), 0.8),
    wrap_up_id: random.maybe(random.pick(rows.wrapUps), 0.7),
    creation_type: assigned === null ? random.pick([null, 'queued']) : kind === 'open' ? 'direct' : kind,
    offered: random.yes(0.9),
    abandoned: kind === 'left' && random.yes(0.9),
    created_at: at,
    entered_at: random.yes(0.97) ? at : null,
    first_assigned_at: assigned,
    first_reply_at: null,
    first_reply_by: null,
    ended_at: kind === 'left' ? at + wait : ended,
    reopened_count: random.yes(0.1) ? 1 : 0,
    agent_messages: 0,
  }
  if (conversation.ended_at === null && openOn(rows, thread.id)) conversation.ended_at = at + stays + wait
  rows.conversations.push(conversation)
  if (assigned !== null) addService(rows, random, conversation, assigned, assigned + Math.max(stays, 1))
}

const openOn = (rows: Rows, threadId: string) =>
  rows.conversations.some((other) => other.thread_id === threadId && other.ended_at === null)

function addService(
  rows: Rows,
  random: Random,
  conversation: Conversation,
  from: number,
  until: number,
): void {
  const parts = random.pick([1, 1, 1, 2, 3])
  for (let part = 0; part < parts; part += 1) {
    const last = part === parts - 1
    rows.assignments.push({
      conversation_id: conversation.id,
      agent_id: random.pick(rows.agents),
      group_id: random.maybe(random.pick(rows.groups).id, 0.9),
      holds_place: conversation.creation_type !== 'offline' && random.yes(0.95),
      started_at: from + Math.floor(((until - from) * part) / parts),
      ended_at:
        last && conversation.ended_at === null
          ? null
          : from + Math.floor(((until - from) * (part + 1)) / parts),
      end_reason: last ? 'agent_ended' : random.pick(['transferred', 'transferred', 'shift_ended']),
    })
  }
  const count = random.whole(0, 7)
  for (let seq = 1; seq <= count; seq += 1)
    addMessage(rows, random, conversation, seq, random.whole(from - 60_000, until + 1))
  if (random.yes(0.4)) {
    rows.ratings.push({
      conversation_id: conversation.id,
      score: random.whole(1, 5),
      agent_id: random.maybe(random.pick(rows.agents), 0.9),
      group_id: random.maybe(random.pick(rows.groups).id, 0.9),
      created_at: until + random.whole(0, 3 * hour),
    })
  }
}

function addMessage(rows: Rows, random: Random, conversation: Conversation, seq: number, at: number): void {
  const sender_kind = random.pick(['customer', 'agent', 'agent', 'system', 'bot'])
  const sender_id = sender_kind === 'agent' ? random.pick(rows.agents) : v7()
  const kind = sender_kind === 'agent' && random.yes(0.15) ? 'note' : 'text'
  const waiting = sender_kind === 'customer' && random.yes(0.2)
  rows.messages.push({
    conversation_id: conversation.id,
    seq,
    sender_kind,
    sender_id,
    kind,
    waiting,
    created_at: at,
  })
  if (sender_kind !== 'agent' || kind === 'note') return
  conversation.agent_messages += 1
  if (conversation.first_reply_at === null || at < conversation.first_reply_at) {
    conversation.first_reply_at = at
    conversation.first_reply_by = sender_id
  }
  if (random.yes(0.7)) {
    const group_id = random.maybe(random.pick(rows.groups).id, 0.9)
    const asked_at = at - random.whole(0, 600_000)
    rows.rounds.push({
      conversation_id: conversation.id,
      seq,
      agent_id: sender_id,
      group_id,
      asked_at,
      replied_at: at,
    })
  }
}

function addSpans(rows: Rows, random: Random, agent_id: string, moment: () => number): void {
  for (let i = 0; i < 6; i += 1) {
    const from_at = moment()
    const status = random.pick(['online', 'online', 'busy', 'offline'])
    const reason = status === 'busy' ? random.pick(['lunch', 'training']) : null
    rows.spans.push({ agent_id, status, reason, from_at, until_at: from_at + random.whole(1, 20 * hour) })
  }
  rows.spans.push({ agent_id, status: 'online', reason: null, from_at: moment(), until_at: null })
}

/** What came to the histories later, drawn apart so that the rest of a seed stays what it was. */
function addLater(rows: Rows, random: Random, edges: number[]): void {
  const near = () => random.pick(edges) + random.pick([-1, 0, 1, random.whole(-20 * hour, 20 * hour)])
  for (const agent_id of rows.agents) {
    for (let i = 0; i < 5; i += 1) {
      const [starts_at, kind] = [near(), random.pick(['shift', 'shift', 'shift', 'break', 'leave'] as const)]
      const length = kind === 'break' ? random.whole(1, 2 * hour) : random.whole(1, 10 * hour)
      rows.shifts.push({ agent_id, kind, starts_at, ends_at: starts_at + length })
    }
  }
  for (const span of rows.spans) span.id = v7()
  for (const c of rows.conversations) {
    c.after_work_ended_at =
      c.ended_at === null || random.yes(0.5) ? null : c.ended_at + random.pick([-1, 0, 1, 45_000, 600_000])
    if (random.yes(0.15)) {
      rows.alarms.push({
        ...{ id: v7(), kind: random.pick(['no_reply', 'low_rating']), conversation_id: c.id },
        ...{ agent_id: c.agent_id, group_id: c.group_id, raised_at: near(), acknowledged_at: null },
      })
    }
  }
  for (let i = 0; i < 4; i += 1) {
    const group_id = random.maybe(random.pick(rows.groups).id)
    rows.alarms.push({
      ...{ id: v7(), kind: 'queue_wait', conversation_id: null, agent_id: null, group_id },
      ...{ raised_at: near(), acknowledged_at: null },
    })
  }
  for (const alarm of rows.alarms) {
    if (random.yes(0.6)) alarm.acknowledged_at = alarm.raised_at + random.whole(0, 3 * hour)
  }
  for (const rating of rows.ratings) {
    rating.tags = ['slow', 'friendly', 'solved'].filter(() => random.yes(0.4))
    rating.followed_up_at = random.yes(0.3) ? rating.created_at + random.whole(0, hour) : null
  }
}

const instants = new Set([
  'created_at',
  'entered_at',
  'first_assigned_at',
  'first_reply_at',
  'ended_at',
  'started_at',
  'asked_at',
  'replied_at',
  'from_at',
  'until_at',
  'starts_at',
  'ends_at',
  'raised_at',
  'acknowledged_at',
  'told_at',
  'followed_up_at',
  'after_work_ended_at',
])

async function insert(sql: Sql, table: string, rows: Record<string, unknown>[]): Promise<void> {
  if (rows.length === 0) return
  const names = Object.keys(rows[0]!)
  const list = names.map((name) => `"${name}"`).join(', ')
  const json = rows.map((row) =>
    Object.fromEntries(
      names.map((name) => {
        const value = row[name]
        return [name, instants.has(name) && typeof value === 'number' ? new Date(value).toISOString() : value]
      }),
    ),
  )
  await sql.query(
    `insert into ${table}(${list}) select ${list} from jsonb_populate_recordset(null::${table}, $1)`,
    [JSON.stringify(json)],
  )
}

/** Replaces everything in the database by these rows. */
export async function storeHistory(sql: Sql, rows: Rows): Promise<void> {
  await sql.query(
    `truncate alarms, shifts, agent_status_spans, ratings, reply_rounds, assignments, messages, conversations, threads, customers,
      group_members, agents, users, channels, skill_groups, categories, wrap_ups cascade`,
  )
  const customers = [...new Set(rows.threads.map((thread) => thread.customer_id))]
  const names = { en: 'x', zh: 'x' }
  await insert(
    sql,
    'users',
    rows.agents.map((id, i) => ({
      id,
      email: `a${i}@x.example`,
      name: `A${i}`,
      session_version: 1,
      version: 1,
      created_at: 0,
      updated_at: new Date(0).toISOString(),
    })),
  )
  await insert(
    sql,
    'agents',
    rows.agents.map((id) => ({
      id,
      public_name: 'A',
      languages: [],
      capacity: 5,
      enabled: true,
      status: 'offline',
      status_source: 'roster',
      status_since: new Date(0).toISOString(),
      current_count: 0,
      over_count: 0,
      guard: 5,
      version: 1,
    })),
  )
  await insert(
    sql,
    'skill_groups',
    rows.groups.map((g, i) => ({
      ...g,
      name: `G${i}`,
      description: '',
      offline_mode: 'even',
      intake_paused: false,
      thresholds: {},
      version: 1,
      created_at: 0,
      updated_at: new Date(0).toISOString(),
    })),
  )
  await insert(
    sql,
    'group_members',
    rows.members.map((m) => ({
      ...m,
      level: 1,
      quality: 10,
      current_count: 0,
      offline_receiver: false,
      sort_key: 0,
    })),
  )
  await insert(
    sql,
    'channels',
    rows.channels.map((id, i) => ({
      id,
      public_key: `k${i}`,
      name: `C${i}`,
      kind: 'web',
      language: 'en',
      site_ids: [],
      project_types: [],
      allowed_origins: [],
      color: '#000000',
      greeting: {},
      default_group_id: rows.groups[0]!.id,
      identity_forced: false,
      confirm_closing: false,
      thresholds: {},
      version: 1,
      created_at: 0,
    })),
  )
  await insert(
    sql,
    'categories',
    rows.categories.map((id) => ({ id, names, position: 0 })),
  )
  await insert(
    sql,
    'wrap_ups',
    rows.wrapUps.map((id) => ({ id, names, position: 0 })),
  )
  await insert(
    sql,
    'customers',
    customers.map((id) => ({
      id,
      name: 'K',
      tags: [],
      vip_level: 0,
      profile: {},
      created_at: 0,
      last_seen_at: new Date(0).toISOString(),
    })),
  )
  await insert(
    sql,
    'threads',
    rows.threads.map((thread, i) => ({ ...thread, topic: `t${i}`, created_at: 0 })),
  )
  await insert(
    sql,
    'conversations',
    rows.conversations.map((c, i) => ({
      ...c,
      number: i + 1,
      status: c.ended_at === null ? (c.first_assigned_at === null ? 'queued' : 'awaiting_agent') : 'ended',
      priority: 0,
      transfer_count: 0,
      last_seq: 0,
      customer_messages: 0,
      customer_read_seq: 0,
      agent_read_seq: 0,
    })),
  )
  await insert(
    sql,
    'messages',
    rows.messages.map((m) => ({ ...m, id: v7(), client_message_id: v7(), text: '' })),
  )
  await insert(
    sql,
    'assignments',
    rows.assignments.map((a) => ({ ...a, id: v7(), reason: 'dispatch', over_limit: false })),
  )
  await insert(sql, 'reply_rounds', rows.rounds)
  await insert(
    sql,
    'ratings',
    rows.ratings.map((r) => ({ ...r, tags: r.tags ?? [] })),
  )
  await insert(
    sql,
    'agent_status_spans',
    rows.spans.map((s) => ({ ...s, id: s.id ?? v7(), source: 'roster' })),
  )
  await insert(
    sql,
    'shifts',
    rows.shifts.map((s) => ({ ...s, id: v7() })),
  )
  await insert(
    sql,
    'alarms',
    rows.alarms.map((a) => ({
      ...a,
      ...{ level: 'warning', subject: a.id, detail: {}, told_at: a.raised_at, times_told: 1, receivers: [] },
    })),
  )
}
