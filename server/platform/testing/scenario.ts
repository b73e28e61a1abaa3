import { createHash, randomBytes } from 'node:crypto'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'

export type AgentSpec = {
  name: string
  capacity?: number
  quality?: number
  level?: number
  groupCapacity?: number | null
  status?: 'online' | 'busy' | 'offline'
  receiver?: boolean
}
export type Scenario = {
  channelId: string
  channelKey: string
  groupId: string
  agents: Record<string, string>
}

let configVersion = 0

/** An organisation with one channel and one group of these agents, connected for the length of a test. */
export async function buildScenario(
  agents: AgentSpec[],
  more: { groups?: string[] } = {},
): Promise<Scenario> {
  const db = pool()
  configVersion += 1
  await db.query(
    `insert into organization(id, name, time_zone, config_version) values (1, 'Test', 'UTC', $1)
     on conflict (id) do update set config_version = $1`,
    [configVersion],
  )
  const groupId = newId()
  await db.query('insert into skill_groups(id, name, updated_at) values ($1, $2, now())', [
    groupId,
    `Group ${groupId}`,
  ])
  for (const name of more.groups ?? []) {
    await db.query('insert into skill_groups(id, name, updated_at) values ($1, $2, now())', [newId(), name])
  }
  const channelId = newId()
  const channelKey = `key-${channelId}`
  await db.query(`insert into channels(id, public_key, name, default_group_id) values ($1, $2, $3, $4)`, [
    channelId,
    channelKey,
    `Channel ${channelId}`,
    groupId,
  ])
  const ids: Record<string, string> = {}
  for (const agent of agents) ids[agent.name] = await addAgent(groupId, agent)
  return { channelId, channelKey, groupId, agents: ids }
}

export async function addAgent(groupId: string, spec: AgentSpec): Promise<string> {
  const db = pool()
  const id = newId()
  const capacity = spec.capacity ?? 5
  await db.query('insert into users(id, email, name, updated_at) values ($1, $2, $3, now())', [
    id,
    `${id}@test.local`,
    spec.name,
  ])
  await db.query(
    `insert into agents(id, public_name, capacity, guard, status, choice, choice_at, lease_until)
     values ($1, $2, $3, $3, $4, $4, now(), now() + interval '1 day')`,
    [id, spec.name, capacity, spec.status ?? 'online'],
  )
  await joinGroup(groupId, id, spec)
  return id
}

export async function joinGroup(
  groupId: string,
  agentId: string,
  spec: Omit<AgentSpec, 'name'> = {},
): Promise<void> {
  await pool().query(
    `insert into group_members(group_id, agent_id, level, quality, capacity, offline_receiver) values ($1, $2, $3, $4, $5, $6)`,
    [
      groupId,
      agentId,
      spec.level ?? 1,
      spec.quality ?? 10,
      spec.groupCapacity ?? null,
      spec.receiver ?? false,
    ],
  )
  await pool().query('select refresh_sort_keys($1)', [agentId])
}

export async function addCustomer(vipLevel = 0): Promise<string> {
  const id = newId()
  await pool().query('insert into customers(id, name, vip_level) values ($1, $2, $3)', [
    id,
    'Customer',
    vipLevel,
  ])
  return id
}

/** A personal access token for a user with the permissions of these roles. */
export async function addToken(userId: string, permissions: Record<string, string>): Promise<string> {
  const token = `swy_pat_${randomBytes(32).toString('base64url')}`
  const roleId = newId()
  await pool().query(`insert into roles(id, key, name, permissions) values ($1, $2, $2, $3)`, [
    roleId,
    `role-${roleId}`,
    JSON.stringify(permissions),
  ])
  await pool().query('insert into user_roles(user_id, role_id) values ($1, $2)', [userId, roleId])
  await pool().query(
    `insert into access_tokens(id, user_id, name, prefix, token_hash) values ($1, $2, 'test', 'swy_pat_', $3)`,
    [newId(), userId, createHash('sha256').update(token).digest()],
  )
  return token
}

/** A user who receives no conversations. */
export async function addUser(name: string): Promise<string> {
  const id = newId()
  await pool().query('insert into users(id, email, name, updated_at) values ($1, $2, $3, now())', [
    id,
    `${id}@test.local`,
    name,
  ])
  return id
}
