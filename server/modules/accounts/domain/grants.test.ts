import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAdministrator, lackingFor, lastAdministratorGone, mayGrant } from './grants'

const scope = fc.constantFrom('own' as const, 'group' as const, 'all' as const)
const held = fc.dictionary(fc.constantFrom('users.write', 'roles.write', 'groups.read', 'x', 'y'), scope)
const everything = { 'users.write': 'all', 'roles.write': 'all' } as const

describe('who may give what', () => {
  it.each([
    [{ a: 'all' }, { a: 'own' }, []],
    [{ a: 'group' }, { a: 'all' }, ['a']],
    [{ a: 'own' }, { a: 'own', b: 'own' }, ['b']],
    [{}, { 'agent.receive': 'own' }, []],
    [{ b: 'all' }, { b: 'all', c: undefined }, []],
  ] as const)('of %o, giving %o lacks %o', (granter, granted, lacking) => {
    expect(lackingFor(granter, granted)).toEqual(lacking)
  })

  it('lets everybody give what they hold, and nothing beyond', () => {
    fc.assert(
      fc.property(held, held, (mine, theirs) => {
        expect(mayGrant(mine, mine)).toBe(true)
        if (mayGrant(mine, theirs)) expect(isAdministrator(theirs) && !isAdministrator(mine)).toBe(false)
      }),
    )
  })

  it('never widens along a chain: what a second person gives, the first could have given', () => {
    fc.assert(
      fc.property(held, held, held, (first, second, third) => {
        fc.pre(mayGrant(first, second) && mayGrant(second, third))
        expect(mayGrant(first, third)).toBe(true)
      }),
    )
  })
})

describe('the last administrator', () => {
  it.each([
    ['somebody holds both in full', [{ canSignIn: true, held: everything }], false],
    ['nobody', [], true],
    ['only somebody who cannot sign in', [{ canSignIn: false, held: everything }], true],
    [
      'the two rights are with two people',
      [
        { canSignIn: true, held: { 'users.write': 'all' } },
        { canSignIn: true, held: { 'roles.write': 'all' } },
      ],
      true,
    ],
    ['only within groups', [{ canSignIn: true, held: { ...everything, 'users.write': 'group' } }], true],
  ] as const)('%s', (_, people, gone) => {
    expect(lastAdministratorGone(people)).toBe(gone)
  })
})
