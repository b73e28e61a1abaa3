import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { logError } from '@/server/platform/trpc/errors'
import { problemResponse } from '../problem'
import { limited } from '../read-body'
import { createContext } from './context'
import { rootRouter } from './root'

export const trpcPath = '/api/trpc'

/** A list of people as a file, with every quote of it escaped. */
const MAX_CALL_BYTES = 24 * 1024 * 1024

/** More than any page asks at once; what the console sends together is cut to it. */
export const MAX_BATCH = 50

/** The console's calls; mounted below `app/api/trpc` and, in production, ahead of Next. */
export async function handleTrpc(request: Request): Promise<Response> {
  try {
    return await serveTrpc(await limited(request, MAX_CALL_BYTES), createContext)
  } catch (error) {
    return problemResponse(error, trpcPath)
  }
}

/** The same as whoever the context says. */
export function serveTrpc(request: Request, contextOf: typeof createContext): Promise<Response> {
  return fetchRequestHandler({
    endpoint: trpcPath,
    req: request,
    router: rootRouter,
    createContext: contextOf,
    allowMethodOverride: false,
    maxBatchSize: MAX_BATCH,
    responseMeta: () => ({ headers: { 'cache-control': 'no-store' } }),
    onError: ({ error, path }) => logError(error, path),
  })
}
