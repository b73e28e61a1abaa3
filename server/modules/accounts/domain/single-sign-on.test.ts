import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideArrival, isOfDomains, mayUsePassword } from './single-sign-on'

const verified = { email: 'mei@example.org', emailVerified: true }
const existing = { entry: 'existing', domains: [] } as const
const nobody = { linked: null, byEmail: null }
const mei = { id: 'mei', disabled: false, hasOtherIdentity: false }

describe('who comes in by single sign-on', () => {
  it.each([
    ['a subject that is linked', verified, { linked: mei, byEmail: null }, existing, 'enter'],
    [
      'a subject that is linked, with any address',
      { email: null, emailVerified: false },
      { linked: mei, byEmail: null },
      existing,
      'enter',
    ],
    ['a verified address of an account', verified, { linked: null, byEmail: mei }, existing, 'link'],
    ['nobody known, where accounts are made', verified, nobody, { entry: 'create', domains: [] }, 'create'],
  ] as const)('%s', (_, identity, known, rules, kind) => {
    expect(decideArrival(identity, known, rules).kind).toBe(kind)
  })

  it.each([
    ['disabled', verified, { linked: { ...mei, disabled: true }, byEmail: null }, existing],
    ['disabled', verified, { linked: null, byEmail: { ...mei, disabled: true } }, existing],
    ['unverified', { ...verified, emailVerified: false }, { linked: null, byEmail: mei }, existing],
    ['unverified', { email: null, emailVerified: true }, { linked: null, byEmail: null }, existing],
    ['linked_elsewhere', verified, { linked: null, byEmail: { ...mei, hasOtherIdentity: true } }, existing],
    ['unknown', verified, nobody, existing],
    ['domain', verified, { linked: null, byEmail: mei }, { entry: 'existing', domains: ['example.com'] }],
    ['domain', verified, nobody, { entry: 'create', domains: ['ple.org', 'sub.example.org'] }],
  ] as const)('refuses: %s', (reason, identity, known, rules) => {
    expect(decideArrival(identity, known, rules)).toEqual({ kind: 'refuse', reason })
  })

  it('never goes by an address that nobody vouches for', () => {
    const account = fc.option(
      fc.record({ id: fc.string(), disabled: fc.boolean(), hasOtherIdentity: fc.boolean() }),
    )
    const entry = fc.constantFrom('existing' as const, 'create' as const)
    fc.assert(
      fc.property(fc.option(fc.emailAddress()), account, entry, (email, byEmail, how) => {
        const arrival = decideArrival(
          { email, emailVerified: false },
          { linked: null, byEmail },
          { entry: how, domains: [] },
        )
        expect(arrival).toEqual({ kind: 'refuse', reason: 'unverified' })
      }),
    )
  })

  it.each([
    ['a@example.org', ['example.org'], true],
    ['a@EXAMPLE.org', ['example.org'], true],
    ['a@example.org@evil.com', ['example.org'], false],
    ['a@sub.example.org', ['example.org'], false],
    ['a@example.org', [], true],
  ] as const)('%s is of %j: %s', (email, domains, is) => {
    expect(isOfDomains(email, domains)).toBe(is)
  })
})

it('leaves an administrator who can come in by password, whoever is linked', () => {
  const holder = fc.record({ linked: fc.boolean(), administers: fc.boolean() })
  fc.assert(
    fc.property(fc.array(holder, { maxLength: 6 }), (list) => {
      const holders = list.map((one, index) => ({ ...one, id: String(index) }))
      const left = holders.filter(({ id, administers }) => administers && mayUsePassword(id, holders))
      expect(left.length > 0).toBe(holders.some(({ administers }) => administers))
      for (const { id, linked, administers } of holders)
        if (!administers) expect(mayUsePassword(id, holders)).toBe(!linked)
    }),
  )
})
