import { expect, it } from 'vitest'
import { permissionParts, permissions, scopesOf } from './permissions'
import { builtInRoles, roleKeys } from './roles'

it('puts every permission into exactly one part of the matrix', () => {
  expect(Object.values(permissionParts).flat().sort()).toEqual([...permissions].sort())
})

it.each(roleKeys)('%s holds only scopes that its permissions know', (key) => {
  for (const [permission, scope] of Object.entries(builtInRoles[key].permissions))
    expect(scopesOf[permission as keyof typeof scopesOf], permission).toContain(scope)
})
