import type { Principal } from '@/server/access'
import { lackingFor, listKnownRoles, mayGrant, picturePath } from '@/server/modules/accounts'
import { type Db, prisma } from '@/server/platform/db/prisma'
import type { PersonDetail, PersonState, RoleChoice } from '../contract'
import { listStoredPeople } from './people'

/** Everything about one person; what they hold and how they get in as of now. */
export async function findPersonDetail(
  id: string,
  reader: Principal,
  db: Db = prisma(),
): Promise<PersonDetail | null> {
  const [person] = await listStoredPeople(db, [id])
  const row = await db.user.findUnique({
    where: { id },
    select: {
      pictureId: true,
      createdAt: true,
      lastSignInAt: true,
      totpEnabledAt: true,
      identities: { select: { provider: true } },
      links: {
        where: { purpose: 'invitation', usedAt: null },
        select: { expiresAt: true },
        orderBy: { createdAt: 'desc' },
        take: 1,
      },
      agent: { select: { currentCount: true } },
      _count: { select: { tokens: { where: { revokedAt: null } } } },
    },
  })
  if (!person || !row) return null
  const invitation = row.links[0] ? { expiresAt: row.links[0].expiresAt.toISOString() } : null
  const methods = {
    password: person.user.hasPassword,
    identities: row.identities.map((identity) => identity.provider),
    secondStep: row.totpEnabledAt !== null,
    tokens: row._count.tokens,
    invitation,
  }
  return {
    ...person.settings,
    ...{ id, version: person.version, disabled: person.disabled, methods },
    state: stateOf(person.disabled, methods),
    picture: row.pictureId && picturePath(row.pictureId),
    createdAt: row.createdAt.toISOString(),
    lastSignInAt: row.lastSignInAt?.toISOString() ?? null,
    current: row.agent?.currentCount ?? 0,
    above: id !== reader.userId && !mayGrant(reader.permissions, person.user.permissions),
  }
}

function stateOf(disabled: boolean, methods: PersonDetail['methods']): PersonState {
  if (disabled) return 'disabled'
  if (methods.password || methods.identities.length > 0) return 'active'
  return methods.invitation && new Date(methods.invitation.expiresAt) > new Date() ? 'invited' : 'no_sign_in'
}

/** Every role with what the reader lacks to give it. */
export async function listRoleChoices(reader: Principal): Promise<RoleChoice[]> {
  return (await listKnownRoles(prisma())).map(({ key, name, permissions }) => ({
    ...{ key, name, receives: permissions['agent.receive'] !== undefined },
    lacking: lackingFor(reader.permissions, permissions),
  }))
}
