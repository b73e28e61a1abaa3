'use client'

import { useTranslations } from 'next-intl'
import { useBusyReasonName } from '@/components/client/busy-reasons'

/** Reasons that the product sets itself; what a person typed stands as it is. */
const known = [
  'break',
  'lunch',
  'training',
  'own_list',
  'shift',
  'shift_ended',
  'no_shift',
  'leave',
  'no_connection',
  'back',
] as const

export function useReasonText(): (reason: string | null) => string | null {
  const t = useTranslations('insights')
  const named = useBusyReasonName()
  return (reason) => {
    const busy = reason === null ? null : named(reason)
    if (busy !== null) return busy
    const own = known.find((one) => one === reason)
    return own ? t(`reason.${own}`) : reason
  }
}
