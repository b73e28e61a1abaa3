import { inTransaction, type Sql } from '@/server/platform/db/pool'
import type { AuditBreak, AuditCheck, AuditPlace } from '../contract'
import type { Json } from '../domain/audit-personal'
import { digestOf, entryColumns, GENESIS, hashEntry, type StoredEntry } from './audit-hash'
import { type Head, readHead } from './seal-audit'

const BATCH = 1_000

type Personal = { path: string; digest: string; salt: string | null; value: Json; erased: boolean }
type Row = StoredEntry & { position: number; hash: Buffer | null; personal: Personal[] }
type State = { head: Head; first: AuditPlace | null; erased: number; recorded: number }

/** A place and hash that somebody noted elsewhere: it must still be in the chain. */
export type Anchor = { position: number; hash: string }

/**
 * Walks the chain from its beginning, all of it as of one moment, and stops at the first entry that does not
 * follow from the one before it, whose personal values are not those it was made with, or that is missing.
 */
export async function verifyAudit(anchors: readonly Anchor[] = []): Promise<AuditCheck> {
  return inTransaction(async (sql) => {
    const state: State = { head: { position: 0, hash: GENESIS }, first: null, erased: 0, recorded: 0 }
    let broken: AuditBreak | null = null
    while (!broken) {
      const rows = await readRows(sql, state.head.position)
      if (rows.length === 0) break
      for (const row of rows) {
        broken = check(state, row, anchors)
        if (broken) break
      }
    }
    broken ??= await checkEnd(sql, state, anchors)
    const last = state.head.position === 0 ? null : place(state.head)
    return {
      ok: broken === null,
      entries: state.head.position,
      erased: state.erased,
      first: state.first,
      last,
      broken,
    }
  }, 'begin isolation level repeatable read read only')
}

const place = ({ position, hash }: Head): AuditPlace => ({ position, hash: hash.toString('hex') })

/** In the order of places, whatever gap there is: a gap is found by the number of the next one. */
async function readRows(sql: Sql, after: number): Promise<Row[]> {
  const { rows } = await sql.query<Row>({
    name: 'audit_verify',
    text: `select ${entryColumns}, e.position, e.hash, coalesce((select jsonb_agg(jsonb_build_object('path', p.path,
        'digest', encode(p.digest, 'hex'), 'salt', encode(p.salt, 'hex'), 'value', p.value, 'erased', p.value is null))
        from audit_personal p where p.entry_id = e.id), '[]') as personal
      from audit_entries e where e.position > $1 order by e.position limit ${BATCH}`,
    values: [after],
  })
  return rows
}

function check(state: State, row: Row, anchors: readonly Anchor[]): AuditBreak | null {
  const position = state.head.position + 1
  const broken = (why: AuditBreak['why']): AuditBreak => ({ position, entryId: row.id, why })
  if (row.position !== position) return { position, entryId: null, why: 'missing' }
  const digests = new Map(row.personal.map(({ path, digest }) => [path, Buffer.from(digest, 'hex')]))
  const hash = hashEntry(state.head.hash, position, row, digests)
  if (!row.hash || !hash.equals(row.hash)) return broken('changed')
  for (const { path, digest, salt, value, erased } of row.personal) {
    if (erased) state.erased += 1
    else if (!salt || digestOf(Buffer.from(salt, 'hex'), path, value).toString('hex') !== digest) {
      return broken('personal_changed')
    }
  }
  const anchor = anchors.find((known) => known.position === position)
  if (anchor && anchor.hash !== hash.toString('hex')) return broken('not_as_noted')
  if (row.action === 'erased' && row.entity === 'audit') state.recorded += valuesOf(row.after)
  state.head = { position, hash }
  state.first ??= place(state.head)
  return null
}

function valuesOf(after: Json): number {
  const values = after !== null && typeof after === 'object' && !Array.isArray(after) ? after.values : 0
  return typeof values === 'number' ? values : 0
}

async function checkEnd(sql: Sql, state: State, anchors: readonly Anchor[]): Promise<AuditBreak | null> {
  const head = await readHead(sql)
  const furthest = Math.max(head.position, ...anchors.map(({ position }) => position))
  const next = state.head.position + 1
  if (state.head.position < furthest) return { position: next, entryId: null, why: 'cut_off' }
  if (state.head.position > head.position || !head.hash.equals(state.head.hash)) {
    return { position: state.head.position, entryId: null, why: 'end_changed' }
  }
  // Values may vanish only on record.
  const missing = state.erased > state.recorded + (await countUnsealedErasures(sql))
  return missing ? { position: state.head.position, entryId: null, why: 'erased_unrecorded' } : null
}

async function countUnsealedErasures(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ n: number }>(
    `select coalesce(sum((after->>'values')::int), 0)::int as n from audit_entries
     where position is null and entity = 'audit' and action = 'erased'`,
  )
  return rows[0]?.n ?? 0
}
