import { authenticateRequest } from '@/server/modules/accounts'
import type { Context } from '@/server/platform/trpc/base'
import { clientAddress } from '../client-address'
import { limitSearches } from '../limits'
import { isForeignWrite } from '../v1/staff-auth'

export async function createContext({
  req,
  resHeaders,
}: {
  req: Request
  resHeaders: Headers
}): Promise<Context> {
  const address = clientAddress((name) => req.headers.get(name))
  const origin = req.headers.get('origin') ?? undefined
  const limitSearch = (userId: string) => limitSearches(userId, address)
  const who = {
    address,
    limitSearch,
    responseHeaders: resHeaders,
    ...(origin && /^https?:/.test(origin) && { origin }),
  }
  if (isForeignWrite(req)) return { address, responseHeaders: resHeaders, principal: null }
  return { ...who, principal: await authenticateRequest(req) }
}
