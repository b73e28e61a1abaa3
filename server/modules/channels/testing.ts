import { builtInRoles, type Principal, type RoleKey } from '@/server/access'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import {
  type CalendarConfiguration,
  type ChannelConfiguration,
  channelInput,
  type OpenSpan,
  weekdays,
} from './contract'

/** For tests of this module: what it refers to, straight into the tables. */
export function principalOf(role: RoleKey): Principal {
  const { permissions } = builtInRoles[role]
  const nobody = { agentId: null, groupIds: [], scopeGroupIds: [] }
  return { userId: newId(), name: role, roles: [role], permissions, ...nobody }
}

export async function makeGroup(): Promise<string> {
  const id = newId()
  await pool().query('insert into skill_groups(id, name) values ($1::uuid, $1::uuid::text)', [id])
  return id
}

export function channelOf(
  defaultGroupId: string,
  changes: Partial<ChannelConfiguration> = {},
): ChannelConfiguration {
  return channelInput.parse({
    name: `Channel ${newId()}`,
    kind: 'web',
    language: 'en',
    siteIds: [],
    projectTypes: [],
    allowedOrigins: ['https://shop.example'],
    color: '#2f6fed',
    greeting: { en: 'Hello', zh: '您好' },
    calendarId: null,
    defaultGroupId,
    identityForced: false,
    confirmClosing: false,
    settings: {},
    thresholds: {},
    ...changes,
  })
}

export function calendarOf(spans: OpenSpan[], changes: Partial<CalendarConfiguration> = {}) {
  const weekly = Object.fromEntries(weekdays.map((day) => [day, spans]))
  return {
    name: `Hours ${newId()}`,
    hours: { timeZone: 'UTC', weekly, exceptions: [] },
    ...changes,
  } as CalendarConfiguration
}

/** `count` conversations on the channel that name this category or wrap-up, ended. */
export async function makeConversations(
  count: number,
  where: { channelId: string; categoryId?: string; wrapUpId?: string },
): Promise<void> {
  await pool().query(
    `with c as (insert into customers(id, name) values (gen_random_uuid(), 'Lin') returning id),
      t as (insert into threads(id, customer_id, initiator, topic)
        select gen_random_uuid(), c.id, 'customer', 'general' from c returning id, customer_id)
     insert into conversations(id, thread_id, customer_id, channel_id, category_id, wrap_up_id, status, ended_at)
     select gen_random_uuid(), t.id, t.customer_id, $1, $2, $3, 'ended', now() from t, generate_series(1, $4)`,
    [where.channelId, where.categoryId ?? null, where.wrapUpId ?? null, count],
  )
}

export async function one<T>(text: string, values: unknown[] = []): Promise<T> {
  const { rows } = await pool().query(text, values)
  return rows[0] as T
}
