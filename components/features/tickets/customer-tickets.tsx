'use client'

import { Anchor, Button, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useCan } from '@/components/client/me'
import { useTRPC } from '@/components/client/trpc'
import { FailedState } from '@/components/patterns/states/failed-state'
import { When } from '@/components/patterns/time/when'
import { CallBackDialog } from './call-backs/call-back-dialog'
import { DueMark, StatusBadge } from './marks'
import { NewTicketDialog } from './new-ticket-dialog'
import classes from './ticket.module.css'

type Props = {
  conversationId: string
  customer: { id: string; name: string; phone: string | null }
  groupId: string | null
}

/** Beside a conversation: tickets and call-backs of its customer. */
export function CustomerTickets({ conversationId, customer, groupId }: Props) {
  const t = useTranslations('tickets')
  const work = useTranslations('workspace.work')
  const may = useCan()
  const [dialog, setDialog] = useState<'ticket' | 'call' | null>(null)
  const close = () => setDialog(null)
  const about = { conversationId, name: customer.name, phone: customer.phone ?? '', groupId }
  return (
    <>
      <h3 className={classes.heading}>{t('panel.tickets')}</h3>
      <TicketList customerId={customer.id} />
      {may('tickets.edit') && (
        <Button mt="xs" variant="default" size="compact-sm" onClick={() => setDialog('ticket')}>
          {work('act.ticket')}
        </Button>
      )}
      <h3 className={classes.heading}>{t('panel.callBacks')}</h3>
      <CallBackList customerId={customer.id} />
      {may('tickets.edit') && (
        <Button mt="xs" variant="default" size="compact-sm" onClick={() => setDialog('call')}>
          {work('act.callBack')}
        </Button>
      )}
      {dialog === 'ticket' && (
        <NewTicketDialog conversationId={conversationId} onClose={close} onOpened={() => {}} />
      )}
      {dialog === 'call' && <CallBackDialog about={about} onClose={close} />}
    </>
  )
}

export function TicketList({ customerId }: { customerId: string }) {
  const t = useTranslations('tickets')
  const trpc = useTRPC()
  const input = { customerId, sort: 'created', direction: 'desc', pageSize: 50 } as const
  const list = useQuery(trpc.tickets.list.queryOptions(input, { refetchInterval: 30_000 }))
  if (list.isError) return <FailedState error={list.error} retry={() => void list.refetch()} />
  if (!list.data) return <Skeleton h={60} />
  if (list.data.rows.length === 0) return <p className={classes.entry}>{t('panel.none')}</p>
  return (
    <ul className={classes.links}>
      {list.data.rows.map((row) => (
        <li key={row.id} className={classes.comment}>
          <Anchor component={Link} size="sm" href={`/tickets?open=${row.id}`}>
            T-{row.number} {row.title}
          </Anchor>
          <div className={classes.facts}>
            <StatusBadge status={row.status} />
            {row.assignee && <span>{row.assignee.name}</span>}
            {row.dueAt && <DueMark ticket={row} />}
          </div>
        </li>
      ))}
    </ul>
  )
}

export function CallBackList({ customerId }: { customerId: string }) {
  const t = useTranslations('tickets')
  const say = useTranslations('callBacks')
  const trpc = useTRPC()
  const input = { customerId, pageSize: 20 } as const
  const list = useQuery(trpc.tickets.listCallBacks.queryOptions(input, { refetchInterval: 30_000 }))
  if (list.isError) return <FailedState error={list.error} retry={() => void list.refetch()} />
  if (!list.data) return <Skeleton h={40} />
  if (list.data.rows.length === 0) return <p className={classes.entry}>{t('panel.noCallBacks')}</p>
  return (
    <ul className={classes.links}>
      {list.data.rows.map((row) => (
        <li key={row.id} className={classes.comment}>
          <Anchor component={Link} size="sm" href={`/call-backs?open=${row.id}`}>
            <When at={row.dueAt} />
          </Anchor>
          <div className={classes.facts}>
            <span>{row.overdue ? say('overdue') : say(`stateOf.${row.state}`)}</span>
            {row.assignee && <span>{row.assignee.name}</span>}
          </div>
        </li>
      ))}
    </ul>
  )
}
