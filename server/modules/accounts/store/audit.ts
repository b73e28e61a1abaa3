import type { Sql } from '@/server/platform/db/pool'
import { type Db, Prisma } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'
import { currentOrigin } from '@/server/platform/request-context'

export type AuditRecord = {
  /** null = the system itself. */
  actor: { userId: string; name: string } | null
  /** A verb in the past: created, updated, deleted, paused … */
  action: string
  /** The kind of record: skill_group, user, access_token … */
  entity: string
  entityId: string
  /** The record's name at that time. */
  label: string
  before?: object | null
  after?: object | null
  /** Where the change has a time of its own. */
  at?: Date
}

/**
 * Written in the change's own transaction: no change without its entry, no entry without its change. Where the
 * request came from is added here. The place in the chain is given after the commit (seal-audit.ts).
 */
export async function recordAudit(tx: Db, record: AuditRecord): Promise<void> {
  const { actor, at, before, after, ...rest } = record
  await tx.auditEntry.create({
    data: {
      id: newId(),
      ...(at && { at }),
      ...{ actorId: actor?.userId ?? null, actorName: actor?.name ?? 'System', ...rest },
      ...{ before: toJson(before), after: toJson(after), ...currentOrigin() },
    },
  })
}

/** The same in a transaction, or on a connection, of pg. */
export async function noteAudit(sql: Sql, record: AuditRecord): Promise<void> {
  const origin = currentOrigin()
  const { actor, action, entity, entityId, label, before, after, at } = record
  await sql.query(
    `insert into audit_entries(id, actor_id, actor_name, action, entity, entity_id, label, before, after,
       request_id, ip, client, via, via_name, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, coalesce($15, now()))`,
    [
      ...[newId(), actor?.userId ?? null, actor?.name ?? 'System', action, entity, entityId, label],
      before ? JSON.stringify(before) : null,
      after ? JSON.stringify(after) : null,
      ...[origin?.requestId, origin?.ip, origin?.client, origin?.via, origin?.viaName, at].map(
        (v) => v ?? null,
      ),
    ],
  )
}

function toJson(value: object | null | undefined): Prisma.InputJsonValue | typeof Prisma.DbNull {
  return value ? (value as Prisma.InputJsonObject) : Prisma.DbNull
}
