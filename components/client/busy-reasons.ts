'use client'

import { useQuery } from '@tanstack/react-query'
import { useLocale } from 'next-intl'
import type { BusyReasonView } from '@/server/modules/workforce/contract'
import { useTRPC } from './trpc'

const none: BusyReasonView[] = []

/** The organisation's reasons to be busy, in order; those switched off only explain the past. */
export function useBusyReasons(): BusyReasonView[] {
  const trpc = useTRPC()
  const reasons = useQuery(trpc.workforce.listBusyReasons.queryOptions(undefined, { staleTime: 60_000 }))
  return reasons.data ?? none
}

/** The name of a reason in the reader's language; null for what is none of the organisation's. */
export function useBusyReasonName(): (key: string) => string | null {
  const reasons = useBusyReasons()
  const locale = useLocale()
  return (key) => {
    const names = reasons.find((reason) => reason.key.toLowerCase() === key.toLowerCase())?.names
    return names ? (names[locale] ?? names.en ?? Object.values(names)[0] ?? key) : null
  }
}
