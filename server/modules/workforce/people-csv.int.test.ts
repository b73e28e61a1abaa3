import { beforeEach, describe, expect, it } from 'vitest'
import { builtInRoles } from '@/server/access'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { onSignal } from '@/server/platform/signals'
import { useTestDatabase } from '@/server/platform/testing/database'
import { exportPeople } from '.'
import { importPeople } from './actions/import-people'
import { peopleFilter } from './contract'
import { listPeople } from './store/list-people'
import { principalOf } from './testing'

useTestDatabase()
const admin = principalOf('administrator')

beforeEach(async () => {
  await pool().query('truncate organization, users, roles, skill_groups, audit_entries cascade')
  await pool().query(`insert into organization(id, name, time_zone) values (1, 'Test', 'UTC')`)
  await pool().query(`insert into skill_groups(id, name, updated_at) values ($1, 'Returns', now())`, [
    newId(),
  ])
  for (const [key, { name, permissions }] of Object.entries(builtInRoles))
    await pool().query(
      'insert into roles(id, key, name, built_in, permissions) values ($1, $2, $3, true, $4)',
      [...[newId(), key, name, JSON.stringify(permissions)]],
    )
})

const header = 'email,name,language,roles,agent,public_name,languages,limit,groups'
const good = (n: number) =>
  `p${n}@example.org,Person ${n},zh,agent,yes,P${n},zh; en,4,Returns|2|15|3|receiver`
const count = async (table: 'users' | 'agents' | 'group_members' | 'audit_entries'): Promise<number> =>
  (await pool().query(`select count(*)::int as n from ${table}`)).rows[0].n
const all = () => listPeople(peopleFilter.parse({}), null, { limit: 200, offset: 0 })

async function exported(): Promise<string> {
  let text = ''
  for await (const piece of exportPeople(admin, peopleFilter.parse({}))) text += piece
  return text
}

