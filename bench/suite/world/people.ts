import { Pool } from 'pg'
import { signCustomerToken } from '@/server/http/v1/customer-token'
import { newId } from '@/server/platform/ids'

export type Customer = { id: string; token: string }
export type Line = { conversationId: string; customer: Customer }
export type Team = { groupId: string; channelId: string; channelKey: string; agentIds: string[] }

/** Rows of the bench's world, written straight into the database: what is measured comes in over HTTP. */
export class World {
  readonly pool: Pool

  constructor(databaseUrl: string) {
    this.pool = new Pool({ connectionString: databaseUrl, max: 4 })
  }

  close(): Promise<void> {
    return this.pool.end()
  }

  /** A group with so many connected agents and a channel that leads to it. */
  async addTeam(agents: number, capacity: number): Promise<Team> {
    const groupId = newId()
    const channelId = newId()
    const channelKey = `bench-${channelId}`
    await this.pool.query(
      'insert into skill_groups(id, name, updated_at) values ($1::uuid, $1::text, now())',
      [groupId],
    )
    await this.pool.query(
      'insert into channels(id, public_key, name, default_group_id) values ($1, $2, $2, $3)',
      [channelId, channelKey, groupId],
    )
    const agentIds = Array.from({ length: agents }, newId)
    await this.pool.query(
      `with u as (insert into users(id, email, name, updated_at)
         select i, i || '@bench.local', 'Agent ' || left(i::text, 8), now() from unnest($1::uuid[]) i)
       select 1`,
      [agentIds],
    )
    await this.pool.query(
      `insert into agents(id, public_name, capacity, guard, status, choice, choice_at, lease_until)
       select i, 'Agent', $2, $2, 'online', 'online', now(), now() + interval '1 day' from unnest($1::uuid[]) i`,
      [agentIds, capacity],
    )
    await this.pool.query(
      `insert into group_members(group_id, agent_id, level, quality) select $2, i, 1, 10 from unnest($1::uuid[]) i`,
      [agentIds, groupId],
    )
    await this.pool.query('select refresh_sort_keys(i) from unnest($1::uuid[]) i', [agentIds])
    await this.pool.query('update organization set config_version = config_version + 1')
    await this.pool.query('analyze agents, group_members, users, skill_groups')
    return { groupId, channelId, channelKey, agentIds }
  }

  async addCustomers(n: number, channelId: string): Promise<Customer[]> {
    const ids = Array.from({ length: n }, newId)
    await this.pool.query(`insert into customers(id, name) select i, 'Customer' from unnest($1::uuid[]) i`, [
      ids,
    ])
    return ids.map((id) => ({
      id,
      token: signCustomerToken({ customerId: id, channelId, anonymous: true }).token,
    }))
  }

  /** Conversations that an agent of the team holds, ready to be written into. */
  async addOpen(team: Team, n: number): Promise<Line[]> {
    const lines = (await this.addCustomers(n, team.channelId)).map((customer) => ({
      conversationId: newId(),
      customer,
    }))
    const threads = lines.map(() => newId())
    const agents = lines.map((_, i) => team.agentIds[i % team.agentIds.length] as string)
    await this.pool.query(
      `with t as (insert into threads(id, customer_id, initiator, topic)
          select t, c, 'customer', 'general' from unnest($1::uuid[], $2::uuid[]) x(t, c)),
        c as (insert into conversations(id, thread_id, customer_id, channel_id, group_id, first_group_id, agent_id, status,
            creation_type, entered_at, first_assigned_at, assigned_at, awaiting_since, last_seq)
          select i, t, c, $5, $6, $6, a, 'awaiting_agent', 'direct', now(), now(), now(), now(), 0
          from unnest($3::uuid[], $1::uuid[], $2::uuid[], $4::uuid[]) x(i, t, c, a))
       insert into assignments(id, conversation_id, agent_id, group_id, reason, holds_place, started_at)
         select gen_random_uuid(), i, a, $6, 'dispatch', false, now() from unnest($3::uuid[], $4::uuid[]) x(i, a)`,
      [
        threads,
        lines.map((l) => l.customer.id),
        lines.map((l) => l.conversationId),
        agents,
        team.channelId,
        team.groupId,
      ],
    )
    await this.pool.query('analyze conversations, threads, customers, assignments')
    return lines
  }

  /** Customers who stand in the team's queue. */
  async addWaiting(team: Team, n: number): Promise<void> {
    for (let done = 0; done < n; done += 10_000) await this.addWaitingChunk(team, Math.min(10_000, n - done))
    await this.pool.query('analyze conversations, threads, customers, queue_entries')
  }

  private async addWaitingChunk(team: Team, n: number): Promise<void> {
    const ids = Array.from({ length: n }, () => [newId(), newId(), newId()] as const)
    await this.pool.query(
      `with cu as (insert into customers(id, name) select c, 'Waiting' from unnest($1::uuid[]) c),
        t as (insert into threads(id, customer_id, initiator, topic)
          select t, c, 'customer', 'general' from unnest($2::uuid[], $1::uuid[]) x(t, c)),
        c as (insert into conversations(id, thread_id, customer_id, channel_id, group_id, status, entered_at, last_seq)
          select i, t, c, $4, $5, 'queued', now(), 0 from unnest($3::uuid[], $2::uuid[], $1::uuid[]) x(i, t, c))
       insert into queue_entries(conversation_id, group_id, neg_priority, entered_at)
         select i, $5, 0, now() from unnest($3::uuid[]) i`,
      [ids.map((x) => x[0]), ids.map((x) => x[1]), ids.map((x) => x[2]), team.channelId, team.groupId],
    )
  }

  async count(sql: string, values: unknown[] = []): Promise<number> {
    const { rows } = await this.pool.query<{ n: string }>(sql, values)
    return Number(rows[0]?.n ?? 0)
  }
}
