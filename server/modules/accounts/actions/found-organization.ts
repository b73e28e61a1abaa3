import { now } from '@/server/platform/clock'
import { inTransaction } from '@/server/platform/db/prisma'
import { recordAudit } from '../store/audit'
import { insertUser } from '../store/new-users'
import { ensureBuiltInRoles, hasOrganization, insertOrganization, lockSetup } from '../store/organization'
import { hashPassword } from '../store/passwords'
import { insertToken } from '../store/tokens'

export type Founding = { organisation: string; timeZone: string; email: string; password: string }

/**
 * An empty installation gets its organisation, the built-in roles and one administrator. `keepToken` is
 * given the administrator's token before the commit: what cannot be kept is not founded, and a token of a
 * founding that failed opens nothing. null when there is an organisation already.
 */
export async function foundOrganization(
  { organisation, timeZone, email, password }: Founding,
  keepToken: (token: string) => void,
): Promise<{ userId: string } | null> {
  const passwordHash = await hashPassword(password)
  const createdAt = now()
  return inTransaction(async (tx) => {
    await lockSetup(tx)
    if (await hasOrganization(tx)) return null
    await insertOrganization(tx, { name: organisation, timeZone, createdAt })
    await ensureBuiltInRoles(tx)
    const name = 'Administrator'
    const userId = await insertUser(tx, { email, name, passwordHash, role: 'administrator', createdAt })
    const { token } = await insertToken(tx, {
      userId,
      name: 'Made at the first start',
      createdAt,
      expiresAt: null,
    })
    await recordAudit(tx, {
      actor: null,
      action: 'created',
      entity: 'user',
      entityId: userId,
      label: name,
      after: { email, roles: ['administrator'] },
    })
    keepToken(token)
    return { userId }
  })
}
