import { randomBytes } from 'node:crypto'
import { inTransaction, pool, type Sql } from '@/server/platform/db/pool'
import { findPersonal, type Json, type PersonalValue, withValues } from '../domain/audit-personal'
import { digestOf, entryColumns, GENESIS, hashEntry, type StoredEntry } from './audit-hash'

/** Entries are chained so many in one transaction. */
const BATCH = 500
const LOCK = `hashtextextended('audit.chain', 0)`
/** The one lock of the chain, for those who wait for it. */
export const lockedBegin = `begin; select pg_advisory_xact_lock(${LOCK})`

export type Head = { position: number; hash: Buffer }

export async function readHead(sql: Sql): Promise<Head> {
  const { rows } = await sql.query<Head>('select position, hash from audit_head where id = 1')
  return rows[0] ?? { position: 0, hash: GENESIS }
}

/**
 * Gives every committed entry that has none its place and hash. Writers of entries are never in its way: they
 * insert without a place, and what commits later is chained later, so an order of commits is all that is
 * needed. One process at a time; the others leave (or wait, where the result must be complete).
 */
export async function sealAudit(wait = false): Promise<{ sealed: number; head: Head | null }> {
  let sealed = 0
  let head: Head | null = null
  for (;;) {
    const round = await inTransaction(
      async (sql) => {
        if (!wait && !(await takeLock(sql))) return null
        return sealSome(sql)
      },
      wait ? lockedBegin : 'begin',
    )
    if (!round) break
    sealed += round.count
    if (round.count > 0) head = round.head
    if (round.count < BATCH) break
  }
  return { sealed, head }
}

/** A look without a lock, so that a quiet second costs one short query. */
export async function hasUnsealed(): Promise<boolean> {
  const { rows } = await pool().query<{ found: boolean }>({
    name: 'audit_unsealed',
    text: 'select exists (select 1 from audit_entries where position is null) as found',
  })
  return rows[0]?.found ?? false
}

async function takeLock(sql: Sql): Promise<boolean> {
  const { rows } = await sql.query<{ mine: boolean }>(`select pg_try_advisory_xact_lock(${LOCK}) as mine`)
  return rows[0]?.mine ?? false
}

type Sealed = { entry: StoredEntry; position: number; hash: Buffer }
type Kept = PersonalValue & { entryId: string; salt: Buffer; digest: Buffer }

async function sealSome(sql: Sql): Promise<{ count: number; head: Head }> {
  let head = await readHead(sql)
  const { rows } = await sql.query<StoredEntry>(
    `select ${entryColumns} from audit_entries e where e.position is null order by e.at, e.id limit ${BATCH}`,
  )
  const kept: Kept[] = []
  const sealed: Sealed[] = rows.map((whole) => {
    const found = findPersonal(whole).map((value) => {
      const salt = randomBytes(16)
      return { ...value, entryId: whole.id, salt, digest: digestOf(salt, value.path, value.value) }
    })
    kept.push(...found)
    const entry = withoutPersonal(whole, found)
    const position = head.position + 1
    const digests = new Map(found.map(({ path, digest }) => [path, digest]))
    head = { position, hash: hashEntry(head.hash, position, entry, digests) }
    return { entry, position, hash: head.hash }
  })
  if (sealed.length > 0) await write(sql, sealed, kept, head)
  return { count: sealed.length, head }
}

/** Text columns that may not be null are left empty. */
function withoutPersonal(whole: StoredEntry, found: readonly PersonalValue[]): StoredEntry {
  const texts = ['/actorName', '/label']
  const emptied = found.map(({ path }): [string, Json] => [path, texts.includes(path) ? '' : null])
  const { at, ...rest } = whole
  return { ...withValues(rest, new Map(emptied)), at }
}

const toJson = (value: Json) => (value === null ? null : JSON.stringify(value))

async function write(sql: Sql, sealed: Sealed[], kept: Kept[], head: Head): Promise<void> {
  const column = <T>(pick: (row: Sealed) => T) => sealed.map(pick)
  await sql.query(
    `update audit_entries e set position = s.position, hash = s.hash, actor_name = s.actor_name, label = s.label,
       ip = s.ip, via_name = s.via_name, before = s.before::jsonb, after = s.after::jsonb
     from unnest($1::uuid[], $2::bigint[], $3::bytea[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
       as s(id, position, hash, actor_name, label, ip, via_name, before, after) where e.id = s.id`,
    [
      ...[column((s) => s.entry.id), column((s) => s.position), column((s) => s.hash)],
      ...[column((s) => s.entry.actorName), column((s) => s.entry.label), column((s) => s.entry.ip)],
      column((s) => s.entry.viaName),
      ...[column((s) => toJson(s.entry.before)), column((s) => toJson(s.entry.after))],
    ],
  )
  await sql.query(
    `insert into audit_personal(entry_id, path, subject_id, digest, salt, value)
     select entry_id, path, subject_id, digest, salt, value::jsonb
     from unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::bytea[], $6::text[])
       as p(entry_id, path, subject, digest, salt, value),
       lateral (select case when subject ~ '^[0-9a-fA-F-]{36}$' then subject::uuid end as subject_id) s`,
    [
      ...[kept.map((k) => k.entryId), kept.map((k) => k.path), kept.map((k) => k.subjectId)],
      ...[kept.map((k) => k.digest), kept.map((k) => k.salt), kept.map((k) => JSON.stringify(k.value))],
    ],
  )
  await sql.query(
    `insert into audit_head(id, position, hash) values (1, $1, $2)
     on conflict (id) do update set position = excluded.position, hash = excluded.hash, sealed_at = now()`,
    [head.position, head.hash],
  )
}
