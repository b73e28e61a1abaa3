'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useBusyReasonName } from '@/components/client/busy-reasons'
import type { AgentStatusView } from '@/server/http/v1/contract'
import { boundaryOf, minutesIn } from './status-facts'

type KnownReason = 'break' | 'no_connection' | 'shift' | 'leave' | 'shift_ended' | 'no_shift'

/** Reasons of the organisation have names, those of the system words; anything else stands as it is. */
export function useReasonText(): (reason: string) => string {
  const reasons = useTranslations('workspace.status.reason')
  const named = useBusyReasonName()
  return (reason) =>
    named(reason) ?? (reasons.has(`${reason as KnownReason}`) ? reasons(`${reason as KnownReason}`) : reason)
}

/**
 * "Offline: shift ended 18:00", "Busy: break until 14:30", "Busy: Lunch · 12 min": the status with what
 * decided it. `now` in epoch ms.
 */
export function useStatusText(): (
  status: AgentStatusView,
  now: number,
) => { name: string; why: string | null } {
  const t = useTranslations('workspace.status')
  const format = useFormatter()
  const reasonText = useReasonText()
  return (status, now) => {
    const name = t(`name.${status.status}`)
    const boundary = boundaryOf(status)
    const { reason } = status
    if (boundary) {
      const time = format.dateTime(new Date(boundary.at), { hour: '2-digit', minute: '2-digit' })
      return { name, why: t(`boundary.${boundary.kind}`, { time }) }
    }
    const why = reason ? reasonText(reason) : status.source === 'roster' ? t('source.roster') : null
    const minutes = minutesIn(status, now)
    if (why && minutes !== null) return { name, why: t('forMinutes', { why, minutes }) }
    return { name, why }
  }
}
