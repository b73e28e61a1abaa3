import type { Sql } from '@/server/platform/db/pool'
import type { RecordRef } from '../domain/keep-records'

const inDemo = (kind: string) =>
  `select id from demo_records where kind = '${kind}' and id <> all($1::uuid[])`

/** In this order, so that what names another goes first. */
const kinds = [
  'routing_rules',
  'macros',
  'quick_replies',
  'knowledge_articles',
  'procedures',
  'channels',
  'skill_groups',
  'calendars',
  'categories',
  'wrap_ups',
  'users',
] as const

/**
 * What is left of the demo when its conversations are gone, in one transaction. What stays for the sake of
 * one's own is one's own from now on; people who stay only because conversations name them cannot sign in.
 */
export async function removeConfiguration(sql: Sql, kept: readonly RecordRef[], at: Date): Promise<void> {
  const ids = (kind: string) => kept.filter((ref) => ref.kind === kind).map(({ id }) => id)
  const groups = inDemo('skill_groups')
  await sql.query(
    `update skill_groups set parent_id = null, overflow_group_id = null where id in (${groups})`,
    [ids('skill_groups')],
  )
  for (const tree of ['categories', 'wrap_ups'])
    await sql.query(`update ${tree} set parent_id = null where id in (${inDemo(tree)})`, [ids(tree)])
  await sql.query(`update agents set enabled = false, version = version + 1 where id = any($1)`, [
    ids('users'),
  ])
  await sql.query('delete from group_members where agent_id = any($1)', [ids('users')])
  await sql.query(
    `update alarm_rules set version = version + 1, receivers = jsonb_set(receivers, '{userIds}',
       (select coalesce(jsonb_agg(v), '[]') from jsonb_array_elements_text(receivers->'userIds') v
        where not exists (select 1 from demo_records d where d.kind = 'users' and d.id = v::uuid)))
     where exists (select 1 from jsonb_array_elements_text(coalesce(receivers->'userIds', '[]')) v
       join demo_records d on d.kind = 'users' and d.id = v::uuid)`,
  )
  await sql.query(
    `delete from alarms where agent_id in (${inDemo('users')}) or group_id in
       (select id from demo_records where kind = 'skill_groups' and id <> all($2::uuid[]))`,
    [ids('users'), ids('skill_groups')],
  )
  for (const kind of kinds) await sql.query(`delete from ${kind} where id in (${inDemo(kind)})`, [ids(kind)])
  await sql.query(
    `update organization set name = $1 where exists
       (select 1 from demo_records d where d.kind = 'organization' and d.id = md5(organization.name)::uuid)`,
    ['My organisation'],
  )
  // Publications outlive a procedure for the runs that went through them; those of the demo have gone.
  await sql.query(
    `delete from procedure_versions v where not exists (select 1 from procedures p where p.id = v.procedure_id)
       and not exists (select 1 from procedure_runs r where r.procedure_id = v.procedure_id)
       and not exists (select 1 from procedure_run_steps s where s.procedure_id = v.procedure_id)`,
  )
  await sql.query(
    'update knowledge_state set generation = generation + 1, procedure_generation = procedure_generation + 1',
  )
  await sql.query('delete from demo_records')
  await sql.query(`select refresh_sort_keys(id) from (select id from agents order by id) a`)
  await sql.query('update organization set config_version = config_version + 1')
  await sql.query('update demo_removals set finished_at = $1 where id = 1', [at])
}
