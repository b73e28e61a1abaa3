import { describe, expect, it } from 'vitest'
import { pauseAfter } from './pauses'

describe('pauses', () => {
  it('grow threefold, end at six hours, and span about two days before it is given up', () => {
    const pauses: number[] = []
    for (let attempts = 1; ; attempts += 1) {
      const pause = pauseAfter(attempts)
      if (pause === null) break
      pauses.push(pause)
    }
    expect(pauses.slice(0, 3)).toEqual([2_000, 6_000, 18_000])
    expect(Math.max(...pauses)).toBe(6 * 3_600_000)
    const days = pauses.reduce((sum, pause) => sum + pause, 0) / 86_400_000
    expect(days).toBeGreaterThan(1.2)
    expect(days).toBeLessThan(2.5)
  })
})
