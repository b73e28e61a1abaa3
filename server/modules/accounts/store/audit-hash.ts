import { createHash } from 'node:crypto'
import { canonicalJson, type Json } from '../domain/audit-personal'

/** An entry as it stands in the table: personal values are taken out. */
export type StoredEntry = {
  id: string
  at: Date
  actorId: string | null
  actorName: string
  action: string
  entity: string
  entityId: string
  label: string
  before: Json
  after: Json
  requestId: string | null
  ip: string | null
  client: string | null
  via: string | null
  viaName: string | null
}

export const entryColumns = `e.id, e.at, e.actor_id as "actorId", e.actor_name as "actorName", e.action, e.entity,
  e.entity_id as "entityId", e.label, e.before, e.after, e.request_id as "requestId", e.ip, e.client, e.via,
  e.via_name as "viaName"`

/** What the first entry follows. */
export const GENESIS = Buffer.alloc(32)

/** With its path, so that two values cannot change places. */
export function digestOf(salt: Buffer, path: string, value: Json): Buffer {
  return createHash('sha256')
    .update(salt)
    .update(canonicalJson([path, value]))
    .digest()
}

/** hash = SHA-256(previous hash ‖ canonical JSON of the entry, its place, and the digests of what is personal). */
export function hashEntry(
  previous: Buffer,
  position: number,
  entry: StoredEntry,
  digests: ReadonlyMap<string, Buffer>,
): Buffer {
  const personal = Object.fromEntries([...digests].map(([path, digest]) => [path, digest.toString('hex')]))
  const { id, actorId, actorName, action, entity, entityId, label, before, after } = entry
  const { requestId, ip, client, via, viaName } = entry
  const body = canonicalJson({
    ...{
      position,
      id,
      at: entry.at.toISOString(),
      actorId,
      actorName,
      action,
      entity,
      entityId,
      label,
      before,
    },
    ...{ after, requestId, ip, client, via, viaName, personal },
  })
  return createHash('sha256').update(previous).update(body).digest()
}
