import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AuditContent, canonicalJson, findPersonal, type Json, withValues } from './audit-personal'

const entry = (over: Partial<AuditContent>): AuditContent => ({
  actorId: 'u1',
  actorName: 'Ana Ruiz',
  entity: 'skill_group',
  entityId: 'g1',
  label: 'Returns',
  ip: '10.0.0.7',
  viaName: null,
  before: null,
  after: null,
  ...over,
})
const paths = (over: Partial<AuditContent>) => findPersonal(entry(over)).map(({ path }) => path)

describe('personal values of an audit entry', () => {
  it('are who acted and from where, and not the name of a group', () => {
    expect(paths({ after: { name: 'Returns', maxWaitSeconds: 60 } })).toEqual(['/actorName', '/ip'])
  })

  it('are name, address and phone of a person who was changed', () => {
    const found = findPersonal(
      entry({
        entity: 'user',
        entityId: 'u2',
        label: 'Bo Li',
        after: { name: 'Bo Li', email: 'bo@example.com', roles: ['agent'] },
      }),
    )
    expect(found.filter(({ subjectId }) => subjectId === 'u2').map(({ path }) => path)).toEqual([
      '/label',
      '/after/name',
      '/after/email',
    ])
  })

  it('are names of members, each of its own person', () => {
    const members = [{ agentId: 'a1', name: 'Ana', level: 1 }]
    expect(findPersonal(entry({ after: { members } })).at(-1)).toEqual({
      path: '/after/members/0/name',
      value: 'Ana',
      subjectId: 'a1',
    })
  })

  it('are addresses wherever they stand', () => {
    expect(paths({ after: { note: 'write to bo@example.com' } })).toContain('/after/note')
    expect(paths({ after: { 'a/b~c': 'bo@example.com' } })).toContain('/after/a~1b~0c')
  })

  it('are nobody’s where the system acted', () => {
    expect(paths({ actorId: null, actorName: 'System', ip: null })).toEqual([])
  })
})

const json: fc.Arbitrary<Json> = fc
  .jsonValue({ maxDepth: 4 })
  .map((value) => JSON.parse(JSON.stringify(value)) as Json)

describe('taking personal values out and putting them back', () => {
  it('gives the same entry again', () => {
    fc.assert(
      fc.property(json, json, fc.constantFrom('user', 'skill_group'), (before, after, entity) => {
        const whole = entry({ before, after, entity })
        const found = findPersonal(whole)
        const emptied = withValues(whole, new Map(found.map(({ path }) => [path, null])))
        const back = withValues(emptied, new Map(found.map(({ path, value }) => [path, value])))
        expect(canonicalJson(back)).toBe(canonicalJson(whole))
      }),
    )
  })

  it('leaves none of them behind', () => {
    const whole = entry({
      entity: 'user',
      after: { email: 'bo@example.com', nested: [{ userId: 'u9', name: 'Secret Name' }] },
    })
    const found = findPersonal(whole)
    const text = canonicalJson(withValues(whole, new Map(found.map(({ path }) => [path, null]))))
    for (const { value } of found) expect(text).not.toContain(value)
  })
})

describe('the canonical form', () => {
  it('does not depend on the order of keys, and tells values apart', () => {
    expect(canonicalJson({ b: 1, a: [2, { d: 3, c: null }] })).toBe('{"a":[2,{"c":null,"d":3}],"b":1}')
    fc.assert(
      fc.property(json, json, (a, b) => {
        const same =
          JSON.stringify(JSON.parse(canonicalJson(a))) === JSON.stringify(JSON.parse(canonicalJson(b)))
        expect(canonicalJson(a) === canonicalJson(b)).toBe(same)
      }),
    )
  })
})
