import type { Sql } from '@/server/platform/db/pool'
import type { ConversationState } from '../domain/conversation-state'
import { type StateRow, stateOfRow } from '../domain/state-of-row'
import { type ServiceSettings, type StoredSettings, transitionSettings } from '../domain/transition-settings'

type Facts = {
  id: string
  customerId: string
  channelId: string
  groupId: string | null
  wrapUpId: string | null
  transferCount: number
  reopenedCount: number
  /** When the holder's connection lease runs out or ran out; null without a holder, or never connected. */
  leaseUntil: Date | null
}

/** A conversation as the table of states sees it, with the settings that hold for it. */
export type Loaded = Facts & { state: ConversationState; settings: ServiceSettings }

const SELECT = `select c.id, c.customer_id as "customerId", c.channel_id as "channelId", c.group_id as "groupId",
    c.wrap_up_id as "wrapUpId", c.transfer_count as "transferCount", c.reopened_count as "reopenedCount",
    c.status, c.creation_type as "creationType", c.live, c.agent_id as "agentId",
    c.first_assigned_at as "firstAssignedAt", c.awaiting_since as "awaitingSince", c.no_reply as "noReply",
    c.state_since as "stateSince", c.silent_since as "silentSince", c.countdown_ends_at as "countdownEndsAt",
    c.ended_at as "endedAt", q.seen_at as "seenAt", a.lease_until as "leaseUntil",
    ch.confirm_closing as "confirmClosing", ch.settings as channel, ch.thresholds as "channelThresholds",
    g.settings as "group", g.thresholds as "groupThresholds", o.settings as organization
  from conversations c join channels ch on ch.id = c.channel_id left join skill_groups g on g.id = c.group_id
    left join queue_entries q on q.conversation_id = c.id left join agents a on a.id = c.agent_id
    left join organization o on o.id = 1`

type Row = Facts & StateRow & StoredSettings

function toLoaded(row: Row): Loaded {
  const settings = transitionSettings(row)
  return { ...row, settings, state: stateOfRow(row, settings) }
}

/**
 * Locks the conversation, then reads it: in one statement the other tables would be read as they were before
 * the wait for the lock. null: there is none.
 */
export async function lockState(sql: Sql, conversationId: string): Promise<Loaded | null> {
  await sql.query({
    name: 'lock_conversation',
    text: 'select 1 from conversations where id = $1 for no key update',
    values: [conversationId],
  })
  return (await readStates(sql, [conversationId]))[0] ?? null
}

export async function readStates(sql: Sql, ids: string[]): Promise<Loaded[]> {
  const { rows } = await sql.query<Row>({
    name: 'conversation_states',
    text: `${SELECT} where c.id = any($1)`,
    values: [ids],
  })
  return rows.map(toLoaded)
}
