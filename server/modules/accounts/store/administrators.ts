import { mergePermissions } from '@/server/access'
import type { Db } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { administering, lastAdministratorGone } from '../domain/grants'

/**
 * Whoever takes a right away from anybody (disables, deletes, takes a role, narrows a role) holds this lock
 * from before the change until the commit: of two who go for each other at once, the second sees the first.
 */
export async function lockAdministrators(tx: Db): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('administrators', 0))`
}

/** After the change and before the commit, under the lock. @throws {AppError} invalid_state, last_administrator */
export async function requireAdministrator(tx: Db): Promise<void> {
  const rows = await tx.$queryRaw<{ canSignIn: boolean; roles: Record<string, unknown>[] }[]>`
    select u.disabled_at is null and (u.password_hash is not null
        or exists (select 1 from user_identities i where i.user_id = u.id)) as "canSignIn",
      json_agg(r.permissions) as roles
    from users u join user_roles ur on ur.user_id = u.id join roles r on r.id = ur.role_id
    where exists (select 1 from user_roles x join roles y on y.id = x.role_id
      where x.user_id = u.id and y.permissions ? ${administering[0]})
    group by u.id`
  const people = rows.map(({ canSignIn, roles }) => ({ canSignIn, held: mergePermissions(roles) }))
  if (!lastAdministratorGone(people)) return
  throw new AppError('invalid_state', 'Nobody could administer this organisation any more.', {
    data: { reason: 'last_administrator' },
  })
}

/** Enabled users with a password, what their roles give, and whether they are linked to the provider. */
export async function listPasswordHolders(
  tx: Db,
  provider: string,
): Promise<{ id: string; linked: boolean; roles: Record<string, unknown>[] }[]> {
  return tx.$queryRaw`
    select u.id, json_agg(r.permissions) as roles,
      exists (select 1 from user_identities i where i.user_id = u.id and i.provider = ${provider}) as linked
    from users u join user_roles ur on ur.user_id = u.id join roles r on r.id = ur.role_id
    where u.disabled_at is null and u.password_hash is not null
    group by u.id`
}
