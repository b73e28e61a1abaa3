import { describe, expect, it } from 'vitest'
import { ownMetrics } from '@/server/modules/insights/contract'
import { changeOf, ownParts, prepareOwn } from './prepare-own'

const span = { from: 0, until: 1, values: {}, usual: {}, usualWeeks: 0 }
const of = (value: number | null) => ({ value, numerator: null, denominator: null })

describe('one’s own numbers', () => {
  it('stand each in one part of the page', () => {
    expect(ownParts.flatMap(({ keys }) => [...keys] as string[]).sort()).toEqual([...ownMetrics].sort())
  })

  it('are better or worse by what is good of the metric, and the same within a twentieth', () => {
    expect(changeOf('average_response', 30, 60)).toBe('better')
    expect(changeOf('csat', 0.5, 0.9)).toBe('worse')
    expect(changeOf('csat', 0.9, 0.91)).toBe('same')
    expect(changeOf('conversations_handled', 40, 20)).toBeNull()
    expect(changeOf('csat', null, 0.9)).toBeNull()
  })

  it('are empty for a newcomer only, not on a quiet morning', () => {
    expect(prepareOwn(span).empty).toBe(true)
    expect(prepareOwn({ ...span, values: { conversations_handled: of(0), csat: of(null) } }).empty).toBe(true)
    expect(prepareOwn({ ...span, usual: { conversations_handled: of(3) } }).empty).toBe(false)
    expect(prepareOwn({ ...span, values: { online_time: of(5) } }).empty).toBe(false)
  })
})
