import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addAgent, buildScenario } from '@/server/platform/testing/scenario'
import { changeRoster } from './actions/change-roster'
import { readCoverage, readTargets, saveTargets, suggestTargets } from './actions/coverage'
import { createRotation, deleteRotation, restoreRotation, updateRotation } from './actions/save-rotation'
import {
  createTemplate,
  deleteTemplate,
  orderTemplates,
  restoreTemplate,
  setTemplateDisabled,
  updateTemplate,
} from './actions/save-template'
import { findRotation } from './store/rotations'
import { listTemplates, pageTemplates } from './store/templates'
import { nineToFive, planner, putOn } from './testing'

useTestDatabase()

const lead = planner()
const early = { name: 'Early', code: 'E', color: 'blue' as const, segments: nineToFive }
const late = {
  ...early,
  name: 'Late',
  code: 'L',
  segments: [{ kind: 'work' as const, from: 840, until: 1_320 }],
}

beforeAll(() => pool().query(`insert into organization(id, name, time_zone) values (1, 'Test', 'UTC')`))
beforeEach(() =>
  pool().query('truncate shift_templates, rotations, audit_entries, users, skill_groups cascade'),
)

const only = async (id: string) => {
  const found = (await listTemplates()).find((template) => template.id === id)
  if (!found) throw new Error('no such template')
  return found
}
const lastEntry = async (entityId: string) => {
  const { rows } = await pool().query<{ id: string }>(
    'select id from audit_entries where entity_id = $1 order by at desc, id desc limit 1',
    [entityId],
  )
  return rows[0]?.id ?? ''
}

describe('shift templates', () => {
  it('are kept in order with their breaks after the work they lie in', async () => {
    const { id } = await createTemplate(lead, { ...early, segments: [...nineToFive].reverse() })
    expect(await only(id)).toMatchObject({ name: 'Early', segments: nineToFive, version: 1 })
  })

  it('refuse a name that is taken, in whatever case, and a shift beyond the setting', async () => {
    await createTemplate(lead, early)
    await expect(createTemplate(lead, { ...late, name: 'EARLY' })).rejects.toMatchObject({
      code: 'duplicate',
    })
    const segments = [{ kind: 'work' as const, from: 480, until: 2_280 }]
    await expect(createTemplate(lead, { ...late, segments })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: [{ path: 'segments.0.until', code: 'shift_too_long' }],
    })
  })

  it('conflict on a version that is not the last, and tell what stands now', async () => {
    const { id } = await createTemplate(lead, early)
    await updateTemplate(lead, { id, version: 1, template: { ...early, name: 'Dawn' } })
    await expect(updateTemplate(lead, { id, version: 1, template: late })).rejects.toMatchObject({
      code: 'conflict',
      data: { current: { name: 'Dawn', version: 2 } },
    })
  })

  it('in use can be disabled and not deleted; deleted they come back under their id', async () => {
    const { groupId } = await buildScenario([])
    const agentId = await addAgent(groupId, { name: 'Mei' })
    const { id } = await createTemplate(lead, early)
    const { results } = await changeRoster(lead, {
      operations: [putOn(agentId, '2026-11-16', { templateId: id })],
    })
    await expect(deleteTemplate(lead, { id, version: 1 })).rejects.toMatchObject({
      code: 'in_use',
      data: { entries: 1 },
    })
    await setTemplateDisabled(lead, { id, version: 1, disabled: true })
    await changeRoster(lead, {
      operations: [{ kind: 'remove', id: results[0]?.id ?? '', version: 1, agentId, day: '2026-11-16' }],
    })
    await deleteTemplate(lead, { id, version: 2 })
    expect(await restoreTemplate(lead, { entryId: await lastEntry(id) })).toEqual({ id })
    expect(await only(id)).toMatchObject({ name: 'Early', disabled: true })
  })

  it('are put in order by the whole list, and by no other', async () => {
    const [a, b] = [await createTemplate(lead, early), await createTemplate(lead, late)]
    await orderTemplates(lead, { ids: [b.id, a.id] })
    expect((await listTemplates()).map(({ name }) => name)).toEqual(['Late', 'Early'])
    await expect(orderTemplates(lead, { ids: [a.id] })).rejects.toMatchObject({ code: 'conflict' })
    const page = await pageTemplates(pool(), { sort: 'start', direction: 'desc', page: 1, pageSize: 1 })
    expect(page).toMatchObject({ total: 2, rows: [{ name: 'Late', entries: 0 }] })
  })
})

