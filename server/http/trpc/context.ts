import { authenticateRequest } from '@/server/modules/accounts'
import type { Context } from '@/server/platform/trpc/base'
import { isForeignWrite } from '../v1/staff-auth'

export async function createContext({ req }: { req: Request }): Promise<Context> {
  if (isForeignWrite(req)) return { principal: null }
  return { principal: await authenticateRequest(req) }
}
