import { describe, expect, test } from 'vitest'
import { type RuleConditions, ruleConditions } from '../contract'
import { matchRule } from './match-rule'
import { aRequest, aRule, noon } from './snapshot.fixture'
import type { DispatchRequest } from './types'

const known: Partial<DispatchRequest> = {
  siteId: 'eu',
  projectType: 'shop',
  productCategory: 'phones',
  categoryId: 'refund',
  categoryAncestorIds: ['returns', 'root'],
  stage: 'after_sale',
  language: 'zh-CN',
  customerTags: ['gold', 'press'],
  vipLevel: 3,
}

function failedOf(conditions: RuleConditions, changes: Partial<DispatchRequest> = {}) {
  const match = matchRule(aRequest({ ...known, ...changes }), [aRule('r', { conditions })], 'default')
  return match.trace[0]?.failed
}

describe('order', () => {
  test('the first that matches wins, by position, then id; later rules are not asked', () => {
    const rules = [
      aRule('c', { position: 2, groupId: 'late' }),
      aRule('b', { position: 1, groupId: 'second' }),
      aRule('a', { position: 1, groupId: 'first' }),
    ]
    const match = matchRule(aRequest(), rules, 'default')
    expect(match).toMatchObject({ groupId: 'first', rule: { id: 'a' } })
    expect(match.trace.map((rule) => rule.ruleId)).toEqual(['a'])
  })

  test('with no match the default group takes it, and every rule says what failed', () => {
    const rules = [
      aRule('a', { conditions: { stages: ['before_sale'], vipMin: 5, languages: ['zh'] } }),
      aRule('b', { position: 1, enabled: false }),
    ]
    const match = matchRule(aRequest(known), rules, 'default')
    expect(match).toMatchObject({ groupId: 'default', rule: null, priority: 0 })
    expect(match.trace).toMatchObject([
      { result: 'failed', failed: ['stages', 'vipMin'] },
      { result: 'disabled', failed: [] },
    ])
  })

  test('the rule’s boost is added to the request’s priority', () => {
    expect(matchRule(aRequest({ priority: 2 }), [aRule('a', { priorityBoost: 10 })], 'd').priority).toBe(12)
  })
})

describe('conditions', () => {
  test.each<[string, RuleConditions, RuleConditions]>([
    ['channel', { channelIds: ['app', 'web'] }, { channelIds: ['app'] }],
    ['site', { siteIds: ['eu'] }, { siteIds: ['us'] }],
    ['project type', { projectTypes: ['shop'] }, { projectTypes: ['bank'] }],
    ['product category', { productCategories: ['phones'] }, { productCategories: ['tv'] }],
    ['category', { categoryIds: ['refund'] }, { categoryIds: ['delivery'] }],
    ['a category above', { categoryIds: ['returns'] }, { categoryIds: ['below-refund'] }],
    ['stage', { stages: ['after_sale'] }, { stages: ['before_sale'] }],
    ['language', { languages: ['zh-CN'] }, { languages: ['zh-TW'] }],
    ['language of any region', { languages: ['ZH'] }, { languages: ['z'] }],
    ['any customer tag', { customerTags: ['gold', 'new'] }, { customerTags: ['new'] }],
    ['VIP level', { vipMin: 3 }, { vipMin: 4 }],
  ])('%s lets the right one through and stops the wrong one', (_name, right, wrong) => {
    expect(failedOf(right)).toEqual([])
    expect(failedOf(wrong)).toEqual(Object.keys(wrong))
  })

  test('what the customer does not say fails the condition', () => {
    const silent = { siteId: null, language: null, stage: null, vipLevel: null, customerTags: [] }
    const asked: RuleConditions = { siteIds: ['eu'], languages: ['zh'], stages: ['after_sale'], vipMin: 1 }
    expect(failedOf(asked, silent)).toEqual(['siteIds', 'stages', 'languages', 'vipMin'])
  })

  test('an empty list lets everybody through', () => {
    expect(failedOf({ channelIds: [], languages: [], stages: [] }, { language: null })).toEqual([])
  })

  test('a condition with a wrong name is refused, not ignored', () => {
    expect(ruleConditions.safeParse({ chanelIds: ['web'] }).success).toBe(false)
  })
})

describe('time', () => {
  const night = { weekdays: ['mon' as const], from: '22:00', to: '06:00', timeZone: 'Europe/Berlin' }
  const berlin = (day: number, hour: number) => Date.UTC(2026, 5, day, hour - 2)

  test.each([
    ['Monday evening', berlin(1, 22), true],
    ['Tuesday before six', berlin(2, 5), true],
    ['Tuesday at six', berlin(2, 6), false],
    ['Monday before six', berlin(1, 5), false],
    ['Tuesday evening', berlin(2, 23), false],
  ])('a span past midnight belongs to the weekday it began: %s', (_name, at, matches) => {
    expect(failedOf({ time: night }, { at })).toEqual(matches ? [] : ['time'])
  })

  test('hours are those of the rule’s own zone', () => {
    const office = { weekdays: ['mon' as const], from: '08:00', to: '13:00' }
    expect(failedOf({ time: { ...office, timeZone: 'UTC' } }, { at: noon })).toEqual([])
    expect(failedOf({ time: { ...office, timeZone: 'Europe/Berlin' } }, { at: noon })).toEqual(['time'])
    const wholeDay = { ...office, from: '00:00', to: '24:00', timeZone: 'UTC' }
    expect(failedOf({ time: wholeDay }, { at: Date.UTC(2026, 5, 1, 23, 59, 59) })).toEqual([])
  })
})
