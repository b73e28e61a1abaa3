'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { useCan, useMe } from '@/components/client/me'
import { homeOf, placesFor } from '@/components/patterns/shell/navigation'

export function HomeRedirect() {
  const router = useRouter()
  const home = homeOf(useMe().roles, placesFor(useCan()))
  useEffect(() => router.replace(home), [router, home])
  return null
}
