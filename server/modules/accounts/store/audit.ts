import type { Sql } from '@/server/platform/db/pool'
import { type Db, Prisma, prisma } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'
import type { AuditListInput, AuditView } from '../contract'

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
}

/** Written in the change's own transaction: no change without its entry, no entry without its change. */
export async function recordAudit(tx: Db, record: AuditRecord): Promise<void> {
  await tx.auditEntry.create({
    data: {
      id: newId(),
      actorId: record.actor?.userId ?? null,
      actorName: record.actor?.name ?? 'System',
      action: record.action,
      entity: record.entity,
      entityId: record.entityId,
      label: record.label,
      before: toJson(record.before),
      after: toJson(record.after),
    },
  })
}

/** The same in a transaction, or on a connection, of pg. */
export async function noteAudit(sql: Sql, record: AuditRecord): Promise<void> {
  await sql.query(
    `insert into audit_entries(id, actor_id, actor_name, action, entity, entity_id, label, before, after)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[
        newId(),
        record.actor?.userId ?? null,
        record.actor?.name ?? 'System',
        record.action,
        record.entity,
      ],
      ...[record.entityId, record.label],
      record.before ? JSON.stringify(record.before) : null,
      record.after ? JSON.stringify(record.after) : null,
    ],
  )
}

export async function listAudit(input: AuditListInput): Promise<{ rows: AuditView[]; total: number }> {
  const where = filterOf(input)
  const [rows, total] = await Promise.all([
    prisma().auditEntry.findMany({
      where,
      orderBy: [{ at: input.direction }, { id: input.direction }],
      skip: (input.page - 1) * input.pageSize,
      take: input.pageSize,
    }),
    prisma().auditEntry.count({ where }),
  ])
  return { rows: rows.map(toView), total }
}

export async function findAuditEntry(id: string): Promise<AuditView | null> {
  const row = await prisma().auditEntry.findUnique({ where: { id } })
  return row && toView(row)
}

function filterOf({ entity, entityId, action, search }: AuditListInput): Prisma.AuditEntryWhereInput {
  const contains = { contains: search ?? '', mode: 'insensitive' as const }
  return {
    ...(entity && { entity }),
    ...(entityId && { entityId }),
    ...(action && { action }),
    ...(search && { OR: [{ actorName: contains }, { label: contains }, { action: contains }] }),
  }
}

function toJson(value: object | null | undefined): Prisma.InputJsonValue | typeof Prisma.DbNull {
  return value ? (value as Prisma.InputJsonObject) : Prisma.DbNull
}

function toView(row: Prisma.AuditEntryGetPayload<object>): AuditView {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actorId: row.actorId,
    actorName: row.actorName,
    action: row.action,
    entity: row.entity,
    entityId: row.entityId,
    label: row.label,
    before: row.before as Record<string, unknown> | null,
    after: row.after as Record<string, unknown> | null,
  }
}