describe('rotations', () => {
  it('hold templates that exist, each agent once, and come back without those who are gone', async () => {
    const { groupId } = await buildScenario([])
    const [mei, jonas] = [
      await addAgent(groupId, { name: 'Mei' }),
      await addAgent(groupId, { name: 'Jonas' }),
    ]
    const { id: templateId } = await createTemplate(lead, early)
    const place = (agentId: string) => ({ agentId, startsOn: '2026-11-16', untilOn: null, offsetDays: 0 })
    const rotation = { name: 'Week', days: [templateId, null], members: [place(mei), place(jonas)] }
    await expect(createRotation(lead, { ...rotation, days: [newId()] })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    await expect(
      createRotation(lead, { ...rotation, members: [place(mei), place(mei)] }),
    ).rejects.toMatchObject({
      code: 'invalid_input',
    })
    const { id } = await createRotation(lead, rotation)
    await updateRotation(lead, { id, version: 1, rotation: { ...rotation, name: 'Fortnight' } })
    await expect(updateRotation(lead, { id, version: 1, rotation })).rejects.toMatchObject({
      code: 'conflict',
    })
    await deleteRotation(lead, { id, version: 2 })
    await pool().query('delete from users where id = $1', [jonas])
    expect(await restoreRotation(lead, { entryId: await lastEntry(id) })).toEqual({ id, leftOut: 1 })
    expect(await findRotation(id)).toMatchObject({ name: 'Fortnight', members: [{ agentId: mei }] })
  })
})

describe('coverage', () => {
  it('counts those who are planned in the group and below it, breaks and leave taken out', async () => {
    const { groupId } = await buildScenario([])
    const below = newId()
    await pool().query('insert into skill_groups(id, name, parent_id) values ($1, $1::uuid::text, $2)', [
      below,
      groupId,
    ])
    const [mei, jonas] = [await addAgent(groupId, { name: 'Mei' }), await addAgent(below, { name: 'Jonas' })]
    await changeRoster(lead, { operations: [putOn(mei, '2026-11-16'), putOn(jonas, '2026-11-16')] })
    await pool().query(
      `insert into leaves(id, agent_id, kind, starts_at, ends_at, status) values ($1, $2, 'sick', '2026-11-16T15:00Z', '2026-11-17T00:00Z', 'approved')`,
      [newId(), jonas],
    )
    const [day] = await readCoverage(lead, { groupId, from: '2026-11-16', until: '2026-11-17' })
    expect(day?.planned.slice(17, 20)).toEqual([0, 2, 2])
    expect(day?.planned.slice(23, 26)).toEqual([2, 0, 2])
    expect(day?.planned.slice(29, 35)).toEqual([2, 1, 1, 1, 1, 0])
    const narrow = await readCoverage(lead, { groupId: below, from: '2026-11-16', until: '2026-11-17' })
    expect(narrow[0]?.planned[20]).toBe(1)
  })

  it('targets are saved over what was read, and not over what somebody else saved', async () => {
    const { groupId } = await buildScenario([])
    const before = await readTargets(lead, { groupId })
    const week = before.map((day, index) => day.map((_, slot) => (index === 0 && slot === 18 ? 4 : 0)))
    await saveTargets(lead, { groupId, week, before })
    expect(await readTargets(lead, { groupId })).toEqual(week)
    await expect(saveTargets(lead, { groupId, week, before })).rejects.toMatchObject({ code: 'conflict' })
    const [monday, tuesday] = await readCoverage(lead, { groupId, from: '2026-11-16', until: '2026-11-18' })
    expect([monday?.target[18], tuesday?.target[18]]).toEqual([4, 0])
  })

  it('suggests nobody where nobody came', async () => {
    const { groupId } = await buildScenario([])
    const asked = { groupId, weeks: 4, servicePercent: 80, maxOccupancyPercent: 85, concurrency: 3 }
    const { week, conversations } = await suggestTargets(lead, asked)
    expect([conversations, week.flat().some((agents) => agents > 0)]).toEqual([0, false])
  })
})
