import { describe, expect, it } from 'vitest'
import { rootRouter } from '@/server/http/trpc/root'
import { useTestDatabase } from '@/server/platform/testing/database'
import { createCaller } from '@/server/platform/trpc/base'
import { builtInRoles, type Principal, type RoleKey, roleKeys } from '.'
import { procedureAccess } from './access-matrix'

useTestDatabase()

const paths = Object.keys(rootRouter._def.procedures)

function principalWith(role: RoleKey): Principal {
  const userId = '00000000-0000-7000-8000-000000000001'
  const { permissions } = builtInRoles[role]
  return { userId, name: role, agentId: userId, roles: [role], permissions, groupIds: [], scopeGroupIds: [] }
}

/** Calls without input: what gets past the access check fails later, for another reason. */
async function outcome(path: string, principal: Principal | null): Promise<string> {
  const call = path
    .split('.')
    .reduce<unknown>(
      (node, key) => (node as Record<string, unknown>)[key],
      createCaller(rootRouter)({ principal }),
    ) as (input: unknown) => Promise<unknown>
  return call(undefined).then(
    () => 'OK',
    (error: { code?: string }) => String(error.code),
  )
}

describe('access matrix', () => {
  it('has an entry for every procedure, and none for what does not exist', () => {
    expect(Object.keys(procedureAccess).sort()).toEqual([...paths].sort())
  })

  it.each(paths)('%s lets in exactly whom the matrix names', async (path) => {
    const who = procedureAccess[path] ?? []
    if (who === 'anyone') return expect(await outcome(path, null)).toBe('BAD_REQUEST')
    expect(await outcome(path, null)).toBe('UNAUTHORIZED')
    const allowed: RoleKey[] = []
    for (const role of roleKeys)
      if (!['FORBIDDEN', 'UNAUTHORIZED'].includes(await outcome(path, principalWith(role))))
        allowed.push(role)
    expect(allowed).toEqual(roleKeys.filter((role) => who.includes(role)))
  })
})
