import { describe, expect, it } from 'vitest'
import type { FamilySql } from './family'
import { addedFamilies, distinctOf, keptFamilies, partsOf, summedFamilies } from './report-parts'

const metric = (n: string, d?: string) => ({ n, ...(d ? { d } : {}), rows: 'assigned', value: 'wait_ms' })
const family = (metrics: FamilySql['metrics']): FamilySql => ({ facts: '', metrics })

describe('the parts of a family', () => {
  it('are its counts, sums and maxima, each once', () => {
    const parts = partsOf(
      family({
        offered: metric('count(*) filter (where offered)'),
        duration: metric('sum(duration_ms)', 'count(*)'),
        csat: metric('count(*) filter (where score in (4, 5))', 'count(*)'),
        queue_wait_max: metric('max(wait_ms) filter (where assigned)'),
        online_time: metric('coalesce(sum(part_ms) filter (where true), 0)'),
      }),
    )
    expect(parts?.parts.map(({ merge, zero }) => [merge, zero])).toEqual([
      ['sum', true],
      ['sum', false],
      ['sum', true],
      ['sum', true],
      ['max', false],
      ['sum', true],
    ])
    expect(parts?.metrics[1]).toEqual(['duration', { n: { part: 1 }, d: { part: 2 } }])
    expect(parts?.metrics[2]?.[1].d).toEqual({ part: 2 })
  })

  it('keep the values of which a rank is taken', () => {
    const rank = 'percentile_disc(0.9) within group (order by wait_ms) filter (where assigned)'
    const parts = partsOf(family({ queue_wait_p90: metric(rank) }))
    expect(parts?.waits).toEqual({ value: 'wait_ms', rows: 'assigned', zeros: 0 })
    expect(parts?.metrics).toEqual([['queue_wait_p90', { n: { rank: '0.9' }, d: null }]])
  })

  it('do not exist where an expression cannot be added up', () => {
    for (const n of [
      'count(distinct customer_id)',
      'avg(wait_ms)',
      'sum(wait_ms) / count(*)',
      'sum(a) filter (where x) + sum(b) filter (where y)',
      'coalesce(max(wait_ms), 0)',
      'coalesce(sum(wait_ms), 1)',
      'percentile_cont(0.5) within group (order by wait_ms) filter (where assigned)',
      'percentile_disc(0.5) within group (order by other) filter (where assigned)',
    ]) {
      expect([n, partsOf(family({ offered: metric(n) }))]).toEqual([n, null])
    }
    const ranks = (value: string) => ({
      n: `percentile_disc(0.5) within group (order by ${value}) filter (where true)`,
      rows: 'true',
      value,
    })
    expect(partsOf(family({ queue_wait_median: ranks('a'), queue_wait_p90: ranks('b') }))).toBeNull()
  })

  it('are what is counted distinct where that is all', () => {
    expect(distinctOf('count(distinct customer_id)')).toEqual({ column: 'customer_id', where: 'true' })
    expect(distinctOf('count(distinct conversation_id) filter (where passed_on)')).toEqual({
      column: 'conversation_id',
      where: 'passed_on',
    })
    expect(distinctOf('count(*)')).toBeNull()
  })

  it('exist for every family that is meant to be summed', () => {
    expect([...summedFamilies.keys()]).toEqual(
      expect.arrayContaining(['queue', 'ended', 'first_reply', 'round', 'rating', 'presence', 'intake']),
    )
    expect(keptFamilies).toEqual(expect.arrayContaining(['written', 'holding', 'rating_part']))
  })

  it('of kept families are counts of conversations, never of customers', () => {
    const added = [...addedFamilies].map(([family, { metrics }]) => [family, metrics.map(([key]) => key)])
    expect(added).toEqual([
      ['written', ['conversations_handled']],
      ['holding', ['transfer_out_rate', 'transfer_in_rate']],
    ])
    for (const { parts } of addedFamilies.values())
      for (const part of parts) expect(part).toMatchObject({ merge: 'sum', zero: true })
  })
})
