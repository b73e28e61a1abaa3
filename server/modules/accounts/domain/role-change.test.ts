import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lackingFor } from './grants'
import { widenedBy } from './role-change'

const scope = fc.constantFrom('own' as const, 'group' as const, 'all' as const)
const held = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), scope)

it.each([
  [{ a: 'all' }, { a: 'group' }, {}],
  [{ a: 'own' }, { a: 'group', b: 'own' }, { a: 'group', b: 'own' }],
  [{ a: 'all', b: 'own' }, { a: 'all', b: 'own' }, {}],
  [{}, { a: 'own' }, { a: 'own' }],
] as const)('from %o to %o gives %o', (before, next, given) => {
  expect(widenedBy(before, next)).toEqual(given)
})

it('never lets somebody bring a role, step by step, to where they could not have brought it at once', () => {
  fc.assert(
    fc.property(held, held, fc.array(held, { minLength: 1, maxLength: 5 }), (mine, start, steps) => {
      let role = start
      for (const next of steps) if (lackingFor(mine, widenedBy(role, next)).length === 0) role = next
      expect(lackingFor(mine, widenedBy(start, role))).toEqual([])
    }),
  )
})
