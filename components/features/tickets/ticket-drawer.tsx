'use client'

import { Anchor, Button, Drawer, Group, Skeleton, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconBell, IconBellOff, IconPencil, IconPhone, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import type { TicketView } from '@/server/modules/tickets/contract'
import { CallBackDialog } from './call-backs/call-back-dialog'
import { CommentBox } from './comment-box'
import classes from './ticket.module.css'
import { TicketFacts } from './ticket-facts'
import { TicketLinks } from './ticket-links'
import { TicketTimeline } from './ticket-timeline'
import { useChangeTicket, useRefreshTickets, useRefusalText } from './use-change'

type Props = { id: string; onClose: () => void; onOpen: (id: string) => void }

/** One ticket: what it is about, what happened, what comes next. */
export function TicketDrawer({ id, onClose, onOpen }: Props) {
  const t = useTranslations('tickets')
  const trpc = useTRPC()
  const ticket = useQuery(trpc.tickets.get.queryOptions({ id }, { refetchInterval: 10_000 }))
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={960}
      title={ticket.data ? `T-${ticket.data.number} ${ticket.data.title}` : t('title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {ticket.data ? (
        <Ticket ticket={ticket.data} onClose={onClose} onOpen={onOpen} />
      ) : ticket.isError ? (
        <FailedState error={ticket.error} retry={() => void ticket.refetch()} />
      ) : (
        <Late>
          <Skeleton h={320} />
        </Late>
      )}
    </Drawer>
  )
}

function Ticket({ ticket, onClose, onOpen }: { ticket: TicketView } & Omit<Props, 'id'>) {
  const t = useTranslations('tickets')
  return (
    <div className={classes.columns}>
      <div>
        <About ticket={ticket} />
        <h3 className={classes.heading}>{t('timeline')}</h3>
        <TicketTimeline ticket={ticket} />
        {ticket.mayEdit && <CommentBox key={ticket.id} ticket={ticket} />}
      </div>
      <aside className={classes.side}>
        <TicketFacts ticket={ticket} />
        <TicketLinks ticket={ticket} onOpen={onOpen} />
        <Acts ticket={ticket} onClose={onClose} />
      </aside>
    </div>
  )
}

function About({ ticket }: { ticket: TicketView }) {
  const t = useTranslations('tickets')
  const [editing, setEditing] = useState(false)
  const number = ticket.conversationNumber
  return (
    <>
      <div className={classes.facts}>
        <span>{t('openedBy', { name: ticket.creator })}</span>
        {ticket.conversationId && number !== null && (
          <Anchor component={Link} size="xs" href={`/conversations/${ticket.conversationId}`}>
            {t('fromConversation', { number: String(number) })}
          </Anchor>
        )}
        {ticket.mayEdit && !editing && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPencil size={14} />}
            onClick={() => setEditing(true)}
          >
            {t('edit')}
          </Button>
        )}
      </div>
      {editing ? (
        <AboutForm ticket={ticket} onDone={() => setEditing(false)} />
      ) : (
        <p className={classes.description}>{ticket.description || t('noDescription')}</p>
      )}
    </>
  )
}

function AboutForm({ ticket, onDone }: { ticket: TicketView; onDone: () => void }) {
  const t = useTranslations('tickets')
  const change = useChangeTicket()
  const [title, setTitle] = useState(ticket.title)
  const [description, setDescription] = useState(ticket.description)
  const [read] = useState({ id: ticket.id, version: ticket.version })
  const save = useMutation({
    mutationFn: () => change([read], { title: title.trim(), description }),
    onSuccess: (done) => done && onDone(),
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <TextInput
        label={t('name')}
        value={title}
        maxLength={200}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Textarea
        mt="sm"
        label={t('description')}
        autosize
        minRows={4}
        maxLength={20_000}
        value={description}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
      <Group gap="xs" mt="sm">
        <Button type="submit" loading={save.isPending} disabled={title.trim() === ''}>
          {t('save')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('cancel')}
        </Button>
      </Group>
    </form>
  )
}

function Acts({ ticket, onClose }: { ticket: TicketView; onClose: () => void }) {
  const t = useTranslations('tickets')
  const work = useTranslations('workspace.work')
  const client = useTRPCClient()
  const refresh = useRefreshTickets()
  const confirm = useConfirm()
  const refusal = useRefusalText()
  const [calling, setCalling] = useState(false)
  const watch = useMutation({
    mutationFn: () => client.tickets.watch.mutate({ id: ticket.id, on: !ticket.watching }),
    onSettled: refresh,
  })
  const remove = async () => {
    const question = { title: t('removeTitle'), body: t('removeBody'), confirm: t('remove'), danger: true }
    if (!(await confirm(question))) return
    try {
      await client.tickets.remove.mutate({ id: ticket.id, version: ticket.version })
      notifications.show({ color: 'green', message: t('removed') })
      onClose()
    } catch (error) {
      notifications.show({ color: 'red', message: refusal(error) })
    }
    await refresh()
  }
  return (
    <Group gap="xs">
      <Button
        variant="default"
        size="compact-sm"
        leftSection={ticket.watching ? <IconBellOff size={14} /> : <IconBell size={14} />}
        onClick={() => watch.mutate()}
      >
        {ticket.watching ? t('unwatch') : t('watch')}
      </Button>
      {ticket.mayEdit && (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPhone size={14} />}
          onClick={() => setCalling(true)}
        >
          {work('act.callBack')}
        </Button>
      )}
      {ticket.mayDelete && (
        <Button
          variant="subtle"
          color="red"
          size="compact-sm"
          leftSection={<IconTrash size={14} />}
          onClick={() => void remove()}
        >
          {t('remove')}
        </Button>
      )}
      {calling && (
        <CallBackDialog
          about={{
            ticketId: ticket.id,
            name: ticket.customer?.name ?? '',
            groupId: ticket.group?.id ?? null,
          }}
          onClose={() => setCalling(false)}
        />
      )}
    </Group>
  )
}
