import { describe, expect, it } from 'vitest'
import type { AlarmRuleView } from '@/server/modules/oversight/contract'
import { filterRules } from './filter-rules'

const rule = (id: string, name: string, threshold: number, enabled = true) =>
  ({ id, name, threshold, enabled, open: 0, level: 'warning' }) as AlarmRuleView
const rules = [rule('1', 'Queue', 120), rule('2', 'reply', 60, false), rule('3', 'Queue long', 300)]
const asked = {
  search: '',
  state: null,
  sort: { id: 'name', direction: 'asc' },
  nameOf: (r: AlarmRuleView) => r.name,
}
const ids = (change: object) => filterRules(rules, { ...asked, ...change } as never).map(({ id }) => id)

describe('the list of alarm rules', () => {
  it('is sorted by what is asked for, in either direction, and by name for what it does not know', () => {
    expect(ids({ sort: { id: 'threshold', direction: 'desc' } })).toEqual(['3', '1', '2'])
    expect(ids({ sort: { id: 'colour', direction: 'asc' } })).toEqual(['1', '3', '2'])
  })

  it('is narrowed by name in whatever case, and by state', () => {
    expect(ids({ search: ' QUEUE ' })).toEqual(['1', '3'])
    expect(ids({ state: 'off' })).toEqual(['2'])
    expect(ids({ state: 'on', search: 'reply' })).toEqual([])
  })
})
