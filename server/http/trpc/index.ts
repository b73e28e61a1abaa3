import type { TRPCError } from '@trpc/server'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { appErrorOf, logError } from '@/server/platform/trpc/errors'
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

/** The console's calls; mounted below `app/api/trpc` and, in production, ahead of Next. */
export function handleTrpc(request: Request): Promise<Response> {
  return fetchRequestHandler({
    endpoint: trpcPath,
    req: request,
    router: rootRouter,
    createContext,
    allowMethodOverride: false,
    responseMeta: ({ errors }) => ({
      headers: { 'cache-control': 'no-store', ...retryAfter(errors) },
    }),
    onError: ({ error, path, input }) => logError(error, path, input),
  })
}
