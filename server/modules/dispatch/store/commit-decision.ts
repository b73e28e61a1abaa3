import type { EventPayload, LogEntry } from '@/server/events/log-entry'
import { ensureDirectory, findPerson } from '@/server/events/store/directory'
import { applyStep } from '@/server/modules/conversations'
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
  /** When the customer first asked for a human: the place in the queue. */
  enteredAt: Date
  at: Date
  /** Extra facts for the event, such as who transferred and why. */
  detail?: Record<string, unknown>
  /** More fields of the staff's view that change with it. */
  patch?: Record<string, unknown>
  /** A former holder, who must see that it went away. */
  formerAgentId?: string | null
}

async function record(sql: Sql, input: Dispatched, decisionId: string): Promise<void> {
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

async function giveToAgent(
  sql: Sql,
  input: Dispatched,
  agentId: string,
  decisionId: string,
): Promise<LogEntry | null> {
  const { decision, at } = input
  const holds = decision.outcome === 'assign'
  await ensureDirectory([agentId], [], sql)
  const person = findPerson(agentId)
  const iso = at.toISOString()
  const payload: EventPayload = {
    patch: {
      status: 'awaiting_agent',
      agent: person,
      group: groupPatch(decision),
      creationType: decision.creationType,
      queue: null,
      reason: holds ? null : decision.reason,
      assignedAt: iso,
      ...input.patch,
    },
    detail: { decisionId, reason: decision.reason, kind: input.kind, ...input.detail },
  }
  const { rows } = await sql.query<{ seq: number | null }>({
    name: 'assign_conversation',
    text: 'select assign_conversation($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) as seq',
    values: [
      input.conversationId,
      DISPATCHABLE,
      decision.groupId,
      agentId,
      holds ? (decision.winner?.current ?? null) : null,
      holds,
      false,
      decision.creationType,
      input.kind === 'transfer' ? 'transfer' : 'dispatch',
      holds ? null : decision.reason,
      newId(),
      at,
      input.kind === 'transfer' ? 'transferred' : 'assigned',
      JSON.stringify(payload),
    ],
  })
  const seq = rows[0]?.seq
  if (seq === null || seq === undefined) return null
  return {
    conversationId: input.conversationId,
    seq,
    type: input.kind === 'transfer' ? 'transferred' : 'assigned',
    audience: 'both',
    payload,
    at,
    customerId: input.customerId,
    agentIds: [agentId, ...(input.formerAgentId ? [input.formerAgentId] : [])],
  }
}

async function putInQueue(sql: Sql, input: Dispatched, decisionId: string): Promise<LogEntry | null> {
  const { decision } = input
  const entry = await applyStep(sql, {
    conversationId: input.conversationId,
    from: DISPATCHABLE,
    set: {
      status: 'queued',
      group_id: decision.groupId,
      agent_id: null,
      wait_reason: decision.reason,
      awaiting_since: null,
    },
    event: {
      type: 'queued',
      payload: {
        patch: {
          ...{ status: 'queued', agent: null, group: groupPatch(decision), reason: decision.reason },
          ...input.patch,
        },
        detail: { decisionId, reason: decision.reason, kind: input.kind, ...input.detail },
      },
    },
    at: input.at,
    alsoAgents: input.formerAgentId ? [input.formerAgentId] : [],
  })
  if (!entry) return null
  await sql.query({
    name: 'enqueue',
    text: `with c as (update conversations set first_group_id = coalesce(first_group_id, $2) where id = $1)
      insert into queue_entries(conversation_id, group_id, neg_priority, entered_at) values ($1, $2, $3, $4)
      on conflict (conversation_id) do update set group_id = excluded.group_id, neg_priority = excluded.neg_priority`,
    values: [input.conversationId, decision.groupId, -decision.priority, input.enteredAt],
  })
  return entry
}

async function leaveUnassigned(sql: Sql, input: Dispatched, decisionId: string): Promise<LogEntry | null> {
  const { decision } = input
  await sql.query('delete from queue_entries where conversation_id = $1', [input.conversationId])
  return applyStep(sql, {
    conversationId: input.conversationId,
    from: DISPATCHABLE,
    set: {
      status: 'awaiting_agent',
      creation_type: 'offline',
      group_id: decision.groupId,
      agent_id: null,
      wait_reason: decision.reason,
      awaiting_since: input.at,
    },
    event: {
      type: 'assigned',
      payload: {
        patch: {
          status: 'awaiting_agent',
          agent: null,
          group: groupPatch(decision),
          creationType: 'offline',
          reason: decision.reason,
          queue: null,
          ...input.patch,
        },
        detail: { decisionId, reason: decision.reason, kind: input.kind, ...input.detail },
      },
    },
    at: input.at,
    alsoAgents: input.formerAgentId ? [input.formerAgentId] : [],
  })
}

/**
 * Carries a decision out in the caller's transaction, with its record and its log entry. null: somebody was
 * faster (the place is gone, or the conversation has moved on), and the caller must roll back.
 */
export async function commitDecision(sql: Sql, input: Dispatched): Promise<LogEntry | null> {
  const decisionId = newId()
  const { outcome, agentId } = input.decision
  const entry =
    (outcome === 'assign' || outcome === 'offline') && agentId
      ? await giveToAgent(sql, input, agentId, decisionId)
      : outcome === 'queue'
        ? await putInQueue(sql, input, decisionId)
        : await leaveUnassigned(sql, input, decisionId)
  if (entry) await record(sql, input, decisionId)
  return entry
}
