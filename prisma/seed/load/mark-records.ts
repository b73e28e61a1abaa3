import { randomBytes } from 'node:crypto'
import type pg from 'pg'

const tables = [
  'users',
  'calendars',
  'skill_groups',
  'channels',
  'categories',
  'wrap_ups',
  'routing_rules',
  'quick_replies',
  'macros',
  'knowledge_articles',
  'procedures',
  'customers',
  'conversations',
]

/** Notes everything that was made, in the transaction that made it: so the demo can be told from all that follows. */
export async function markRecords(client: pg.ClientBase): Promise<void> {
  for (const table of tables)
    await client.query(`insert into demo_records(kind, id) select $1, id from ${table}`, [table])
  await client.query(
    `insert into demo_records(kind, id) select 'organization', md5(name)::uuid from organization`,
  )
}

/** The demo's web channel can sign its customers from the start; nobody can guess with what. */
export async function giveIdentitySecret(client: pg.ClientBase): Promise<void> {
  const secret = randomBytes(32).toString('base64url')
  await client.query(`update channels set identity_secret = $1 where public_key = 'demo-web'`, [secret])
}
