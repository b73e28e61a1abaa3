import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { logError } from '@/server/platform/trpc/errors'
import { createContext } from './context'
import { rootRouter } from './root'

export const trpcPath = '/api/trpc'

/** The console's calls; mounted below `app/api/trpc` and, in production, ahead of Next. */
export function handleTrpc(request: Request): Promise<Response> {
  return fetchRequestHandler({
    endpoint: trpcPath,
    req: request,
    router: rootRouter,
    createContext,
    allowMethodOverride: false,
    responseMeta: () => ({ headers: { 'cache-control': 'no-store' } }),
    onError: ({ error, path, input }) => logError(error, path, input),
  })
}
