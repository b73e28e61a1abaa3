import type { EventPayload, LogEntry } from '@/server/events/log-entry'
import { ensureDirectory, findPerson } from '@/server/events/store/directory'
import {
  applyStep,
  type ConversationState,
  columnsOf,
  lookSoon,
  patchOf,
  type TransitionSettings,
} from '@/server/modules/conversations'
import type { Sql } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import type { DispatchDecision } from '../contract'

/** Statuses out of which dispatch may take a conversation. */
const DISPATCHABLE = [
  'queued',
  'with_bot',
  'awaiting_agent',
  'awaiting_customer',
  'awaiting_confirmation',
] as const

export type Dispatched = {
  conversationId: string
  customerId: string
  decision: DispatchDecision
  kind: 'assign' | 'queue' | 'offline' | 'transfer' | 'reassign'
  /** What the table of states makes of it; the row says exactly this afterwards. */
  next: ConversationState
  settings: TransitionSettings
  /** A person goes beyond the limit on purpose. */
  overLimit?: boolean
  /** Fields of the view that change besides. */
  patch?: Record<string, unknown>
  /** When the customer first asked for a human: the place in the queue. */
  enteredAt: Date
  at: Date
  /** Extra facts for the event, such as who transferred and why. */
  detail?: Record<string, unknown>
  /** A former holder, who must see that it went away. */
  formerAgentId?: string | null
  /** How the assignment came about, where it was not dispatch or a transfer. */
  assignedBy?: 'pick' | 'takeover' | 'start'
  /** Why it was taken as a message, where that is known from before. */
  waitReason?: string | null
}

type Recorded = Pick<Dispatched, 'conversationId' | 'decision' | 'kind' | 'at'> & { decisionId?: string }

/** Keeps whole decisions; `commitDecisions` does it for those it carries out. */
export async function recordDecisions(sql: Sql, inputs: readonly Recorded[]): Promise<void> {
  if (inputs.length === 0) return
  await sql.query({
    name: 'insert_decisions',
    text: `insert into dispatch_decisions(id, conversation_id, at, kind, group_id, agent_id, config_version, body)
      select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::uuid[], $6::uuid[], $7::int[], $8::jsonb[])`,
    values: [
      inputs.map(({ decisionId }) => decisionId ?? newId()),
      inputs.map(({ conversationId }) => conversationId),
      inputs.map(({ at }) => at),
      inputs.map(({ kind }) => kind),
      inputs.map(({ decision }) => decision.groupId),
      inputs.map(({ decision }) => decision.agentId),
      inputs.map(({ decision }) => decision.configVersion),
      inputs.map(({ decision }) => JSON.stringify(decision)),
    ],
  })
}

const groupPatch = (decision: DispatchDecision) => ({ id: decision.groupId, name: decision.groupName ?? '' })

const eventType = (input: Dispatched) => (input.kind === 'transfer' ? 'transferred' : 'assigned')

function payloadOf(input: Dispatched, decisionId: string, patch: Record<string, unknown>): EventPayload {
  const { decision, next, settings } = input
  return {
    patch: { ...patchOf(next, settings), group: groupPatch(decision), ...patch, ...input.patch },
    detail: { decisionId, reason: decision.reason, kind: input.kind, ...input.detail },
  }
}

type Given = Dispatched & { agentId: string; decisionId: string }

function rowOf(input: Given) {
  const { decision, at, next, agentId } = input
  const because = decision.outcome === 'assign' ? null : decision.reason
  const reason = input.waitReason === undefined ? because : input.waitReason
  const payload = payloadOf(input, input.decisionId, {
    agent: findPerson(agentId),
    queue: null,
    reason,
    assignedAt: at.toISOString(),
  })
  return {
    ...{ input, payload, reason },
    seen: next.live && !input.overLimit ? (decision.winner?.current ?? null) : null,
    by: input.assignedBy ?? (input.kind === 'transfer' ? 'transfer' : 'dispatch'),
    awaitingSince: columnsOf(next, input.settings).awaiting_since,
  }
}

/** In the order of the agents, so that of two who share them neither waits for the other in a circle. */
const byAgent = (a: Given, b: Given) => (a.agentId < b.agentId ? -1 : a.agentId > b.agentId ? 1 : 0)

async function giveToAgents(sql: Sql, inputs: Given[]): Promise<Map<string, LogEntry | null>> {
  if (inputs.length === 0) return new Map()
  const agentIds = new Set(inputs.map(({ agentId }) => agentId))
  await ensureDirectory(agentIds, [], sql)
  const given = [...inputs].sort(byAgent).map(rowOf)
  const of = <T>(pick: (row: (typeof given)[number]) => T) => given.map(pick)
  const { rows } = await sql.query<{ seq: number | null }>({
    name: 'assign_conversations',
    text: `select assign_conversation(conv, $2, grp, agent, seen, live, over, type, by, reason, assignment, at, event, payload,
        status, live, awaiting, no_reply) as seq
      from unnest($1::uuid[], $3::uuid[], $4::uuid[], $5::int[], $6::boolean[], $7::boolean[], $8::text[], $9::text[],
        $10::text[], $11::uuid[], $12::timestamptz[], $13::text[], $14::jsonb[], $15::text[], $16::timestamptz[], $17::text[])
        as i(conv, grp, agent, seen, live, over, type, by, reason, assignment, at, event, payload, status, awaiting, no_reply)`,
    values: [
      of(({ input }) => input.conversationId),
      DISPATCHABLE,
      of(({ input }) => input.decision.groupId),
      of(({ input }) => input.agentId),
      of(({ seen }) => seen),
      of(({ input }) => input.next.live),
      of(({ input }) => input.overLimit ?? false),
      of(({ input }) => input.next.creationType),
      of(({ by }) => by),
      of(({ reason }) => reason),
      of(() => newId()),
      of(({ input }) => input.at),
      of(({ input }) => eventType(input)),
      of(({ payload }) => JSON.stringify(payload)),
      of(({ input }) => input.next.status),
      of(({ awaitingSince }) => awaitingSince),
      of(({ input }) => input.next.noReply),
    ],
  })
  const crowded = await findCrowded(sql, given.map(({ input }) => input).filter(isBounded))
  return new Map(
    given.map(({ input, payload }, i) => {
      const seq = rows[i]?.seq ?? null
      const lost = seq === null || (isBounded(input) && crowded.has(input.agentId))
      return [input.conversationId, lost ? null : entryOf(input, seq, payload)]
    }),
  )
}

