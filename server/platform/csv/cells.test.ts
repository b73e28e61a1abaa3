import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvLines, fromCell, toCell } from './cells'

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

  it('are quoted where a comma, a quote or a break stands in them', () => {
    expect(csvLines([['a,b', 'say "x"', 'two\nlines', 1.5, null, '=1']])).toBe(
      `"a,b","say ""x""","two\nlines",1.5,,'=1\r\n`,
    )
  })
})
