import { describe, expect, it } from 'vitest'
import { afterAnswer, type Circuit, closed, mayAsk } from './circuit'

const failing = (times: number): Circuit => {
  let circuit = closed
  for (let n = 0; n < times; n += 1) circuit = afterAnswer(circuit, false, 1_000)
  return circuit
}

describe('asking the shop', () => {
  it('goes on after one or two failures, and pauses after the third', () => {
    expect(mayAsk(failing(2), 1_000)).toBe(true)
    expect(mayAsk(failing(3), 1_001)).toBe(false)
    expect(mayAsk(failing(3), 16_000)).toBe(true)
  })

  it('pauses longer each time, five minutes at most, and begins anew with a good answer', () => {
    expect(mayAsk(failing(4), 30_999)).toBe(false)
    expect(mayAsk(failing(4), 31_000)).toBe(true)
    expect(failing(40).openUntil).toBe(1_000 + 5 * 60_000)
    expect(afterAnswer(failing(40), true, 2_000)).toEqual(closed)
  })
})