const isBounded = ({ next, overLimit, decision }: Dispatched) =>
  next.live && !overLimit && decision.reason !== 'by_hand'

const entryOf = (input: Given, seq: number, payload: EventPayload): LogEntry => ({
  conversationId: input.conversationId,
  seq,
  type: eventType(input),
  audience: 'both',
  payload,
  at: input.at,
  customerId: input.customerId,
  agentIds: [input.agentId, ...(input.formerAgentId ? [input.formerAgentId] : [])],
})

/**
 * Who has more within their time window than they may. The agents' rows were changed by this transaction, so
 * nobody else can be given to them meanwhile: what is counted here is exact, with those just assigned among them.
 */
async function findCrowded(sql: Sql, inputs: Given[]): Promise<Set<string>> {
  if (inputs.length === 0) return new Set()
  const { rows } = await sql.query<{ id: string }>({
    name: 'window_of_agents',
    text: `select a.id from unnest($1::uuid[], $2::timestamptz[]) i(id, at) join agents a on a.id = i.id
      where a.window_limit < (select count(*) from assignments s where s.agent_id = a.id
        and s.holds_place and s.started_at > i.at - make_interval(secs => a.window_seconds))`,
    values: [inputs.map(({ agentId }) => agentId), inputs.map(({ at }) => at)],
  })
  return new Set(rows.map(({ id }) => id))
}

/** Nobody has it: it waits in a queue, or among the messages without a receiver. */
async function withoutAgent(sql: Sql, input: Dispatched, decisionId: string): Promise<LogEntry | null> {
  const { decision, next } = input
  const queued = next.status === 'queued'
  const patch = { agent: null, reason: decision.reason, ...(queued ? {} : { queue: null }) }
  const entry = await applyStep(sql, {
    conversationId: input.conversationId,
    from: DISPATCHABLE,
    set: {
      ...columnsOf(next, input.settings),
      group_id: decision.groupId,
      agent_id: null,
      wait_reason: decision.reason,
    },
    event: { type: queued ? 'queued' : 'assigned', payload: payloadOf(input, decisionId, patch) },
    at: input.at,
    alsoAgents: input.formerAgentId ? [input.formerAgentId] : [],
  })
  if (!entry) return null
  if (queued) await enqueue(sql, input)
  else await sql.query('delete from queue_entries where conversation_id = $1', [input.conversationId])
  await lookSoon(sql, input.conversationId, input.at)
  return entry
}

/** The place counts from the entry; the maximum wait from when it came into this group's queue. */
async function enqueue(sql: Sql, { conversationId, decision, enteredAt, at }: Dispatched): Promise<void> {
  await sql.query({
    name: 'enqueue',
    text: `with c as (update conversations set first_group_id = coalesce(first_group_id, $2) where id = $1)
      insert into queue_entries(conversation_id, group_id, neg_priority, entered_at, group_entered_at, held_agent_id,
        held_until, choice, choice_group_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      on conflict (conversation_id) do update set group_id = excluded.group_id, neg_priority = excluded.neg_priority,
        held_agent_id = excluded.held_agent_id, held_until = excluded.held_until,
        group_entered_at = case when queue_entries.group_id = excluded.group_id then queue_entries.group_entered_at else excluded.group_entered_at end,
        choice = case when queue_entries.group_id = excluded.group_id then coalesce(queue_entries.choice, excluded.choice) else excluded.choice end,
        choice_group_id = case when queue_entries.group_id = excluded.group_id then coalesce(queue_entries.choice_group_id, excluded.choice_group_id) else excluded.choice_group_id end`,
    values: [
      ...[conversationId, decision.groupId, -decision.priority, enteredAt, at],
      decision.hold?.agentId ?? null,
      decision.hold && new Date(decision.hold.until),
      decision.choice && 'offered',
      decision.choice?.groupId ?? null,
    ],
  })
}

/**
 * Carries decisions out in the caller's transaction, each with its record and its log entry, in the order of
 * `inputs`. null: somebody was faster (the place is gone, or the conversation has moved on), and the caller must
 * roll back. No conversation may stand in `inputs` twice.
 */
export async function commitDecisions(sql: Sql, inputs: readonly Dispatched[]): Promise<(LogEntry | null)[]> {
  const all = inputs.map((input) => ({ ...input, decisionId: newId() }))
  const entries = await giveToAgents(
    sql,
    all.flatMap((input) => (input.next.agentId === null ? [] : [{ ...input, agentId: input.next.agentId }])),
  )
  for (const input of all)
    if (input.next.agentId === null)
      entries.set(input.conversationId, await withoutAgent(sql, input, input.decisionId))
  await recordDecisions(
    sql,
    all.filter(({ conversationId }) => entries.get(conversationId)),
  )
  return all.map(({ conversationId }) => entries.get(conversationId) ?? null)
}

/** The same for one. */
export async function commitDecision(sql: Sql, input: Dispatched): Promise<LogEntry | null> {
  return (await commitDecisions(sql, [input]))[0] ?? null
}
