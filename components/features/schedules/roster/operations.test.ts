import { describe, expect, it } from 'vitest'
import type { CellResult, RosterEntryView, RosterPage, Segment } from '@/server/modules/schedules/contract'
import { applyTo, type Cell, carry, erase, inverse, paint } from './operations'

const day: Segment[] = [{ kind: 'work', from: 540, until: 1_020 }]
const night: Segment[] = [{ kind: 'work', from: 1_320, until: 1_800 }]
const shapes = [day, night]
const early = { templateId: 'early', segments: day, note: '' }

const entry = (id: string, cell: Cell, changes: Partial<RosterEntryView> = {}): RosterEntryView => ({
  ...{ id, ...cell, templateId: 'early', shape: 0, note: '', state: 'draft', version: 1, ...changes },
})
const cellOf = (agentId: string, date: number): Cell => ({ agentId, day: `2026-11-${date}` })
const [mei16, mei17, jonas16] = [cellOf('mei', 16), cellOf('mei', 17), cellOf('jonas', 16)]
const looking = (entries: RosterEntryView[]) => (cell: Cell) =>
  entries.filter(({ agentId, day: date }) => agentId === cell.agentId && date === cell.day)
const shapeOf = ({ shape }: RosterEntryView) => shapes[shape] ?? []
let made = 0
const newId = () => `new${++made}`

describe('painting', () => {
  it('fills empty cells, changes what stands there, and leaves alone what is the same', () => {
    const entries = [entry('a', mei17, { templateId: 'late', shape: 1 }), entry('b', jonas16)]
    const operations = paint([mei16, mei17, jonas16], early, looking(entries), shapeOf, newId)
    expect(operations).toMatchObject([
      { kind: 'put', version: null, ...mei16 },
      { kind: 'put', id: 'a', version: 1, templateId: 'early' },
    ])
  })

  it('over a day with two shifts leaves one, and over a removed one brings it back as a change', () => {
    const two = [entry('a', mei16, { shape: 1 }), entry('b', mei16)]
    expect(paint([mei16], early, looking(two), shapeOf, newId)).toMatchObject([
      { kind: 'remove', id: 'b' },
      { kind: 'put', id: 'a' },
    ])
    const removed = [entry('a', mei16, { state: 'removed', version: 4 })]
    expect(paint([mei16], early, looking(removed), shapeOf, newId)).toMatchObject([
      { kind: 'put', id: 'a', version: 4 },
    ])
  })
})

describe('moving and copying', () => {
  it('moves a shift to another agent: taken out here, put there', () => {
    const entries = [entry('a', mei16)]
    expect(carry([{ from: mei16, to: jonas16 }], false, looking(entries), shapeOf, newId)).toMatchObject([
      { kind: 'remove', id: 'a' },
      { kind: 'put', ...jonas16, version: null },
    ])
  })

  it('moves a range by a day onto itself without losing anything', () => {
    const entries = [entry('a', mei16), entry('b', mei17, { shape: 1 })]
    const carried = [
      { from: mei16, to: mei17 },
      { from: mei17, to: cellOf('mei', 18) },
    ]
    expect(carry(carried, false, looking(entries), shapeOf, newId)).toMatchObject([
      { kind: 'remove', id: 'a' },
      { kind: 'put', id: 'b', segments: day },
      { kind: 'put', ...cellOf('mei', 18), segments: night },
    ])
  })

  it('a copy takes nothing out, and empty cells carry nothing', () => {
    const carried = [
      { from: mei16, to: mei17 },
      { from: jonas16, to: cellOf('jonas', 17) },
    ]
    const operations = carry(carried, true, looking([entry('a', mei16)]), shapeOf, newId)
    expect(operations.map(({ kind, agentId }) => `${kind} ${agentId}`)).toEqual(['put mei'])
  })
})

describe('the way back', () => {
  it('takes out what was made, brings back what was taken, in the opposite order', () => {
    const stored = { id: 'a', ...mei16, ...early, version: 2 }
    const results: CellResult[] = [
      { id: 'a', before: stored, after: null, version: null },
      { id: 'b', before: null, after: { ...stored, id: 'b', version: 1 }, version: 1 },
      { id: 'c', before: { ...stored, note: 'old' }, after: { ...stored, version: 3 }, version: 3 },
    ]
    expect(inverse(results)).toMatchObject([
      { kind: 'put', id: 'c', version: 3, note: 'old' },
      { kind: 'remove', id: 'b', version: 1 },
      { kind: 'put', id: 'a', version: null, segments: day },
    ])
  })
})

describe('the page until the server has answered', () => {
  const page: RosterPage = {
    ...{
      timeZone: 'UTC',
      today: '2026-11-16',
      total: 1,
      drafts: 0,
      shapes: [day],
      leaves: [],
      conflicts: [],
    },
    rules: { longestShiftHours: 16, maxShiftHours: 10, minRestHours: 11, maxWeekHours: 48 },
    agents: [{ id: 'mei', name: 'Mei', enabled: true }],
    entries: [entry('a', mei16, { state: 'published' })],
  }

  it('shows drafts, strikes what agents know, and leaves out agents of other pages', () => {
    const operations = [
      ...erase([mei16], looking(page.entries)),
      ...paint([mei17, jonas16], { ...early, segments: night }, () => [], shapeOf, newId),
    ]
    const { entries, shapes: known } = applyTo(page, operations)
    expect(entries).toMatchObject([
      { id: 'a', state: 'removed', version: 2 },
      { ...mei17, state: 'draft', shape: 1, version: 1 },
    ])
    expect(known).toEqual([day, night])
  })
})
