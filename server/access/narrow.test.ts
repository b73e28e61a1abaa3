import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { can } from './can'
import { narrowTo } from './narrow'
import { type PermissionMap, permissions, scopes } from './permissions'
import type { Principal } from './principal'

const groups = ['returns', 'sales', 'warranty']
const map = fc.dictionary(
  fc.constantFrom(...permissions),
  fc.constantFrom(...scopes),
) as fc.Arbitrary<PermissionMap>
const some = fc.subarray(groups)
const person = (userId: string) =>
  fc.record({ permissions: map, scopeGroupIds: some }).map(
    ({ permissions: held, scopeGroupIds }): Principal => ({
      ...{ userId, name: userId, agentId: userId, roles: ['x'], permissions: held },
      ...{ groupIds: scopeGroupIds, scopeGroupIds },
    }),
  )
const viewing = { kind: 'user', id: 'b', name: 'Bo' } as const
const target = fc.record({ ownerId: fc.constantFrom('a', 'b', 'c', null), groupIds: some })

describe('viewing as somebody', () => {
  it('allows nothing that the viewer may not do', () => {
    fc.assert(
      fc.property(person('a'), person('b'), fc.constantFrom(...permissions), target, (a, b, one, of) => {
        if (can(narrowTo(a, b, viewing), one, of)) expect(can(a, one, of)).toBe(true)
      }),
    )
  })

  it('shows nothing that the viewed may not do, except what is the viewer’s own', () => {
    fc.assert(
      fc.property(person('a'), person('b'), fc.constantFrom(...permissions), target, (a, b, one, of) => {
        if (of.ownerId !== 'a' && can(narrowTo(a, b, viewing), one, of)) expect(can(b, one, of)).toBe(true)
      }),
    )
  })

  it('is never an agent, and says what could not be shown', () => {
    const a: Principal = {
      ...{ userId: 'a', name: 'A', agentId: 'a', roles: [], groupIds: [], scopeGroupIds: [] },
      permissions: { 'agent.receive': 'own', 'groups.read': 'group' },
    }
    const b: Principal = {
      ...{ ...a, userId: 'b' },
      permissions: { 'agent.receive': 'own', 'groups.read': 'all', 'audit.read': 'all' },
    }
    const narrowed = narrowTo(a, b, viewing)
    expect(narrowed.agentId).toBeNull()
    expect(narrowed.permissions).toEqual({ 'groups.read': 'group' })
    expect(narrowed.viewing?.lacking).toEqual(['groups.read', 'audit.read'])
  })
})
