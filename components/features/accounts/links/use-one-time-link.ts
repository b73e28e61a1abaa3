'use client'

import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '@/components/client/trpc'
import type { LinkPurpose } from '@/server/modules/accounts/contract'

/** What the link is for; asked once, because a link is used once. */
export function useOneTimeLink(token: string, purpose: LinkPurpose) {
  const trpc = useTRPC()
  return useQuery(
    trpc.accounts.findLink.queryOptions(
      { token, purpose },
      { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false },
    ),
  )
}
