import { noteAudit } from '@/server/modules/accounts'
import type { Sql } from '@/server/platform/db/pool'

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
export async function recordAct(sql: Sql, { actor, conversationId, ...act }: Act): Promise<void> {
  const number = await numberOf(sql, conversationId)
  if (number === null) return
  await noteAudit(sql, {
    ...act,
    ...{ actor: { userId: actor.id, name: actor.name }, entity: 'conversation', entityId: conversationId },
    label: String(number),
  })
}

export async function numberOf(sql: Sql, conversationId: string): Promise<number | null> {
  const { rows } = await sql.query<{ number: number }>('select number from conversations where id = $1', [
    conversationId,
  ])
  return rows[0]?.number ?? null
}
