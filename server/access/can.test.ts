import { describe, expect, it } from 'vitest'
import { can, mergePermissions } from './can'
import type { Permission, Scope } from './permissions'
import type { Principal } from './principal'

const mei: Principal = {
  userId: 'mei',
  name: 'Mei',
  agentId: 'mei',
  roles: [],
  permissions: {},
  groupIds: ['returns'],
  scopeGroupIds: ['returns', 'returns-vip'],
}
const holding = (scope: Scope, permission: Permission = 'conversations.read'): Principal => ({
  ...mei,
  permissions: { [permission]: scope },
})

describe('the one access check', () => {
  it('refuses what no role gives, whatever the target', () => {
    expect(can(mei, 'conversations.read')).toBe(false)
    expect(can(mei, 'conversations.read', { ownerId: 'mei', groupIds: ['returns'] })).toBe(false)
    expect(can(holding('all', 'groups.read'), 'groups.write')).toBe(false)
  })

  it('asked without a target, answers whether the permission is held at all', () => {
    for (const scope of ['own', 'group', 'all'] as const)
      expect(can(holding(scope), 'conversations.read')).toBe(true)
  })

  it.each([
    ['own', { ownerId: 'mei' }, true],
    ['own', { ownerId: 'bo' }, false],
    ['own', { ownerId: 'bo', groupIds: ['returns'] }, false],
    ['own', {}, false],
    ['group', { groupIds: ['returns'] }, true],
    ['group', { groupIds: ['returns-vip'] }, true],
    ['group', { groupIds: ['sales'] }, false],
    ['group', { groupIds: ['sales', 'returns'] }, true],
    ['group', { groupIds: [null] }, false],
    ['group', { ownerId: 'mei', groupIds: ['sales'] }, true],
    ['group', {}, false],
    ['all', { ownerId: 'bo', groupIds: ['sales'] }, true],
    ['all', {}, true],
  ] as const)('scope %s over %o: %s', (scope, target, allowed) => {
    expect(can(holding(scope), 'conversations.read', target)).toBe(allowed)
  })

  it('adds roles up to the widest scope and ignores what it does not know', () => {
    const merged = mergePermissions([
      { 'groups.read': 'own', 'reports.read': 'all' },
      { 'groups.read': 'group', 'reports.read': 'own', 'audit.read': 'galaxy', 'old.thing': 'all' },
    ])
    expect(merged).toEqual({ 'groups.read': 'group', 'reports.read': 'all' })
    expect(mergePermissions([])).toEqual({})
  })
})
