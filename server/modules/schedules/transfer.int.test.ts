import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { buildScenario } from '@/server/platform/testing/scenario'
import { changeMany } from './actions/bulk-templates'
import { changeRoster } from './actions/change-roster'
import { createRotation } from './actions/save-rotation'
import { createTemplate } from './actions/save-template'
import {
  exportRotations,
  exportTemplates,
  importRotations,
  importTemplates,
} from './actions/transfer-templates'
import { findRotation } from './store/rotations'
import { listTemplates } from './store/templates'
import { nineToFive, planner, putOn } from './testing'

useTestDatabase()

const lead = planner()
const early = { name: 'Early', code: 'E', color: 'blue' as const, segments: nineToFive }
const night = {
  ...early,
  name: '=Night',
  code: 'N',
  segments: [{ kind: 'work' as const, from: 1_320, until: 1_800 }],
}

beforeAll(() => pool().query(`insert into organization(id, name, time_zone) values (1, 'Test', 'UTC')`))
beforeEach(() =>
  pool().query('truncate shift_templates, rotations, audit_entries, users, skill_groups cascade'),
)

async function whole(pieces: AsyncGenerator<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}
const templatesCsv = () => whole(exportTemplates({}))
const audited = async () => {
  const { rows } = await pool().query<{ action: string }>('select action from audit_entries order by at, id')
  return rows.map(({ action }) => action)
}

describe('shifts as a file', () => {
  it('come back as they went out, and change nothing', async () => {
    await createTemplate(lead, early)
    await createTemplate(lead, night)
    const csv = await templatesCsv()
    expect(csv).toContain("'=Night,N,blue,22:00-06:00")
    expect(await importTemplates(lead, { csv, dryRun: false })).toMatchObject({ unchanged: 2, updated: [] })
    await pool().query('truncate shift_templates cascade')
    expect(await importTemplates(lead, { csv, dryRun: false })).toMatchObject({
      created: ['Early', '=Night'],
    })
    expect(await listTemplates()).toMatchObject([
      { ...early, position: 1 },
      { ...night, position: 2 },
    ])
  })

  it('a trial reports the same and keeps nothing; a bad row leaves all others out', async () => {
    await createTemplate(lead, early)
    const csv = 'name,code,times\nEarly,F,08:00-16:00\nLate,L,14:00-22:00\n'
    const trial = await importTemplates(lead, { csv, dryRun: true })
    expect(trial).toMatchObject({ applied: false, created: ['Late'], updated: ['Early'], problems: [] })
    const bad = await importTemplates(lead, { csv: `${csv}Long,X,00:00-23:00\n`, dryRun: false })
    expect(bad.problems).toMatchObject([{ row: 4, code: 'shift_too_long' }])
    expect(await listTemplates()).toMatchObject([{ code: 'E', version: 1 }])
    await importTemplates(lead, { csv, dryRun: false })
    expect(await listTemplates()).toMatchObject([{ code: 'F', color: 'blue' }, { name: 'Late' }])
    expect(await audited()).toEqual(['created', 'imported', 'created'])
  })
})

describe('rotations as a file', () => {
  it('keep who follows them, and name their shifts', async () => {
    const { agents } = await buildScenario([{ name: 'Mei' }])
    const { id: shift } = await createTemplate(lead, early)
    const members = [{ agentId: agents.Mei ?? '', startsOn: '2026-11-16', untilOn: null, offsetDays: 0 }]
    const { id } = await createRotation(lead, { name: 'Two', days: [shift, null], members })
    const csv = await whole(exportRotations({}))
    expect(csv).toContain('Two,Early; -,no,1')
    expect(await importRotations(lead, { csv, dryRun: false })).toMatchObject({ unchanged: 1 })
    const next = 'name,cycle\nTwo,e; e; -\nOne,-; Early\n'
    expect(await importRotations(lead, { csv: next, dryRun: false })).toMatchObject({
      ...{ created: ['One'], updated: ['Two'] },
    })
    expect(await findRotation(id)).toMatchObject({ days: [shift, shift, null], members: [{ name: 'Mei' }] })
  })
})

describe('several at once', () => {
  it('does what can be done, and names what is in use, changed or gone', async () => {
    const { agents } = await buildScenario([{ name: 'Mei' }])
    const { id: used } = await createTemplate(lead, early)
    const { id: free } = await createTemplate(lead, night)
    await changeRoster(lead, {
      operations: [putOn(agents.Mei ?? '', '2026-11-16', { templateId: used })],
    })
    const gone = newId()
    const items = [used, free, gone].map((id) => ({ id, version: 1 }))
    expect(await changeMany(lead, 'templates', { items, step: 'delete' })).toEqual({
      ...{
        done: 1,
        refused: [
          { id: used, code: 'in_use' },
          { id: gone, code: 'not_found' },
        ],
      },
    })
    const rest = [{ id: used, version: 1 }]
    expect(await changeMany(lead, 'templates', { items: rest, step: 'disable' })).toMatchObject({ done: 1 })
    expect(await changeMany(lead, 'templates', { items: rest, step: 'enable' })).toEqual({
      ...{ done: 0, refused: [{ id: used, code: 'conflict' }] },
    })
  })
})
