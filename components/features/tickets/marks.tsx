'use client'

import { Badge } from '@mantine/core'
import { IconAlertTriangle, IconClockExclamation } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { When } from '@/components/patterns/time/when'
import type { TicketPriority, TicketRow, TicketStatus } from '@/server/modules/tickets/contract'

const statusColors: Record<TicketStatus, string> = {
  ...{ new: 'blue', open: 'blue', pending: 'gray', on_hold: 'gray', solved: 'green', closed: 'gray' },
}

export function StatusBadge({ status }: { status: TicketStatus }) {
  const t = useTranslations('tickets')
  return (
    <Badge variant={status === 'new' ? 'filled' : 'light'} color={statusColors[status]} tt="none">
      {t(`status.${status}`)}
    </Badge>
  )
}

const priorityColors: Record<TicketPriority, string> = {
  ...{ low: 'gray', normal: 'gray', high: 'amber', urgent: 'red' },
}

export function PriorityBadge({ priority }: { priority: TicketPriority }) {
  const t = useTranslations('tickets')
  return (
    <Badge
      variant={priorityColors[priority] === 'gray' ? 'outline' : 'light'}
      color={priorityColors[priority]}
      tt="none"
    >
      {t(`priority.${priority}`)}
    </Badge>
  )
}

const marks = {
  overdue: { Icon: IconAlertTriangle, color: 'red' },
  soon: { Icon: IconClockExclamation, color: 'amber' },
} as const

/** When it is due; in words too where it is late or nearly so. */
export function DueMark({ ticket }: { ticket: Pick<TicketRow, 'dueAt' | 'deadline'> }) {
  const t = useTranslations('tickets')
  const { deadline } = ticket
  if (deadline !== 'overdue' && deadline !== 'soon') return <When at={ticket.dueAt} />
  const { Icon, color } = marks[deadline]
  return (
    <>
      <When at={ticket.dueAt} />{' '}
      <Badge variant="light" color={color} tt="none" leftSection={<Icon size={12} aria-hidden />}>
        {t(`deadline.${deadline}`)}
      </Badge>
    </>
  )
}
