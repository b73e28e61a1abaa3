/**
 * What a change of a role gives that it did not give before. Only that has to be held by whoever changes it:
 * a name can be put right by somebody who could not have made the role, and taking away gives nothing.
 */
type Scope = 'own' | 'group' | 'all'
type Held = { readonly [permission: string]: Scope | undefined }

const width = { own: 1, group: 2, all: 3 } as const

export function widenedBy(before: Held, next: Held): Held {
  return Object.fromEntries(
    Object.entries(next).filter(([permission, scope]) => {
      const stood = before[permission]
      return scope !== undefined && (stood === undefined || width[stood] < width[scope])
    }),
  )
}

/** Without these nobody could put the roles right again, so the built-in administrator never loses them. */
export const keptByAdministrators = ['users.read', 'users.write', 'roles.read', 'roles.write'] as const
