'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { useCan, useMe } from '@/components/client/me'
import { useTRPC } from '@/components/client/trpc'
import { placesFor } from '@/components/patterns/shell/navigation'
import { homeOf } from '@/components/patterns/shell/place-choice'

/** Where somebody works; whoever sets up an installation in which nothing stands yet begins with the guide. */
export function HomeRedirect() {
  const router = useRouter()
  const trpc = useTRPC()
  const allowed = useCan()
  const mayGuide = allowed('configuration.transfer', {})
  const guide = useQuery(trpc.setup.getGuide.queryOptions(undefined, { enabled: mayGuide, retry: false }))
  const home = homeOf(useMe().roles, placesFor(allowed))
  const known = !mayGuide || guide.data !== undefined || guide.isError
  const { demo, dismissed, done } = guide.data ?? { demo: false, dismissed: true, done: null }
  const empty = done !== null && !(done.group && done.channel && done.agent)
  const target = !demo && !dismissed && empty ? '/admin/guide' : home
  useEffect(() => {
    if (known) router.replace(target)
  }, [router, known, target])
  return null
}
