import { describe, expect, it } from 'vitest'
import { openSuggestions } from './open-suggestions'

describe('a list of suggestions counts as open', () => {
  it.each([
    [[], [], '', false],
    [['refund'], [], '', true],
    [['refund'], ['Refund'], '', false],
    [['refund', 'late'], ['refund'], 'REF', false],
    [['refund', 'late'], [], ' Ref ', true],
    [['refund'], [], 'parcel', false],
  ])('%j without %j, typed %j: %s', (data, chosen, typed, open) => {
    expect(openSuggestions(data, chosen, typed)).toBe(open)
  })
})