describe('a file of people', () => {
  it('of 50,000 rows with 37 bad ones names each bad field, changes nothing, and lets others be served', async () => {
    const bad = [
      (n: number) => `not an address,Person ${n},zh,agent,yes,,,,`,
      (n: number) => `q${n}@example.org,,zh,agent,yes,,,,`,
      (n: number) => `q${n}@example.org,Person,zh,emperor,yes,,,,`,
      (n: number) => `q${n}@example.org,Person,zh,agent,perhaps,,,,`,
      (n: number) => `q${n}@example.org,Person,zh,agent,yes,,,many,`,
      (n: number) => `q${n}@example.org,Person,zh,agent,yes,,,4,Nowhere|1`,
      (n: number) => `q${n}@example.org,Person,tlh,agent,yes,,,4,Returns|0`,
    ]
    const rows = Array.from({ length: 50_000 }, (_, n) => good(n))
    const places = Array.from({ length: 37 }, (_, n) => n * 1_300 + 17)
    for (const [n, place] of places.entries()) rows[place] = bad[n % bad.length]?.(n) ?? ''
    let turns = 0
    let running = true
    const others = (async () => {
      while (running) {
        await new Promise((done) => setImmediate(done))
        turns += 1
      }
    })()
    const report = await importPeople(admin, { csv: [header, ...rows].join('\r\n'), dryRun: false })
    running = false
    await others
    expect(report).toMatchObject({ applied: false, created: 0, updated: 0 })
    expect([...new Set(report.problems.map(({ row }) => row))]).toEqual(places.map((place) => place + 2))
    expect(new Set(report.problems.map(({ column, code }) => `${column} ${code}`))).toEqual(
      new Set([
        ...[
          'email bad_email',
          'name bad_name',
          'roles unknown_role',
          'agent not_yes_no',
          'limit not_a_number',
        ],
        ...['groups unknown_group', 'language bad_language', 'groups bad_membership'],
      ]),
    )
    const told = report.problems.map((problem) => JSON.stringify(problem))
    expect(told).toEqual([...new Set(told)])
    expect(turns).toBeGreaterThan(100)
    expect(await count('users')).toBe(0)
  })

  it('does all rows, each with its entry in the audit log; a trial does none', async () => {
    const csv = [header, ...Array.from({ length: 300 }, (_, n) => good(n))].join('\n')
    expect(await importPeople(admin, { csv, dryRun: true })).toMatchObject({ applied: false, created: 300 })
    expect(await count('users')).toBe(0)
    expect(await importPeople(admin, { csv, dryRun: false })).toMatchObject({ applied: true, created: 300 })
    for (const table of ['users', 'agents', 'group_members', 'audit_entries'] as const)
      expect(await count(table)).toBe(300)
    const { rows, total } = await all()
    expect(total).toBe(300)
    expect(rows[0]).toMatchObject({
      ...{ email: 'p0@example.org', state: 'no_sign_in', locale: 'zh', roles: [{ key: 'agent' }] },
      agent: { publicName: 'P0', capacity: 4, groups: [{ name: 'Returns' }] },
    })
  })

  it('comes back from the export unchanged, formulas as plain text', async () => {
    const name = '=HYPERLINK("http://evil")'
    const csv = `${header}\n${good(1)}\nx@example.org,"'${name.replaceAll('"', '""')}",,,no,,,,`
    await importPeople(admin, { csv, dryRun: false })
    const text = await exported()
    expect(text).toContain(`'=HYPERLINK`)
    expect(text).not.toMatch(/(^|[,\n])"?=/)
    expect(await importPeople(admin, { csv: text, dryRun: false })).toMatchObject({
      applied: true,
      unchanged: 2,
    })
    expect((await all()).rows.map((row) => row.name)).toContain(name)
  })

  it('changes only what its columns say, and refuses one address twice', async () => {
    await importPeople(admin, { csv: `${header}\n${good(1)}`, dryRun: false })
    await importPeople(admin, { csv: 'email,limit\nP1@EXAMPLE.org,9', dryRun: false })
    expect((await all()).rows[0]).toMatchObject({
      ...{ name: 'Person 1', agent: { capacity: 9, groups: [{ name: 'Returns' }] } },
    })
    const twice = await importPeople(admin, { csv: 'email,name\na@b.org,A\nA@b.org,B', dryRun: true })
    expect(twice.problems).toEqual([{ row: 3, column: 'email', code: 'email_twice', value: 'a@b.org' }])
  })

  it('reaches at once those whose record it changed, and nobody else', async () => {
    await importPeople(admin, { csv: `${header}\n${good(1)}\n${good(2)}`, dryRun: false })
    const told: string[] = []
    const stop = onSignal('user_revoked', ({ userId }) => told.push(userId))
    const csv = 'email,roles\np1@example.org,manager\np2@example.org,agent'
    await importPeople(admin, { csv, dryRun: true })
    expect(told).toEqual([])
    await importPeople(admin, { csv, dryRun: false })
    stop()
    const { rows } = await all()
    expect(told).toEqual(rows.filter(({ email }) => email === 'p1@example.org').map(({ id }) => id))
  })

  it('gives nobody a role that the one who imports could not give', async () => {
    const lead = principalOf('supervisor')
    const mine = { ...lead, permissions: { ...lead.permissions, 'users.write': 'all' as const } }
    const report = await importPeople(mine, {
      csv: 'email,name,roles\na@b.org,A,Administrator',
      dryRun: false,
    })
    expect(report.problems).toMatchObject([{ row: 2, column: 'roles', code: 'role_above' }])
  })
})

describe('the list', () => {
  it('is searched, narrowed, sorted and paged by the server', async () => {
    const csv = [
      header,
      ...Array.from({ length: 60 }, (_, n) => good(n)),
      'z@example.org,Zoe,,manager,no,,,,',
    ]
    await importPeople(admin, { csv: csv.join('\n'), dryRun: false })
    const list = (filter: object, limit = 25) =>
      listPeople(peopleFilter.parse(filter), null, { limit, offset: 0 })
    expect(await list({ search: 'person 5' })).toMatchObject({ total: 11 })
    expect(await list({ search: '50%' })).toMatchObject({ total: 0 })
    expect((await list({ kind: 'others' })).rows).toMatchObject([{ name: 'Zoe', agent: null }])
    expect((await list({ role: 'manager' })).rows).toMatchObject([{ name: 'Zoe' }])
    expect((await list({ sort: 'name', direction: 'desc' }, 1)).rows).toMatchObject([{ name: 'Zoe' }])
    expect(await list({ state: 'active' })).toMatchObject({ total: 0 })
    expect(await list({ status: 'offline' })).toMatchObject({ total: 60 })
    const group = (await pool().query('select id from skill_groups')).rows[0].id
    expect(await list({ groupId: group })).toMatchObject({ total: 60 })
    const own = { userId: newId(), groupIds: [] }
    expect(await listPeople(peopleFilter.parse({}), own, { limit: 25, offset: 0 })).toMatchObject({
      total: 0,
    })
  })
})
