import type { EventPayload, EventType, LogEntry } from '@/server/events/log-entry'
import type { Sql } from '@/server/platform/db/pool'

/** Columns a step may set, by their SQL name; values are parameters. */
export type StepColumns = Partial<
  Record<
    | 'status'
    | 'creation_type'
    | 'group_id'
    | 'first_group_id'
    | 'agent_id'
    | 'priority'
    | 'category_id'
    | 'offered'
    | 'entered_at'
    | 'first_assigned_at'
    | 'assigned_at'
    | 'awaiting_since'
    | 'unanswered_since'
    | 'ended_at'
    | 'ended_by'
    | 'end_reason'
    | 'wait_reason'
    | 'abandoned'
    | 'wrap_up_id'
    | 'wrap_up_note'
    | 'rating_invited_at'
    | 'reopened_count'
    | 'reopened_at'
    | 'live'
    | 'no_reply'
    | 'state_since'
    | 'silent_since'
    | 'countdown_ends_at'
    | 'transfer_count'
    | 'last_message_text'
    | 'last_message_from'
    | 'contact'
    | 'tags'
    | 'snoozed_until'
    | 'after_work_until'
    | 'after_work_ended_at'
    | 'after_work_place_of'
    | 'after_work_group_id'
    | 'after_work_over',
    unknown
  >
>

export type Step = {
  conversationId: string
  /** Statuses in which the step may happen; in any other nothing changes and null is returned. */
  from?: readonly string[]
  /** The agent who must still hold it, when that matters. */
  heldBy?: string
  set: StepColumns
  event: { type: Exclude<EventType, 'message'>; audience?: 'both' | 'staff'; payload: EventPayload }
  at: Date
  /** Agents besides the owner whose streams must see it. */
  alsoAgents?: string[]
}

/**
 * One change of a conversation with its log entry, in one statement: the update is conditional, so of two
 * racing steps the second finds nothing to change and returns null.
 */
export async function applyStep(sql: Sql, step: Step): Promise<LogEntry | null> {
  const values: unknown[] = [step.conversationId, step.from ?? null, step.heldBy ?? null]
  const assignments = Object.entries(step.set).map(([column, value]) => {
    values.push(value)
    return `${column} = $${values.length}`
  })
  const base = values.length
  values.push(step.event.type, step.event.audience ?? 'both', JSON.stringify(step.event.payload), step.at)
  const result = await sql.query<{ seq: number; customerId: string; agentId: string | null }>(
    `with c as (
       update conversations set ${['last_seq = last_seq + 1', ...assignments].join(', ')}
       where id = $1 and ($2::text[] is null or status = any($2)) and ($3::uuid is null or agent_id = $3)
       returning id, last_seq, customer_id, agent_id),
     e as (
       insert into conversation_events(conversation_id, seq, type, audience, payload, created_at)
       select id, last_seq, $${base + 1}, $${base + 2}, $${base + 3}::jsonb, $${base + 4}::timestamptz from c)
     select last_seq as seq, customer_id as "customerId", agent_id as "agentId" from c`,
    values,
  )
  const row = result.rows[0]
  if (!row) return null
  const agentIds = [row.agentId, ...(step.alsoAgents ?? [])].filter((id): id is string => id !== null)
  return {
    conversationId: step.conversationId,
    seq: row.seq,
    type: step.event.type,
    audience: step.event.audience ?? 'both',
    payload: step.event.payload,
    at: step.at,
    customerId: row.customerId,
    agentIds: [...new Set(agentIds)],
  }
}
