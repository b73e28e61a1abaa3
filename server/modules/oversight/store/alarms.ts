import type { Sql } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import type { Cause, OpenAlarm, Rule } from '../domain/alarms'

export type SweepRule = Rule & {
  createdAt: Date
  receivers: { owner?: boolean; userIds?: string[]; roleKeys?: string[] }
  webhookUrl: string | null
}

/** True for the one process that looks now; the others have nothing to do. */
export async function takeSweepLock(sql: Sql): Promise<boolean> {
  const { rows } = await sql.query<{ got: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended('alarms', 0)) as got`,
  )
  return rows[0]?.got ?? false
}

/** Rules in force; a group of a scope brings those below it. */
export async function listEnabledRules(sql: Sql): Promise<SweepRule[]> {
  const { rows } = await sql.query<SweepRule>({
    name: 'alarm_rules_enabled',
    text: `select r.id, r.kind, r.level, r.threshold, r.repeat_seconds as "repeatSeconds", r.receivers,
        r.webhook_url as "webhookUrl", r.created_at as "createdAt",
        array(with recursive below as (
            select g.id from skill_groups g where r.scope->'groupIds' ? g.id::text
            union select g.id from skill_groups g join below b on g.parent_id = b.id)
          select id from below) as "groupIds",
        array(select jsonb_array_elements_text(coalesce(r.scope->'channelIds', '[]'))) as "channelIds"
      from alarm_rules r where r.enabled`,
  })
  return rows
}

export async function listOpenAlarms(sql: Sql): Promise<OpenAlarm[]> {
  const { rows } = await sql.query<Omit<OpenAlarm, 'toldAt'> & { toldAt: Date }>({
    name: 'alarms_open',
    text: `select id, rule_id as "ruleId", level, subject, told_at as "toldAt", acknowledged_at is not null as acknowledged
      from alarms where resolved_at is null`,
  })
  return rows.map((row) => ({ ...row, toldAt: row.toldAt.getTime() }))
}

/** null when it stands open already. */
export async function insertAlarm(
  sql: Sql,
  cause: Cause,
  receivers: string[],
  at: Date,
): Promise<string | null> {
  const { fact } = cause
  const id = newId()
  const { rowCount } = await sql.query(
    `insert into alarms(id, rule_id, kind, level, subject, conversation_id, agent_id, group_id, value, raised_at, told_at, receivers)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11) on conflict do nothing`,
    [
      ...[id, cause.ruleId, cause.kind, cause.level, fact.subject, fact.conversationId, fact.agentId],
      ...[fact.groupIds[0] ?? null, fact.value, at, receivers],
    ],
  )
  return rowCount === 1 ? id : null
}

export type Told = { id: string; receivers: string[]; ruleId: string | null }

/** Told once more, with the value of now. */
export async function repeatAlarm(
  sql: Sql,
  id: string,
  value: number | null,
  at: Date,
): Promise<Told | null> {
  const { rows } = await sql.query<Told>(
    `update alarms set told_at = $2, times_told = times_told + 1, value = coalesce($3, value)
     where id = $1 and resolved_at is null and acknowledged_at is null
     returning id, receivers, rule_id as "ruleId"`,
    [id, at, value],
  )
  return rows[0] ?? null
}

export async function resolveAlarms(sql: Sql, ids: readonly string[], at: Date): Promise<Told[]> {
  if (ids.length === 0) return []
  const { rows } = await sql.query<Told>(
    `update alarms set resolved_at = $2 where id = any($1) and resolved_at is null
     returning id, receivers, rule_id as "ruleId"`,
    [ids, at],
  )
  return rows
}

/** Of two who acknowledge, one does; null for the other. */
export async function acknowledge(
  sql: Sql,
  id: string,
  by: { userId: string; note: string },
  at: Date,
): Promise<Told | null> {
  const { rows } = await sql.query<Told>(
    `update alarms set acknowledged_at = $4, acknowledged_by = $2, note = nullif($3, '')
     where id = $1 and acknowledged_at is null returning id, receivers, rule_id as "ruleId"`,
    [id, by.userId, by.note, at],
  )
  return rows[0] ?? null
}
