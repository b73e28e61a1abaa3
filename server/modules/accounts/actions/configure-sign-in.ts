import type { z } from 'zod'
import type { Principal } from '@/server/access'
import { inTransaction, prisma } from '@/server/platform/db/prisma'
import { env } from '@/server/platform/env'
import { AppError } from '@/server/platform/errors'
import { OidcError, oidcSecret, tryProvider } from '@/server/platform/oidc'
import { type SignInSettings, type SignInView, type saveSignInInput, signInSettings } from '../contract'
import { lackingFor } from '../domain/grants'
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
    if (same(stands, settings)) return
    const role = settings.oidc?.entry === 'create' ? (settings.oidc.role ?? '') : null
    if (role !== null) {
      const found = await findRoleByKey(tx, role)
      if (!found) throw refusedRole('unknown_role', 'There is no such role.')
      // Everybody at the provider gets it: so nobody can set what they could not give.
      if (lackingFor(principal.permissions, found.permissions).length > 0)
        throw refusedRole('beyond_own', 'This role may do more than you.')
    }
    await changeOrganizationSettings(tx, { signIn: settings })
    await recordAudit(tx, {
      ...{ actor: principal, action: 'updated', entity: 'settings', entityId: 'signIn', label: 'signIn' },
      ...{ before: stands, after: settings },
    })
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

function refusedRole(code: string, message: string): AppError {
  return new AppError('invalid_input', message, {
    fields: [{ path: 'settings.oidc.role', message, code }],
  })
}

/** Both with the same order of keys, as the schema writes them. */
function same(a: SignInSettings, b: SignInSettings): boolean {
  return JSON.stringify(signInSettings.parse(a)) === JSON.stringify(signInSettings.parse(b))
}
