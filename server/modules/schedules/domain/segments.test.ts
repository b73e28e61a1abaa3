import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundsOf, checkSegments, inOrder, type Segment, workMinutes } from './segments'

const work = (from: number, until: number): Segment => ({ kind: 'work', from: from * 60, until: until * 60 })
const pause = (from: number, until: number): Segment => ({
  kind: 'break',
  from: from * 60,
  until: until * 60,
})
const codes = (segments: Segment[]) => checkSegments(segments, 16 * 60).map((issue) => issue.code)

describe('segments of a shift', () => {
  it.each([
    ['a plain shift with a break', [work(9, 17), pause(12, 12.5)], []],
    ['two segments with a gap', [work(8, 12), work(14, 18)], []],
    ['a night past midnight', [work(22, 30), pause(26, 26.5)], []],
    ['a break over the seam of two segments', [work(8, 12), work(12, 16), pause(11.5, 12.5)], []],
    ['nothing but a break', [pause(9, 10)], ['no_work']],
    ['an end before the start', [work(17, 9)], ['segment_order']],
    ['overlapping work', [work(9, 13), work(12, 17)], ['segments_overlap']],
    ['overlapping breaks', [work(9, 17), pause(12, 13), pause(12.5, 13.5)], ['segments_overlap']],
    ['a break outside of work', [work(9, 17), pause(17, 18)], ['break_outside']],
    ['a break in the gap', [work(8, 12), work(14, 18), pause(12, 14)], ['break_outside']],
    ['a start tomorrow', [work(24, 30)], ['starts_next_day']],
    ['thirty hours', [work(8, 38)], ['shift_too_long']],
    ['exactly the longest', [work(8, 24)], []],
  ])('%s', (_, segments, expected) => expect(codes(segments)).toEqual(expected))

  it('a shift of thirty hours names the field that ends it', () => {
    expect(checkSegments([work(8, 38)], 960)).toEqual([{ path: [0, 'until'], code: 'shift_too_long' }])
  })

  it('putting them in order changes neither bounds nor work', () => {
    const segment = fc.record({
      kind: fc.constantFrom('work' as const, 'break' as const),
      from: fc.integer({ min: 0, max: 1_439 }),
      until: fc.integer({ min: 0, max: 2_880 }),
    })
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1 }), (segments) => {
        fc.pre(segments.some((s) => s.kind === 'work'))
        const ordered = inOrder(segments)
        expect(boundsOf(ordered)).toEqual(boundsOf(segments))
        expect(workMinutes(ordered)).toBe(workMinutes(segments))
        expect(checkSegments(ordered, 960).length === 0).toBe(checkSegments(segments, 960).length === 0)
      }),
    )
  })
})
