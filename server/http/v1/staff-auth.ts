import { can, type Permission, type Principal } from '@/server/access'
import { authenticateRequest } from '@/server/modules/accounts'
import { AppError, viewingOnly } from '@/server/platform/errors'
import { authenticateKey, comesWithKey } from './key-auth'

/** A cookie counts only in requests that our own pages make; a token names its bearer by itself. */
export function isForeignWrite(request: Request): boolean {
  if (request.method === 'GET' || request.method === 'HEAD' || request.headers.has('authorization'))
    return false
  const site = request.headers.get('sec-fetch-site')
  if (site !== null) return site !== 'same-origin' && site !== 'none'
  const origin = request.headers.get('origin')
  // "null" is a page without an origin of its own.
  return origin !== null && (!URL.canParse(origin) || new URL(origin).host !== request.headers.get('host'))
}

/** @throws {AppError} unauthenticated, forbidden */
export async function requireStaff(request: Request, permission?: Permission): Promise<Principal> {
  if (isForeignWrite(request)) throw new AppError('origin_refused', 'This request came from another site.')
  const principal = comesWithKey(request)
    ? await authenticateKey(request)
    : await authenticateRequest(request)
  if (!principal) throw new AppError('unauthenticated', 'Sign in, or send a valid access token or key.')
  if (principal.viewing && request.method !== 'GET' && request.method !== 'HEAD') throw viewingOnly()
  if (principal.secondStepDue || (permission && !can(principal, permission)))
    throw new AppError('forbidden', 'You are not allowed to do this.')
  return principal
}

/** A person who receives conversations. @throws {AppError} unauthenticated, forbidden */
export async function requireAgent(request: Request): Promise<Principal & { agentId: string }> {
  const principal = await requireStaff(request, 'agent.receive')
  if (!principal.agentId) throw new AppError('forbidden', 'This user does not receive conversations.')
  return { ...principal, agentId: principal.agentId }
}
