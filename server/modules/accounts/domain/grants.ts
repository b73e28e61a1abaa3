/**
 * Who may give what. Nobody hands out a permission, or a wider scope of one, that they do not hold: a role
 * given away would otherwise be a way up. And there is always somebody left who can sign in and put rights
 * right: the last administrator is neither disabled nor deleted nor stripped of the role.
 */
type Scope = 'own' | 'group' | 'all'
type Held = { readonly [permission: string]: Scope | undefined }

const width = { own: 1, group: 2, all: 3 } as const

/** Being given conversations is a duty, not a power: whoever says who works may say it of somebody else. */
const duties: readonly string[] = ['agent.receive']

/** What of `granted` the granter lacks, by name; none = may be granted. */
export function lackingFor(granter: Held, granted: Held): string[] {
  return Object.entries(granted)
    .filter(([permission, scope]) => {
      if (scope === undefined || duties.includes(permission)) return false
      const held = granter[permission]
      return held === undefined || width[held] < width[scope]
    })
    .map(([permission]) => permission)
    .sort()
}

export function mayGrant(granter: Held, granted: Held): boolean {
  return lackingFor(granter, granted).length === 0
}

/** Held in full, these are what makes somebody an administrator: they can give every other right back. */
export const administering = ['users.write', 'roles.write'] as const

export function isAdministrator(held: Held): boolean {
  return administering.every((permission) => held[permission] === 'all')
}

/** `canSignIn`: enabled, with a password or another way in. */
export type Standing = { canSignIn: boolean; held: Held }

/** True when nobody of these could put rights right any more. */
export function lastAdministratorGone(people: readonly Standing[]): boolean {
  return !people.some((person) => person.canSignIn && isAdministrator(person.held))
}
