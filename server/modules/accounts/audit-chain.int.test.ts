import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { clientFamily } from '@/server/platform/client-family'
import { inTransaction, pool } from '@/server/platform/db/pool'
import { inTransaction as inPrismaTransaction, prisma } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'
import { withOrigin } from '@/server/platform/request-context'
import { useTestDatabase } from '@/server/platform/testing/database'
import { checkAudit, eraseOldFromAudit, findAuditEntry, listAudit, noteAudit, recordAudit } from '.'
import { eraseFromAudit } from './actions/keep-audit'
import { ERASED } from './contract'
import { sealAudit } from './store/seal-audit'
import { verifyAudit } from './store/verify-audit'

useTestDatabase()

const admin = { userId: newId(), name: 'Ana Ruiz' }
const principal = { ...admin, agentId: null, roles: [], permissions: {}, groupIds: [], scopeGroupIds: [] }

async function write(n: number, after: object = { name: `Group ${n}` }): Promise<void> {
  const record = {
    actor: admin,
    action: 'updated',
    entity: 'skill_group',
    entityId: `g${n}`,
    label: `Group ${n}`,
  }
  await noteAudit(pool(), { ...record, before: { name: `Before ${n}` }, after })
}

const all = () => listAudit({ page: 1, pageSize: 200, direction: 'asc' })

beforeEach(async () => {
  await pool().query('truncate audit_entries, audit_personal, audit_head')
})

describe('the chain of the audit log', () => {
  it('holds every committed entry once, in one row of places, whoever seals at the same time', async () => {
    for (let round = 0; round < 6; round += 1) {
      await Promise.all([
        ...Array.from({ length: 12 }, (_, i) => write(round * 12 + i)),
        sealAudit(),
        sealAudit(true),
        sealAudit(true),
      ])
    }
    const check = await checkAudit()
    expect(check).toMatchObject({
      ok: true,
      entries: 72,
      broken: null,
      first: { position: 1 },
      last: { position: 72 },
    })
    const { rows } = await all()
    expect(rows.map(({ position }) => position).sort((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 72 }, (_, i) => i + 1),
    )
  })

  it('waits for nobody: what commits late is chained late', async () => {
    await inTransaction(async (sql) => {
      await noteAudit(sql, { actor: admin, action: 'created', entity: 'x', entityId: 'late', label: '' })
      await write(1)
      expect(await sealAudit(true)).toMatchObject({ sealed: 1 })
    })
    expect(await checkAudit()).toMatchObject({ ok: true, entries: 2 })
    const { rows } = await all()
    expect(rows.find(({ entityId }) => entityId === 'late')?.position).toBe(2)
  })

  it('takes in the entries from before there was a chain', async () => {
    await pool().query(
      `insert into audit_entries(id, actor_name, action, entity, entity_id, after)
       select gen_random_uuid(), 'System', 'created', 'channel', i::text, '{"n": 1.50, "big": 123456789012345678901234567890}'
       from generate_series(1, 1203) i`,
    )
    expect(await checkAudit()).toMatchObject({ ok: true, entries: 1203 })
  })

  it('keeps who, from where and what together for the reader, and beside the entry in the tables', async () => {
    const agent = 'Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36'
    const origin = {
      requestId: newId(),
      ip: '203.0.113.9',
      client: clientFamily(agent),
      via: 'token' as const,
      viaName: 'CI of Ana',
    }
    await withOrigin(origin, () =>
      inPrismaTransaction((tx) =>
        recordAudit(tx, {
          ...{ actor: admin, action: 'updated', entity: 'user', entityId: newId(), label: 'Bo Li' },
          ...{
            before: { name: 'Bo', email: 'bo@example.com' },
            after: { name: 'Bo Li', email: 'bo@example.com' },
          },
        }),
      ),
    )
    const read = async () => (await all()).rows[0]
    const before = await read()
    await sealAudit(true)
    expect(await read()).toEqual({ ...before, position: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(before).toMatchObject({
      actorName: 'Ana Ruiz',
      ip: '203.0.113.9',
      client: 'Chrome on Windows',
      viaName: 'CI of Ana',
    })
    const { rows } = await pool().query('select to_jsonb(e)::text as text from audit_entries e')
    for (const value of ['Ana', 'Bo', 'bo@example.com', '203.0.113.9', 'CI of'])
      expect(rows[0].text).not.toContain(value)
    expect(
      await listAudit({ page: 1, pageSize: 5, direction: 'asc', search: 'bo li', origin: '203.0' }),
    ).toMatchObject({ total: 1 })
    expect(await listAudit({ page: 1, pageSize: 5, direction: 'asc', origin: 'firefox' })).toMatchObject({
      total: 0,
    })
  })
})

const tampering = {
  change: `update audit_entries set action = action || 'x' where position = $1`,
  after: `update audit_entries set after = after || '{"name":"forged"}' where position = $1`,
  time: `update audit_entries set at = at + interval '1 millisecond' where position = $1`,
  origin: `update audit_entries set client = 'curl' where position = $1`,
  person: `update audit_entries set actor_id = gen_random_uuid() where position = $1`,
  remove: `delete from audit_entries where position = $1`,
  unseal: `update audit_entries set position = null where position = $1`,
  hash: `update audit_entries set hash = sha256(hash) where position = $1`,
  name: `update audit_personal set value = '"Somebody else"' where path = '/actorName' and entry_id = (select id from audit_entries where position = $1)`,
  unname: `delete from audit_personal where path = '/actorName' and entry_id = (select id from audit_entries where position = $1)`,
  eraseSilently: `update audit_personal set value = null, salt = null where path = '/actorName' and entry_id = (select id from audit_entries where position = $1)`,
  redigest: `update audit_personal set digest = sha256(digest) where path = '/actorName' and entry_id = (select id from audit_entries where position = $1)`,
  insert: `with moved as (update audit_entries set position = position + 100000 where position >= $1 returning 1)
    insert into audit_entries(id, actor_name, action, entity, entity_id, position, hash)
    select gen_random_uuid(), 'System', 'created', 'x', 'forged', $1, sha256('x') where exists (select 1 from moved)`,
  swap: `update audit_entries e set position = -e.position where e.position in ($1, case when $1 = 1 then 2 else $1 - 1 end)`,
}

describe('tampering', () => {
  it('of any kind at any place is found', async () => {
    for (let i = 0; i < 15; i += 1) await write(i)
    await sealAudit(true)
    await pool().query(
      'create table kept_e as table audit_entries; create table kept_p as table audit_personal',
    )
    const kinds = Object.keys(tampering) as (keyof typeof tampering)[]
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...kinds), fc.integer({ min: 1, max: 15 }), async (kind, at) => {
        await pool().query(`truncate audit_entries, audit_personal; insert into audit_entries select * from kept_e;
          insert into audit_personal select * from kept_p`)
        expect((await verifyAudit()).ok).toBe(true)
        const { rowCount } = await pool().query(tampering[kind].replaceAll('$1', String(at)))
        expect(rowCount).toBeGreaterThan(0)
        if (kind === 'insert') {
          await pool().query('update audit_entries set position = position - 99999 where position > 100000')
        }
        if (kind === 'swap') {
          const lower = at === 1 ? 1 : at - 1
          await pool().query(
            `update audit_entries set position = ${2 * lower + 1} + position where position < 0`,
          )
        }
        const check = await verifyAudit()
        expect(check.ok, `${kind} at ${at}`).toBe(false)
        expect(check.broken).not.toBeNull()
      }),
      { numRuns: 60 },
    )
  })

  it('with a rewritten end is found by a place noted elsewhere', async () => {
    for (let i = 0; i < 5; i += 1) await write(i)
    const { last } = await checkAudit()
    await pool().query('delete from audit_entries where position > 3')
    expect((await verifyAudit()).broken).toMatchObject({ why: 'cut_off', position: 4 })
    await pool().query(
      'update audit_head set position = 3, hash = (select hash from audit_entries where position = 3)',
    )
    expect((await verifyAudit()).ok).toBe(true)
    expect((await verifyAudit([last!])).broken).toMatchObject({ why: 'cut_off' })
    await write(8)
    await write(9)
    await sealAudit(true)
    expect((await verifyAudit([last!])).broken).toMatchObject({ why: 'not_as_noted', position: 5 })
  })
})

