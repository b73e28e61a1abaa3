import { authenticateRequest } from '@/server/modules/accounts'
import type { Context } from '@/server/platform/trpc/base'
import { isForeignWrite } from '../v1/staff-auth'

export async function createContext({
  req,
  resHeaders,
}: {
  req: Request
  resHeaders: Headers
}): Promise<Context> {
  if (isForeignWrite(req)) return { principal: null, responseHeaders: resHeaders }
  return { principal: await authenticateRequest(req), responseHeaders: resHeaders }
}
