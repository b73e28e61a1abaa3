import { describe, expect, it } from 'vitest'
import { defaultThresholds } from '@/server/modules/conversations/contract'
import { inheritThresholds, thresholdNames } from './inherit'

describe('what a threshold is where nothing is set', () => {
  it('is the default of the product, and says so', () => {
    const inherited = inheritThresholds()
    for (const name of thresholdNames)
      expect(inherited[name]).toEqual({ ms: defaultThresholds[name], from: 'default' })
  })

  it('is that of the nearest level that sets it', () => {
    const inherited = inheritThresholds([
      { from: 'organization', values: { silenceMs: 60_000, countdownMs: 30_000 } },
      { from: 'channel', values: { silenceMs: 90_000 } },
    ])
    expect(inherited.silenceMs).toEqual({ ms: 90_000, from: 'channel' })
    expect(inherited.countdownMs).toEqual({ ms: 30_000, from: 'organization' })
    expect(inherited.botIdleMs.from).toBe('default')
  })
})
