import { builtInRoles, type Principal, type RoleKey } from '@/server/access'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { type GroupSettings, groupServiceSettings } from './contract'

/** For tests of this module: people, groups and conversations straight into the tables. */
export function principalOf(role: RoleKey, scopeGroupIds: string[] = []): Principal {
  const { permissions } = builtInRoles[role]
  return {
    userId: newId(),
    name: role,
    agentId: null,
    roles: [role],
    permissions,
    groupIds: [],
    scopeGroupIds,
  }
}

export function settingsOf(changes: Partial<GroupSettings> = {}): GroupSettings {
  return {
    name: `Group ${newId()}`,
    description: '',
    parentId: null,
    calendarId: null,
    intakePaused: false,
    offlineMode: 'even',
    maxQueueLength: null,
    maxWaitSeconds: null,
    overflowGroupId: null,
    serviceLevelSeconds: 30,
    settings: groupServiceSettings.parse({}),
    thresholds: {},
    members: [],
    ...changes,
  }
}

export function memberOf(agentId: string, changes: object = {}) {
  return { agentId, level: 1, quality: 10, capacity: null, offlineReceiver: false, ...changes }
}

export async function makeAgent(changes: { capacity?: number; current?: number; status?: string } = {}) {
  const { capacity = 5, current = 0, status = 'online' } = changes
  const id = newId()
  await pool().query('insert into users(id, email, name) values ($1, $2, $3)', [
    id,
    `${id}@example.org`,
    `Agent ${id}`,
  ])
  await pool().query(
    `insert into agents(id, public_name, capacity, guard, current_count, status) values ($1, 'A', $2::int, greatest($2::int, $3::int), $3::int, $4)`,
    [id, capacity, current, status],
  )
  return id
}

/** A conversation in the group, held by the agent if one is named. */
export async function makeConversation(groupId: string, agentId: string | null = null): Promise<void> {
  const [customer, thread, channel, conversation] = [newId(), newId(), newId(), newId()]
  const home = newId()
  await pool().query('insert into skill_groups(id, name) values ($1::uuid, $1::uuid::text)', [home])
  await pool().query(
    'insert into channels(id, public_key, name, default_group_id) values ($1::uuid, $1::uuid::text, $1::uuid::text, $2)',
    [channel, home],
  )
  await pool().query(`insert into customers(id, name) values ($1, 'Lin')`, [customer])
  await pool().query(
    `insert into threads(id, customer_id, initiator, topic) values ($1, $2, 'customer', 'general')`,
    [thread, customer],
  )
  await pool().query(
    `insert into conversations(id, thread_id, customer_id, channel_id, group_id, agent_id, status)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [conversation, thread, customer, channel, groupId, agentId, agentId ? 'awaiting_agent' : 'queued'],
  )
  if (!agentId) {
    await pool().query('insert into queue_entries values ($1, $2, 0, now())', [conversation, groupId])
    return
  }
  await pool().query(
    `insert into assignments(id, conversation_id, agent_id, group_id, reason, started_at)
     values ($1, $2, $3, $4, 'dispatch', now())`,
    [newId(), conversation, agentId, groupId],
  )
}

export async function one<T>(text: string, values: unknown[]): Promise<T> {
  const { rows } = await pool().query(text, values)
  return rows[0] as T
}

/** A supervisor whose role was narrowed to the groups they lead. */
export function groupLead(groupIds: string[]): Principal {
  const principal = principalOf('supervisor', groupIds)
  return { ...principal, permissions: { ...principal.permissions, 'groups.write': 'group' } }
}
