import { mergePermissions } from '@/server/access'
import { prisma } from '@/server/platform/db/prisma'
import { isAdministrator } from '../domain/grants'
import { mayUsePassword } from '../domain/single-sign-on'
import { listPasswordHolders } from '../store/administrators'
import { readOrganizationSettings } from '../store/organization'

/** Whether this person comes in by single sign-on only. */
export async function isPasswordOff(userId: string): Promise<boolean> {
  const { signIn } = await readOrganizationSettings(prisma())
  if (!signIn.passwordOff || !signIn.oidc) return false
  const holders = await listPasswordHolders(prisma(), signIn.oidc.issuer)
  const people = holders.map(({ id, linked, roles }) => ({
    ...{ id, linked, administers: isAdministrator(mergePermissions(roles)) },
  }))
  return !mayUsePassword(userId, people)
}
