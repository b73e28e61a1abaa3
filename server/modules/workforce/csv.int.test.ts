import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { exportGroups } from './actions/export-groups'
import { importGroups } from './actions/import-groups'
import { createGroup } from './actions/save-group'
import type { GroupFilter } from './contract'
import { findGroupDetail } from './store/group-detail'
import { makeAgent, memberOf, one, principalOf, settingsOf } from './testing'

useTestDatabase()
const admin = principalOf('administrator')
beforeAll(() => pool().query(`insert into organization(id, name, time_zone) values (1, 'Test', 'UTC')`))

async function exported(filter: Partial<GroupFilter>): Promise<string> {
  let text = ''
  for await (const piece of exportGroups(admin, { sort: 'name', direction: 'asc', ...filter })) text += piece
  return text
}
const count = async () => (await one<{ n: number }>('select count(*)::int as n from skill_groups', [])).n

describe('import', () => {
  it('creates and updates by name, in any order of rows, all in one', async () => {
    const mark = newId()
    const agentId = await makeAgent()
    const { id } = await createGroup(admin, {
      ...settingsOf({ name: `Old ${mark}`, description: 'stays' }),
      agentLimits: [],
    })
    const csv = [
      '\uFEFFname,parent,overflow_group,service_level_seconds,members',
      `Child ${mark},Parent ${mark},old ${mark},20,${agentId}@example.org|2|30|1|receiver`,
      `Parent ${mark},,,25,`,
      `OLD ${mark},,,45,`,
    ].join('\r\n')
    const dry = await importGroups(admin, { csv, dryRun: true })
    expect(dry).toMatchObject({ applied: false, problems: [], updated: [`OLD ${mark}`], unchanged: 0 })
    expect(dry.created).toEqual([`Child ${mark}`, `Parent ${mark}`])
    const before = await count()
    const real = await importGroups(admin, { csv, dryRun: false })
    expect(real).toEqual({ ...dry, applied: true })
    expect(await count()).toBe(before + 2)
    expect(await findGroupDetail(id)).toMatchObject({ description: 'stays', serviceLevelSeconds: 45 })
    expect(await importGroups(admin, { csv, dryRun: false })).toMatchObject({
      created: [],
      updated: [],
      unchanged: 3,
    })
  })

  it('carries hours, service settings and thresholds, and leaves them where the file has no such column', async () => {
    const mark = newId()
    const calendarId = newId()
    await pool().query(`insert into calendars(id, name, time_zone, weekly) values ($1, $2, 'UTC', '{}')`, [
      calendarId,
      `Day ${mark}`,
    ])
    const csv = [
      'name,service_hours,service_settings,thresholds',
      `Care ${mark},day ${mark},wrapUpRequired=yes; afterWorkSeconds=60,silenceMs=120000`,
    ].join('\n')
    await importGroups(admin, { csv, dryRun: false })
    const text = await exported({ search: mark })
    const [, cells] = parse(text.replace('\uFEFF', '')) as string[][]
    expect(cells?.slice(9, 12)).toEqual([
      `Day ${mark}`,
      'wrapUpRequired=yes; afterWorkSeconds=60',
      'silenceMs=120000',
    ])
    expect(await importGroups(admin, { csv: text, dryRun: false })).toMatchObject({ unchanged: 1 })
    await importGroups(admin, { csv: `name,description\nCare ${mark},new`, dryRun: false })
    const { id } = await one<{ id: string }>('select id from skill_groups where name = $1', [`Care ${mark}`])
    expect(await findGroupDetail(id)).toMatchObject({
      ...{ description: 'new', calendarId, thresholds: { silenceMs: 120_000 } },
      settings: { wrapUpRequired: true, afterWorkSeconds: 60 },
    })
    const bad = `name,service_hours,thresholds\nCare ${mark},Night ${mark},silenceMs=1`
    expect((await importGroups(admin, { csv: bad, dryRun: false })).problems).toMatchObject([
      { column: 'service_hours', code: 'unknown_hours' },
      { column: 'thresholds', code: 'bad_settings' },
    ])
  })

  it('lists every problem of every row and changes nothing', async () => {
    const mark = newId()
    const csv = [
      'name,parent,overflow_group,max_wait_seconds,members',
      `A ${mark},Nowhere,B ${mark},x,nobody@example.org`,
      `B ${mark},,A ${mark},5,`,
    ].join('\n')
    const before = await count()
    const report = await importGroups(admin, { csv, dryRun: false })
    expect(report.problems.map((p) => `${p.row} ${p.column} ${p.code}`).sort()).toEqual([
      '2 max_wait_seconds not_a_number',
      '2 members unknown_agent',
      '2 overflow_group overflow_cycle',
      '2 parent unknown_group',
      '3 overflow_group overflow_cycle',
    ])
    expect(await count()).toBe(before)
  })

  it('says what is no CSV, too long or too large', async () => {
    expect((await importGroups(admin, { csv: 'name\n"open', dryRun: true })).problems).toMatchObject([
      { code: 'not_csv' },
    ])
    const long = `name\n${Array.from({ length: 2001 }, (_, i) => `G${i}`).join('\n')}`
    expect((await importGroups(admin, { csv: long, dryRun: true })).problems).toMatchObject([
      { code: 'too_many' },
    ])
    const large = `name\n${'组'.repeat(700_000)}`
    await expect(importGroups(admin, { csv: large, dryRun: true })).rejects.toMatchObject({
      code: 'too_large',
    })
  })
})

describe('export', () => {
  it('gives the rows of the filter, escapes formulas, and comes back unchanged through import', async () => {
    const mark = newId()
    const agentId = await makeAgent()
    await createGroup(admin, {
      ...settingsOf({
        name: `=cmd ${mark}`,
        description: '+1, "quoted"\nline',
        members: [memberOf(agentId)],
      }),
      agentLimits: [],
    })
    await createGroup(admin, {
      ...settingsOf({ name: `other ${mark}`, intakePaused: true }),
      agentLimits: [],
    })
    const text = await exported({ search: mark })
    expect(text.startsWith('\uFEFF')).toBe(true)
    const [head, first, second] = parse(text, { bom: true }) as string[][]
    expect(head?.slice(0, 3)).toEqual(['name', 'description', 'parent'])
    expect(first?.slice(0, 2)).toEqual([`'=cmd ${mark}`, `'+1, "quoted"\nline`])
    expect(second?.[0]).toBe(`other ${mark}`)
    expect(await importGroups(admin, { csv: text, dryRun: true })).toMatchObject({
      problems: [],
      unchanged: 2,
    })
    expect(await exported({ search: mark, state: 'paused' })).not.toContain('=cmd')
  })

  it('streams more groups than one batch holds, each once', async () => {
    const mark = newId()
    const csv = `name\n${Array.from({ length: 450 }, (_, i) => `${mark} ${String(i).padStart(3, '0')}`).join('\n')}`
    expect((await importGroups(admin, { csv, dryRun: false })).created).toHaveLength(450)
    const rows = parse(await exported({ search: mark, direction: 'desc' }), { bom: true }) as string[][]
    expect(rows).toHaveLength(451)
    expect(rows[1]?.[0]).toBe(`${mark} 449`)
    expect(new Set(rows.map((row) => row[0])).size).toBe(451)
  })

  it('gives its connection back when the reader leaves early', async () => {
    for (let i = 0; i < 40; i++) {
      const pieces = exportGroups(admin, { sort: 'name', direction: 'asc' })
      await pieces.next()
      await pieces.next()
      await pieces.return(undefined)
    }
    expect(pool().idleCount).toBe(pool().totalCount)
  })
})
