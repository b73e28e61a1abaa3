import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CellOperation } from '../contract'
import { planOperations, type StoredEntry } from './plan-operations'

const segments = [{ kind: 'work' as const, from: 540, until: 1_020 }]
const entry = (id: string, changes: Partial<StoredEntry> = {}): StoredEntry => ({
  ...{ id, agentId: 'mei', day: '2026-11-16', templateId: null, segments, note: '', version: 1 },
  ...{ removed: false, published: false, ...changes },
})
const put = (id: string, version: number | null, changes: object = {}): CellOperation => ({
  ...{ kind: 'put', id, version, agentId: 'mei', day: '2026-11-16', templateId: null, segments, note: '' },
  ...{ further: false, ...changes },
})
const remove = (id: string, version: number): CellOperation => ({
  ...{ kind: 'remove', id, version, agentId: 'mei', day: '2026-11-16' },
})
const reasons = (stored: StoredEntry[], operations: CellOperation[]) => {
  const planned = planOperations(stored, operations)
  return planned.kind === 'conflicts'
    ? planned.conflicts.map(({ index, reason }) => `${index} ${reason}`)
    : []
}

describe('a batch of cell operations', () => {
  it.each([
    [
      'a new shift on a day that somebody has planned meanwhile',
      [entry('a')],
      [put('b', null)],
      ['0 occupied'],
    ],
    ['a second shift on purpose', [entry('a')], [put('b', null, { further: true })], []],
    ['a change over another', [entry('a', { version: 2 })], [put('a', 1)], ['0 changed']],
    ['a change of what is gone', [], [put('a', 1)], ['0 gone']],
    ['taking out and putting anew in one batch', [entry('a')], [remove('a', 1), put('b', null)], []],
    ['a move to the next day', [entry('a')], [remove('a', 1), put('b', null, { day: '2026-11-17' })], []],
    ['an entry under another cell', [entry('a')], [put('a', 1, { agentId: 'jonas' })], ['0 changed']],
    ['several, each is named', [entry('a')], [put('b', null), remove('a', 9)], ['0 occupied', '1 changed']],
  ] as [string, StoredEntry[], CellOperation[], string[]][])('%s', (_, stored, operations, expected) => {
    expect(reasons(stored, operations)).toEqual(expected)
  })

  it('what was published stays until its removal is published, what was not vanishes', () => {
    expect(planOperations([entry('a', { published: true })], [remove('a', 1)])).toMatchObject({
      writes: [{ kind: 'update', removed: true, entry: { version: 2 } }],
    })
    expect(planOperations([entry('a')], [remove('a', 1)])).toMatchObject({
      writes: [{ kind: 'delete', id: 'a' }],
    })
  })

  it('its results carry what undoes it: before of one is after of the other', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), fc.string(), (published, removes, note) => {
        const stored = entry('a', { published })
        const done = planOperations([stored], [removes ? remove('a', 1) : put('a', 1, { note })])
        if (done.kind !== 'writes') throw new Error('refused')
        const [result] = done.results
        const { version } = result ?? { version: null }
        const now =
          version === null ? [] : [{ ...stored, ...(removes ? { removed: true } : { note }), version }]
        const undone = planOperations(now, [put('a', version)])
        expect(undone).toMatchObject({ kind: 'writes', results: [{ after: { note: '', segments } }] })
      }),
    )
  })
})
