import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keepRecords, type RecordRef, refKey } from './keep-records'

const record = fc.record({ kind: fc.constant('r'), id: fc.constantFrom(...'abcdefgh') })
const reference = fc.record({ from: record.map((ref) => ({ ...ref, name: ref.id })), to: record })
const demo = fc.subarray([...'abcdefgh'])

describe('what stays of the demo', () => {
  it('is of the demo, and nothing that stays names something of the demo that goes', () => {
    fc.assert(
      fc.property(fc.array(reference), demo, (references, ids) => {
        const isDemo = ({ id }: RecordRef) => ids.includes(id)
        const kept = new Set(keepRecords(references, isDemo).map(refKey))
        for (const key of kept) expect(ids).toContain(key.split(' ')[1])
        for (const { from, to } of references)
          if (isDemo(to) && (!isDemo(from) || kept.has(refKey(from)))) expect(kept).toContain(refKey(to))
      }),
    )
  })

  it('is nothing where nothing of one’s own names the demo', () => {
    fc.assert(
      fc.property(fc.array(reference), (references) => {
        expect(keepRecords(references, () => true)).toEqual([])
      }),
    )
  })
})
