import { expect, test } from 'vitest'
import { thresholdOverrides, thresholds } from '../contract'
import { defaultThresholds, resolveThresholds } from './thresholds'

test('the defaults are those of the rule book and pass their own schema', () => {
  expect(thresholds.parse(defaultThresholds)).toEqual(defaultThresholds)
  expect(defaultThresholds).toMatchObject({
    leaseMs: 20_000,
    queueGraceMs: 60_000,
    shortAbandonmentMs: 5_000,
    serviceLevelMs: 30_000,
    noReplyWarningMs: 60_000,
    noReplyBreachMs: 180_000,
    silenceMs: 300_000,
    countdownMs: 120_000,
    confirmationMs: 1_800_000,
    botIdleMs: 600_000,
    reopenWindowMs: 86_400_000,
    ratingWindowMs: 259_200_000,
  })
})

test('the group overrides the channel, the channel the defaults, and what is left out is inherited', () => {
  const channel = { silenceMs: 60_000, countdownMs: 30_000 }
  const resolved = resolveThresholds(defaultThresholds, channel, { silenceMs: 90_000, leaseMs: undefined })
  expect(resolved).toEqual({ ...defaultThresholds, silenceMs: 90_000, countdownMs: 30_000 })
})

test('a breach that another level’s warning overtakes moves to the warning', () => {
  const resolved = resolveThresholds(
    defaultThresholds,
    { noReplyBreachMs: 90_000 },
    { noReplyWarningMs: 120_000 },
  )
  expect(resolved).toMatchObject({ noReplyWarningMs: 120_000, noReplyBreachMs: 120_000 })
})

test.each([
  ['a name that does not exist', { silence: 1000 }],
  ['a fraction of a millisecond', { silenceMs: 1000.5 }],
  ['no time at all', { silenceMs: 0 }],
  ['a breach before its own warning', { noReplyWarningMs: 60_000, noReplyBreachMs: 30_000 }],
])('overrides refuse %s', (_title, value) => {
  expect(thresholdOverrides.safeParse(value).success).toBe(false)
})
