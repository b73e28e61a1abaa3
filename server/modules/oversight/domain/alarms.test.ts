import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Fact, findCauses, type OpenAlarm, planAlarms, type Rule } from './alarms'
import { alarmKinds, alarmLevels } from './words'

const rule = (change: Partial<Rule> = {}): Rule => ({
  ...{ id: 'r', kind: 'queue_length', level: 'warning', threshold: 5 },
  ...{ groupIds: [], channelIds: [], repeatSeconds: null },
  ...change,
})
const fact = (change: Partial<Fact> = {}): Fact => ({
  ...{ kind: 'queue_length', subject: 'queue:a', value: 5 },
  ...{ conversationId: null, agentId: null, groupIds: ['a'], channelId: null },
  ...change,
})
const own = { warning: 60, breach: 180 }

describe('a cause', () => {
  it.each([
    ['exactly at the threshold', rule(), fact(), true],
    ['below it', rule(), fact({ value: 4 }), false],
    ['of another kind', rule({ kind: 'queue_wait' }), fact(), false],
    ['in a group of the scope', rule({ groupIds: ['a', 'b'] }), fact(), true],
    ['in a group outside the scope', rule({ groupIds: ['b'] }), fact(), false],
    [
      'of an agent with one group in the scope',
      rule({ groupIds: ['b'] }),
      fact({ groupIds: ['a', 'b'] }),
      true,
    ],
    ['on a channel outside the scope', rule({ channelIds: ['c'] }), fact({ channelId: 'd' }), false],
    ['without a channel', rule({ channelIds: ['c'] }), fact(), true],
    [
      'of few stars',
      rule({ kind: 'low_rating', threshold: 2 }),
      fact({ kind: 'low_rating', value: 2 }),
      true,
    ],
    [
      'of enough stars',
      rule({ kind: 'low_rating', threshold: 2 }),
      fact({ kind: 'low_rating', value: 3 }),
      false,
    ],
    [
      'at its own warning',
      rule({ kind: 'no_reply', threshold: 0 }),
      fact({ kind: 'no_reply', value: 60, own }),
      true,
    ],
    [
      'at its own warning, asked for the breach',
      rule({ kind: 'no_reply', threshold: 0, level: 'breach' }),
      fact({ kind: 'no_reply', value: 179, own }),
      false,
    ],
  ] as const)('%s', (_, one, other, expected) => {
    expect(findCauses([one], [other]).length > 0).toBe(expected)
  })
})

const alarm = (change: Partial<OpenAlarm> = {}): OpenAlarm => ({
  ...{ id: 'x', ruleId: 'r', level: 'warning', subject: 'queue:a', toldAt: 0, acknowledged: false },
  ...change,
})

describe('the plan', () => {
  const causes = findCauses([rule()], [fact()])

  it('raises what is new, once', () => {
    expect(planAlarms([rule()], causes, [], 0).raise).toHaveLength(1)
    expect(planAlarms([rule()], causes, [alarm()], 0)).toEqual({ raise: [], repeat: [], resolve: [] })
  })

  it('resolves what has no cause any more, or no rule', () => {
    expect(planAlarms([rule()], [], [alarm()], 0).resolve).toEqual(['x'])
    expect(planAlarms([rule()], causes, [alarm({ ruleId: null })], 0).resolve).toEqual(['x'])
  })

  it('tells again after the repeat time, unless somebody has acknowledged it', () => {
    const repeating = rule({ repeatSeconds: 60 })
    expect(planAlarms([repeating], causes, [alarm()], 59_999).repeat).toEqual([])
    expect(planAlarms([repeating], causes, [alarm()], 60_000).repeat).toEqual(['x'])
    expect(planAlarms([repeating], causes, [alarm({ acknowledged: true })], 60_000).repeat).toEqual([])
  })

  it('carried out, leaves exactly one open alarm per rule and subject that has a cause', () => {
    const rules = fc.uniqueArray(
      fc.record({
        id: fc.constantFrom('r1', 'r2', 'r3'),
        kind: fc.constantFrom(...alarmKinds),
        level: fc.constantFrom(...alarmLevels),
        threshold: fc.integer({ min: 1, max: 5 }),
        groupIds: fc.subarray(['a', 'b']),
        channelIds: fc.constant([]),
        repeatSeconds: fc.constantFrom(null, 30),
      }),
      { selector: ({ id }) => id },
    )
    const facts = fc.uniqueArray(
      fc.record({
        kind: fc.constantFrom(...alarmKinds),
        subject: fc.constantFrom('s1', 's2', 's3'),
        value: fc.integer({ min: 0, max: 6 }),
        conversationId: fc.constant(null),
        agentId: fc.constant(null),
        groupIds: fc.subarray(['a', 'b']),
        channelId: fc.constant(null),
      }),
      { selector: ({ kind, subject }) => `${kind}${subject}` },
    )
    fc.assert(
      fc.property(rules, fc.array(facts, { maxLength: 6 }), (given, rounds) => {
        let open: OpenAlarm[] = []
        rounds.forEach((seen, round) => {
          const found = findCauses(given, seen)
          const plan = planAlarms(given, found, open, round * 10_000)
          open = [
            ...open.filter(({ id }) => !plan.resolve.includes(id)),
            ...plan.raise.map((cause, i) =>
              alarm({
                id: `${round} ${i}`,
                ruleId: cause.ruleId,
                level: cause.level,
                subject: cause.fact.subject,
                toldAt: round * 10_000,
              }),
            ),
          ]
          expect(open.map((a) => `${a.ruleId} ${a.subject}`).sort()).toEqual(
            found.map((c) => `${c.ruleId} ${c.fact.subject}`).sort(),
          )
        })
      }),
    )
  })
})
