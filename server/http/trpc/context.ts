import { authenticateRequest } from '@/server/modules/accounts'
import type { Context } from '@/server/platform/trpc/base'

export async function createContext({ req }: { req: Request }): Promise<Context> {
  if (isForeignWrite(req)) return { principal: null }
  return { principal: await authenticateRequest(req) }
}

/** A cookie counts only in requests that our own pages make; a token names its bearer by itself. */
function isForeignWrite(request: Request): boolean {
  if (request.method === 'GET' || request.headers.has('authorization')) return false
  const site = request.headers.get('sec-fetch-site')
  return site !== null && site !== 'same-origin' && site !== 'none'
}
