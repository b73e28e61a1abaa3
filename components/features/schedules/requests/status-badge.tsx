'use client'

import { Badge } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { LeaveStatus, SwapStatus } from '@/server/modules/schedules/contract'

const colors: Record<LeaveStatus | SwapStatus, string> = {
  requested: 'blue',
  accepted: 'blue',
  approved: 'green',
  rejected: 'red',
  declined: 'red',
  withdrawn: 'gray',
  void: 'gray',
}

export function StatusBadge({ type, status }: { type: 'leave' | 'swap'; status: LeaveStatus | SwapStatus }) {
  const t = useTranslations('requests')
  const word = type === 'leave' && status === 'requested' ? t('status.open') : t(`status.${status}`)
  return (
    <Badge variant="light" color={colors[status]} c="var(--mantine-color-text)">
      {word}
    </Badge>
  )
}
