import type { TRPCError } from '@trpc/server'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { appErrorOf, logError } from '@/server/platform/trpc/errors'
import { problemResponse } from '../problem'
import { limited } from '../read-body'
import { createContext } from './context'
import { rootRouter } from './root'

export const trpcPath = '/api/trpc'

/** Of several calls in one request, the longest wait that one of them asks for. */
function retryAfter(errors: readonly TRPCError[]): { 'retry-after'?: string } {
  const seconds = errors.flatMap((error) => {
    const { retryAfter, retryAfterSeconds } = appErrorOf(error).data ?? {}
    return [retryAfter, retryAfterSeconds].filter((one) => typeof one === 'number')
  })
  return seconds.length > 0 ? { 'retry-after': String(Math.ceil(Math.max(...seconds))) } : {}
}
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
    responseMeta: ({ errors }) => ({
      headers: { 'cache-control': 'no-store', ...retryAfter(errors) },
    }),
    onError: ({ error, path, input }) => logError(error, path, input),
    maxBatchSize: MAX_BATCH,
  })
}
