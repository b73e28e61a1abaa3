import type { Sql } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'

export type Act = {
  actor: { id: string; name: string }
  /** A verb in the past: taken_over, reassigned, moved. */
  action: string
  conversationId: string
  at: Date
  before: object
  after: object
}

/** A supervisor's act in the audit log, in the transaction of the act itself. */
export async function recordAct(sql: Sql, act: Act): Promise<void> {
  await sql.query(
    `insert into audit_entries(id, at, actor_id, actor_name, action, entity, entity_id, label, before, after)
     select $1, $2, $3, $4, $5, 'conversation', c.id::text, c.number::text, $7, $8 from conversations c where c.id = $6::uuid`,
    [
      newId(),
      act.at,
      act.actor.id,
      act.actor.name,
      act.action,
      act.conversationId,
      JSON.stringify(act.before),
      JSON.stringify(act.after),
    ],
  )
}
