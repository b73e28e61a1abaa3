'use client'

import { useTranslations } from 'next-intl'
import type { AgentStatusView } from '@/server/http/v1/contract'

export const busyReasons = ['break', 'lunch', 'training', 'meeting'] as const
type BusyReason = (typeof busyReasons)[number]

/** Reasons the system and the menu know have words of their own; others were typed by somebody. */
export function useReasonText(): (reason: string) => string {
  const reasons = useTranslations('workspace.status.reason')
  return (reason) => (reasons.has(`${reason as BusyReason}`) ? reasons(`${reason as BusyReason}`) : reason)
}

/** "Offline: shift ended": the status with what decided it. */
export function useStatusText(): (status: AgentStatusView) => { name: string; why: string | null } {
  const t = useTranslations('workspace.status')
  const reasonText = useReasonText()
  return ({ status, source, reason }) => ({
    name: t(`name.${status}`),
    why: reason ? reasonText(reason) : source === 'roster' ? t('source.roster') : null,
  })
}
