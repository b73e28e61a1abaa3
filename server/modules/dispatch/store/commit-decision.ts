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

/** Keeps the whole decision; `commitDecision` does it for what it carries out. */
export async function recordDecision(
  sql: Sql,
  input: Pick<Dispatched, 'conversationId' | 'decision' | 'kind' | 'at'>,
  decisionId = newId(),
): Promise<void> {
  const { decision } = input
  await sql.query({
    name: 'insert_decision',
    text: `insert into dispatch_decisions(id, conversation_id, at, kind, group_id, agent_id, config_version, body)
      values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      decisionId,
      input.conversationId,
      input.at,
      input.kind,
      decision.groupId,
      decision.agentId,
      decision.configVersion,
      JSON.stringify(decision),
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

async function giveToAgent(
  sql: Sql,
  input: Dispatched,
  agentId: string,
  decisionId: string,
): Promise<LogEntry | null> {
  const { decision, at, next } = input
  const columns = columnsOf(next, input.settings)
  const because = decision.outcome === 'assign' ? null : decision.reason
  const reason = input.waitReason === undefined ? because : input.waitReason
  await ensureDirectory([agentId], [], sql)
  const payload = payloadOf(input, decisionId, {
    agent: findPerson(agentId),
    queue: null,
    reason,
    assignedAt: at.toISOString(),
  })
  const { rows } = await sql.query<{ seq: number | null }>({
    name: 'assign_conversation',
    text: `select assign_conversation($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) as seq`,
    values: [
      input.conversationId,
      DISPATCHABLE,
      decision.groupId,
      agentId,
      next.live && !input.overLimit ? (decision.winner?.current ?? null) : null,
      next.live,
      input.overLimit ?? false,
      next.creationType,
      input.assignedBy ?? (input.kind === 'transfer' ? 'transfer' : 'dispatch'),
      reason,
      newId(),
      at,
      eventType(input),
      JSON.stringify(payload),
      next.status,
      next.live,
      columns.awaiting_since,
      next.noReply,
    ],
  })
  const seq = rows[0]?.seq
  if (seq === null || seq === undefined) return null
  if (
    next.live &&
    !input.overLimit &&
    decision.reason !== 'by_hand' &&
    !(await isWithinWindow(sql, agentId, at))
  )
    return null
  return {
    conversationId: input.conversationId,
    seq,
    type: eventType(input),
    audience: 'both',
    payload,
    at,
    customerId: input.customerId,
    agentIds: [agentId, ...(input.formerAgentId ? [input.formerAgentId] : [])],
  }
}

/**
 * The agent's row was changed by this transaction, so nobody else can be given to them meanwhile: what is
 * counted here is exact, with the conversation just assigned among them.
 */
async function isWithinWindow(sql: Sql, agentId: string, at: Date): Promise<boolean> {
  const { rows } = await sql.query<{ within: boolean }>({
    name: 'window_of_agent',
    text: `select a.window_limit is null or a.window_limit >= (select count(*) from assignments s where s.agent_id = a.id
        and s.holds_place and s.started_at > $2::timestamptz - make_interval(secs => a.window_seconds)) as within
      from agents a where a.id = $1`,
    values: [agentId, at],
  })
  return rows[0]?.within ?? false
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
 * Carries a decision out in the caller's transaction, with its record and its log entry. null: somebody was
 * faster (the place is gone, or the conversation has moved on), and the caller must roll back.
 */
export async function commitDecision(sql: Sql, input: Dispatched): Promise<LogEntry | null> {
  const decisionId = newId()
  const { agentId } = input.next
  const entry =
    agentId === null
      ? await withoutAgent(sql, input, decisionId)
      : await giveToAgent(sql, input, agentId, decisionId)
  if (entry) await recordDecision(sql, input, decisionId)
  return entry
}
