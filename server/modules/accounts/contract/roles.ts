import { z } from 'zod'
import { type Permission, permissions, type Scope, scopes, scopesOf } from '@/server/access'

/** Scope by permission; what is absent is not given. Only scopes that the permission knows. */
export const permissionMap = z
  .partialRecord(z.enum(permissions), z.enum(scopes))
  .superRefine((map, context) => {
    for (const [permission, scope] of Object.entries(map) as [Permission, Scope][]) {
      if (scopesOf[permission].includes(scope)) continue
      context.addIssue({ code: 'custom', path: [permission], message: 'unknown_scope' })
    }
  })

export const roleSettings = z.strictObject({
  name: z.string().trim().min(1).max(60),
  description: z.string().trim().max(300).default(''),
  permissions: permissionMap,
})
export type RoleSettings = z.output<typeof roleSettings>

export const roleSorts = ['name', 'holders', 'permissions'] as const
export const roleKinds = ['built_in', 'own'] as const

export const listRolesInput = z.object({
  search: z.string().trim().max(100).optional(),
  kind: z.enum(roleKinds).optional(),
  sort: z.enum(roleSorts).default('name'),
  direction: z.enum(['asc', 'desc']).default('asc'),
  page: z.number().int().min(1).max(100_000).default(1),
  pageSize: z.number().int().min(1).max(200).default(25),
})
export type ListRolesInput = z.output<typeof listRolesInput>

export type RoleRow = {
  id: string
  key: string
  name: string
  description: string
  builtIn: boolean
  version: number
  /** Users who hold it, disabled ones too. */
  holders: number
  permissions: number
}

export type RoleDetail = RoleSettings & {
  id: string
  key: string
  builtIn: boolean
  version: number
  holders: number
  /** Of a built-in role: what it is reset to. */
  definition: RoleSettings['permissions'] | null
}

export const roleIdInput = z.object({ id: z.uuid() })
export const roleVersionInput = z.object({ id: z.uuid(), version: z.number().int() })
export const updateRoleInput = roleVersionInput.extend({ role: roleSettings })
export const restoreRoleInput = z.object({ entryId: z.uuid() })

export const findPeopleInput = z.object({ search: z.string().trim().max(100).default('') })
export type Person = { id: string; name: string; email: string; disabled: boolean }

/** A role that gives a permission, and how far. */
export type Source = { roleId: string; roleKey: string; roleName: string; scope: Scope }
export const explainAccessInput = z.object({ userId: z.uuid() })
export type AccessExplained = {
  person: Person
  roles: { id: string; key: string; name: string }[]
  groups: string[]
  permissions: { permission: Permission; scope: Scope; through: Source[] }[]
}

export const whoCanInput = z.object({
  permission: z.enum(permissions),
  search: z.string().trim().max(100).optional(),
  page: z.number().int().min(1).max(100_000).default(1),
  pageSize: z.number().int().min(1).max(200).default(50),
})
export type Holder = Person & { scope: Scope; through: Source[] }

export const startViewInput = z.object({ kind: z.enum(['role', 'user']), id: z.uuid() })
export type StartViewInput = z.output<typeof startViewInput>
