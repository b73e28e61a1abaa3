import type { z } from 'zod'
import { mergePermissions, type Principal } from '@/server/access'
import { type Db, inTransaction, prisma } from '@/server/platform/db/prisma'
import { env } from '@/server/platform/env'
import { AppError } from '@/server/platform/errors'
import { OidcError, oidcSecret, tryProvider } from '@/server/platform/oidc'
import { type SignInSettings, type SignInView, type saveSignInInput, signInSettings } from '../contract'
import { isAdministrator, lackingFor } from '../domain/grants'
import { listPasswordHolders } from '../store/administrators'
import { recordAudit } from '../store/audit'
import { changeOrganizationSettings, readOrganizationSettings } from '../store/organization'
import { findRoleByKey, listRoleNames } from '../store/roles'

export const redirectPath = '/api/sso/callback'

export async function getSignInSettings(): Promise<SignInView> {
  const { signIn } = await readOrganizationSettings(prisma())
  const { publicUrl, port } = env()
  return {
    settings: signIn,
    secretSet: oidcSecret() !== undefined,
    redirectUri: `${publicUrl ?? `http://127.0.0.1:${port}`}${redirectPath}`,
    roles: (await listRoleNames()).map(({ key, name }) => ({ key, name })),
  }
}

/** @throws {AppError} conflict when they were changed since they were read */
export async function saveSignInSettings(
  principal: Principal,
  { settings, before }: z.output<typeof saveSignInInput>,
): Promise<void> {
  await inTransaction(async (tx) => {
    const { signIn: stands } = await readOrganizationSettings(tx, true)
    if (!same(stands, before)) {
      const data = { current: stands }
      throw new AppError('conflict', 'Somebody else changed how one signs in in the meantime.', { data })
    }
    await writeSignIn(tx, principal, stands, settings)
  })
}

/** As a file wants it, in the caller's transaction. @throws {AppError} invalid_input, invalid_state */
export async function transferSignIn(tx: Db, principal: Principal, settings: SignInSettings): Promise<void> {
  const { signIn: stands } = await readOrganizationSettings(tx, true)
  await writeSignIn(tx, principal, stands, settings, 'applied')
}

async function writeSignIn(
  tx: Db,
  principal: Principal,
  stands: SignInSettings,
  settings: SignInSettings,
  action: 'updated' | 'applied' = 'updated',
): Promise<void> {
  if (same(stands, settings)) return
  const at = action === 'applied' ? '' : 'settings.'
  const role = settings.oidc?.entry === 'create' ? (settings.oidc.role ?? '') : null
  if (role !== null) {
    const found = await findRoleByKey(tx, role)
    if (!found) throw refusedRole(at, 'unknown_role', 'There is no such role.')
    // Everybody at the provider gets it: so nobody can set what they could not give.
    if (lackingFor(principal.permissions, found.permissions).length > 0)
      throw refusedRole(at, 'beyond_own', 'This role may do more than you.')
  }
  if (settings.oidc?.issuer !== stands.oidc?.issuer) await requirePassword(tx)
  await changeOrganizationSettings(tx, { signIn: settings })
  await recordAudit(tx, {
    ...{ actor: principal, action, entity: 'settings', entityId: 'signIn', label: 'signIn' },
    ...{ before: stands, after: settings },
  })
}

/** Without the provider somebody must still come in who can put rights right. */
async function requirePassword(tx: Db): Promise<void> {
  const holders = await listPasswordHolders(tx, '')
  if (holders.some(({ roles }) => isAdministrator(mergePermissions(roles)))) return
  throw new AppError('invalid_state', 'No administrator has a password: nobody could come in any more.', {
    data: { reason: 'last_administrator' },
  })
}

/** Asks the provider for its endpoints. @throws {AppError} invalid_state with what was wrong */
export async function testOidc(provider: {
  issuer: string
  clientId: string
}): Promise<{ authorization: string; token: string }> {
  return tryProvider({ ...provider, clientSecret: oidcSecret() }).catch((error) => {
    if (!(error instanceof OidcError)) throw error
    throw new AppError('invalid_state', `The provider does not answer as it should: ${error.message}`, {
      fields: [{ path: 'settings.oidc.issuer', message: error.message }],
    })
  })
}

function refusedRole(at: string, code: string, message: string): AppError {
  return new AppError('invalid_input', message, {
    fields: [{ path: `${at}oidc.role`, message, code }],
  })
}

/** Both with the same order of keys, as the schema writes them. */
function same(a: SignInSettings, b: SignInSettings): boolean {
  return JSON.stringify(signInSettings.parse(a)) === JSON.stringify(signInSettings.parse(b))
}
