import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromCell, toCell } from './csv-cells'

describe('cells of a CSV file', () => {
  it('never begin like a formula', () => {
    for (const text of ['=1+1', '+49', '-1', '@SUM(A1)', '\t=1', "'=1"]) expect(toCell(text)).toMatch(/^'/)
    expect(toCell('Returns')).toBe('Returns')
    expect(toCell(-5)).toBe('-5')
    expect(toCell(null)).toBe('')
  })

  it('come back as they were', () => {
    fc.assert(fc.property(fc.string(), (text) => fromCell(toCell(text)) === text))
  })
})
