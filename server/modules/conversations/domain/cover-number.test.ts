import { expect, it } from 'vitest'
import { coverNumber } from './cover-number'

it.each([
  ['+49 30 123456', '******3456'],
  ['110', '***110'],
  ['13800138000', '*******8000'],
])('of %s only the last four places are told', (phone, shown) => expect(coverNumber(phone)).toBe(shown))
