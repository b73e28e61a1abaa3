import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { toFailure } from './failure'

/** A session that ended (signed out elsewhere, new password, disabled) leads to sign-in, and back. */
function leaveWhenSignedOut(error: unknown): void {
  if (toFailure(error).code !== 'unauthenticated' || location.pathname === '/sign-in') return
  const next = location.pathname + location.search
  location.assign(`/sign-in?next=${encodeURIComponent(next)}`)
}

/** Only what may pass by itself is tried again. */
function mayPass(error: unknown): boolean {
  return ['network', 'unavailable'].includes(toFailure(error).code)
}

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
    defaultOptions: {
      queries: { staleTime: 5_000, retry: (count, error) => count < 2 && mayPass(error) },
    },
  })
}