describe('erasing', () => {
  it('takes a person out of the log, is on record, and the chain holds', async () => {
    const person = newId()
    await prisma().user.create({ data: { id: person, email: 'bo@example.com', name: 'Bo Li' } })
    await noteAudit(pool(), {
      ...{
        actor: { userId: person, name: 'Bo Li' },
        action: 'updated',
        entity: 'channel',
        entityId: 'c',
        label: 'Web',
      },
      after: { name: 'Web', contact: 'bo@example.com' },
    })
    await noteAudit(pool(), {
      ...{ actor: admin, action: 'updated', entity: 'skill_group', entityId: 'g', label: 'Returns' },
      ...{ before: { members: [{ agentId: person, name: 'Bo Li' }] }, after: { members: [] } },
    })
    await write(1)
    expect(await eraseFromAudit(principal, person)).toEqual({ values: 3 })
    expect(await checkAudit()).toMatchObject({ ok: true, entries: 4, erased: 3 })
    const { rows } = await all()
    expect(JSON.stringify(rows)).not.toMatch(/Bo Li|bo@example/)
    expect(rows.find(({ entityId }) => entityId === 'c')).toMatchObject({
      actorName: ERASED,
      after: { name: 'Web' },
    })
    expect(rows.at(-1)).toMatchObject({
      action: 'erased',
      entity: 'audit',
      entityId: person,
      after: { values: 3 },
    })
    const holed = rows.find(({ entityId }) => entityId === 'g')
    await expect(findAuditEntry(holed?.id ?? '')).rejects.toMatchObject({ code: 'invalid_state' })
    await expect(eraseFromAudit(principal, person)).rejects.toMatchObject({ code: 'not_found' })
    const { rows: stored } = await pool().query(
      `select value, salt from audit_personal where subject_id = $1`,
      [person],
    )
    for (const row of stored) expect(row).toEqual({ value: null, salt: null })
  })

  it('of what is old leaves what is younger', async () => {
    await write(1)
    await pool().query(`update audit_entries set at = at - interval '40 days'`)
    await write(2)
    expect(await eraseOldFromAudit(new Date(Date.now() - 30 * 86_400_000))).toBe(1)
    expect(await eraseOldFromAudit(new Date(Date.now() - 30 * 86_400_000))).toBe(0)
    const { rows } = await all()
    expect(rows.map(({ actorName }) => actorName)).toEqual([ERASED, 'Ana Ruiz', 'System'])
    expect(await checkAudit()).toMatchObject({ ok: true, entries: 3, erased: 1 })
  })
})
