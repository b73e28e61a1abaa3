import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RuleConditions } from '../contract'
import { matchRule } from './match-rule'
import { covers, type RuleWorld, warnOfRules } from './rule-warnings'
import { aRequest, aRule } from './snapshot.fixture'

const world: RuleWorld = {
  channels: [
    { id: 'web', name: 'Web', disabled: false },
    { id: 'old', name: 'Old app', disabled: true },
  ],
  groups: [
    { id: 'g1', name: 'Sales', disabled: false, paused: false },
    { id: 'g2', name: 'Closed', disabled: true, paused: false },
    { id: 'g3', name: 'Paused', disabled: false, paused: true },
  ],
  categories: [
    { id: 'top', name: 'Delivery', disabled: false, parentId: null },
    { id: 'leaf', name: 'Lost parcel', disabled: false, parentId: 'top' },
    { id: 'off', name: 'Fax', disabled: true, parentId: null },
  ],
}
const codes = (...rules: Parameters<typeof warnOfRules>[0]) =>
  [...warnOfRules(rules, world).values()].map((warnings) => warnings.map(({ code }) => code))

describe('warnings of a rule', () => {
  it('names what it refers to and is gone or switched off', () => {
    const rule = aRule('r', {
      groupId: 'g2',
      conditions: { channelIds: ['web', 'old', 'lost'], categoryIds: ['off', 'gone'] },
    })
    expect(warnOfRules([rule], world).get('r')).toEqual([
      { code: 'group_disabled', names: ['Closed'] },
      { code: 'channel_gone', names: ['lost'] },
      { code: 'channel_disabled', names: ['Old app'] },
      { code: 'category_gone', names: ['gone'] },
      { code: 'category_disabled', names: ['Fax'] },
    ])
    expect(codes(aRule('p', { groupId: 'g3' }))).toEqual([['group_paused']])
  })

  it('says which rule takes everybody away, and only if that one is enabled and earlier', () => {
    const wide = aRule('wide', { conditions: { languages: ['zh'] } })
    const narrow = aRule('narrow', { conditions: { languages: ['zh-CN'], vipMin: 2 } })
    expect(warnOfRules([wide, narrow], world).get('narrow')).toEqual([
      { code: 'never_reached', names: ['Rule wide'] },
    ])
    expect(codes(narrow, wide)).toEqual([[], []])
    expect(codes({ ...wide, enabled: false }, narrow)).toEqual([[], []])
    expect(codes(wide, { ...narrow, enabled: false })).toEqual([[], []])
  })

  it('says of a rule without conditions that nothing behind it is asked, unless it is the last', () => {
    const all = aRule('all', { conditions: { stages: [] } })
    const other = aRule('other', { conditions: { vipMin: 1 } })
    expect(codes(all, other)).toEqual([['takes_everything'], ['never_reached']])
    expect(codes(other, all)).toEqual([[], []])
  })

  it.each([
    [{ categoryIds: ['top'] }, { categoryIds: ['leaf'] }, true],
    [{ categoryIds: ['leaf'] }, { categoryIds: ['top'] }, false],
    [{ customerTags: ['a', 'b'] }, { customerTags: ['a'] }, true],
    [{ customerTags: ['a'] }, { customerTags: ['a', 'b'] }, false],
    [{ channelIds: ['web'] }, {}, false],
    [{ vipMin: 1 }, { vipMin: 3 }, true],
    [{ vipMin: 3 }, {}, false],
  ] satisfies [RuleConditions, RuleConditions, boolean][])('%j covers %j: %s', (earlier, later, answer) => {
    expect(covers(earlier, later, world)).toBe(answer)
  })

  it.each([
    ['08:00', '18:00', '09:00', '12:00', true],
    ['08:00', '18:00', '09:00', '19:00', false],
    ['22:00', '06:00', '23:00', '05:00', false],
    ['22:00', '06:00', '22:00', '06:00', true],
  ])('%s–%s covers %s–%s: %s', (from, to, laterFrom, laterTo, answer) => {
    const time = { weekdays: ['mon' as const, 'tue' as const], timeZone: 'UTC' }
    const later = { ...time, weekdays: ['tue' as const], from: laterFrom, to: laterTo }
    expect(covers({ time: { ...time, from, to } }, { time: later }, world)).toBe(answer)
  })
})

const some = (values: string[]) => fc.option(fc.subarray(values), { nil: undefined })
const conditions: fc.Arbitrary<RuleConditions> = fc.record({
  channelIds: some(['web', 'old']),
  categoryIds: some(['top', 'leaf', 'off']),
  languages: some(['zh', 'zh-CN', 'en']),
  customerTags: some(['a', 'b', 'c']),
  vipMin: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  time: fc.option(
    fc.record({
      weekdays: fc.subarray(['mon' as const, 'tue' as const], { minLength: 1 }),
      from: fc.constantFrom('00:00', '09:00', '22:00'),
      to: fc.constantFrom('06:00', '18:00', '24:00'),
      timeZone: fc.constant('UTC'),
    }),
    { nil: undefined },
  ),
}) as fc.Arbitrary<RuleConditions>

it('a rule that is said never to be reached is never matched', () => {
  const asked = fc.record({
    channelId: fc.constantFrom('web', 'old'),
    category: fc.constantFrom(null, 'top', 'leaf', 'off'),
    language: fc.constantFrom(null, 'zh', 'zh-CN', 'zh-TW', 'en'),
    customerTags: fc.subarray(['a', 'b', 'c']),
    vipLevel: fc.integer({ min: 0, max: 5 }),
    hour: fc.integer({ min: 0, max: 47 }),
  })
  fc.assert(
    fc.property(conditions, conditions, asked, (first, second, { category, hour, ...facts }) => {
      fc.pre(covers(first, second, world))
      const request = aRequest({
        ...facts,
        categoryId: category,
        categoryAncestorIds: category === 'leaf' ? ['top'] : [],
        at: Date.UTC(2026, 5, 1, hour),
      })
      const rules = [
        aRule('first', { conditions: first }),
        aRule('second', { conditions: second, position: 1 }),
      ]
      expect(matchRule(request, rules, 'g1').rule?.id).not.toBe('second')
    }),
    { numRuns: 2_000 },
  )
})
