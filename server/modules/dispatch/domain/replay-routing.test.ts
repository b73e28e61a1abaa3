import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchRule } from './match-rule'
import { draftId, type PastCustomer, replayRouting, withDraft } from './replay-routing'
import { aRequest, aRule } from './snapshot.fixture'
import type { RoutingRule } from './types'

const customer = (language: string, vipLevel = 0): PastCustomer => ({
  request: aRequest({ language, vipLevel }),
  defaultGroupId: 'default',
})
const past = [customer('zh'), customer('zh', 5), customer('en'), customer('de')]
const chinese = aRule('a', { position: 1, conditions: { languages: ['zh'] }, groupId: 'chinese' })
const draftOf = ({ id, position: _, ...rule }: RoutingRule) => ({ id, rule })

describe('what a changed rule would have done', () => {
  it('is told as from where to where, the most frequent first', () => {
    const rule = { ...chinese, conditions: { languages: ['zh', 'en'] }, groupId: 'asia' }
    const after = withDraft([chinese], draftOf(rule))
    expect(replayRouting(past, [chinese], after, 'a')).toEqual({
      asked: 4,
      moved: 3,
      moves: [
        { fromGroupId: 'chinese', toGroupId: 'asia', count: 2 },
        { fromGroupId: 'default', toGroupId: 'asia', count: 1 },
      ],
      reprioritised: 0,
      taken: { before: 2, after: 3 },
    })
  })

  it('counts who stays and is served earlier apart', () => {
    const after = withDraft([chinese], draftOf({ ...chinese, priorityBoost: 3 }))
    expect(replayRouting(past, [chinese], after, 'a')).toMatchObject({ moved: 0, reprioritised: 2 })
  })

  it('puts a new rule last, or behind the one it was copied from', () => {
    const vip = aRule('b', { position: 2, conditions: { vipMin: 5 }, groupId: 'vip' })
    const fresh = { id: null, rule: draftOf(aRule('x', { groupId: 'new' })).rule }
    expect(withDraft([chinese, vip], fresh).map(({ id }) => id)).toEqual(['a', 'b', draftId])
    const behind = withDraft([chinese, vip], { ...fresh, afterId: 'a' })
    expect(behind.map(({ id }) => id)).toEqual(['a', draftId, 'b'])
    expect(replayRouting(past, [chinese, vip], behind, draftId).taken).toEqual({ before: 0, after: 2 })
  })

  it('moves exactly those whom routing sends elsewhere, and nobody where nothing changes', () => {
    const rules = fc.array(
      fc.record({
        languages: fc.subarray(['zh', 'en', 'de']),
        vipMin: fc.constantFrom(undefined, 1, 5),
        groupId: fc.constantFrom('x', 'y', 'z'),
        enabled: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4 },
    )
    fc.assert(
      fc.property(rules, rules, (first, second) => {
        const made = (list: typeof first) =>
          list.map(({ languages, vipMin, ...rule }, position) =>
            aRule(`r${position}`, {
              ...rule,
              position,
              conditions: { languages, ...(vipMin && { vipMin }) },
            }),
          )
        const [before, after] = [made(first), made(second)]
        const { moved, moves } = replayRouting(past, before, after, 'r0')
        const groupOf = (one: PastCustomer, of: RoutingRule[]) =>
          matchRule(one.request, of, 'default').groupId
        expect(moved).toBe(past.filter((one) => groupOf(one, before) !== groupOf(one, after)).length)
        expect(moves.reduce((sum, { count }) => sum + count, 0)).toBe(moved)
        expect(replayRouting(past, before, before, 'r0')).toMatchObject({ moved: 0, reprioritised: 0 })
      }),
    )
  })
})
