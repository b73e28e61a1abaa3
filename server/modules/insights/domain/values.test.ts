import { describe, expect, it } from 'vitest'
import { applies, groupBy, metricKey, metrics } from '../contract'
import { valuesOf, withShares } from './values'

describe('metric values', () => {
  it('are nothing, not zero, without a single case', () => {
    expect(valuesOf({ csat: { n: 0, d: 0 }, queue_wait: { n: null, d: 0 } })).toEqual({
      csat: { value: null, numerator: 0, denominator: 0 },
      queue_wait: { value: null, numerator: null, denominator: 0 },
    })
    expect(valuesOf({ offered: { n: 0, d: null } }).offered?.value).toBe(0)
  })

  it('keep what a rate is made of', () => {
    expect(valuesOf({ csat: { n: 3, d: 4 } }).csat).toEqual({ value: 0.75, numerator: 3, denominator: 4 })
  })

  it('are shares of the total of the whole table', () => {
    const total = valuesOf({ channel_share: { n: 8, d: 8 } })
    const cell = withShares(valuesOf({ channel_share: { n: 2, d: 2 } }), total)
    expect(cell.channel_share).toEqual({ value: 0.25, numerator: 2, denominator: 8 })
  })
})

describe('the registry', () => {
  it('knows every metric of the contract, and each has a meaning in some grouping', () => {
    expect(Object.keys(metrics).sort()).toEqual([...metricKey.options].sort())
    for (const key of metricKey.options) expect(groupBy.options.some((by) => applies(key, by))).toBe(true)
  })
})
