'use client'

import { ActionIcon, Anchor, Button, Group, Select, Text, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { useTRPCClient } from '@/components/client/trpc'
import { linkKinds, type TicketLinkView, type TicketView } from '@/server/modules/tickets/contract'
import { StatusBadge } from './marks'
import classes from './ticket.module.css'
import { useRefreshTickets, useRefusalText } from './use-change'

const kinds = [...linkKinds, 'conversation', 'order'] as const
type Kind = (typeof kinds)[number]

/** Other tickets, conversations and orders that have to do with it. */
export function TicketLinks({ ticket, onOpen }: { ticket: TicketView; onOpen: (id: string) => void }) {
  const t = useTranslations('tickets')
  const client = useTRPCClient()
  const refresh = useRefreshTickets()
  const unlink = useMutation({
    mutationFn: (linkId: string) => client.tickets.unlink.mutate({ id: ticket.id, linkId }),
    onSettled: refresh,
  })
  return (
    <section aria-label={t('links')}>
      <h3 className={classes.heading}>{t('links')}</h3>
      <ul className={classes.links}>
        {ticket.links.map((link) => (
          <li key={link.id} className={classes.link}>
            <span>
              {t(`linkKind.${link.kind}`)} <Target link={link} onOpen={onOpen} />
            </span>
            {ticket.mayEdit && (
              <ActionIcon
                size="sm"
                aria-label={t('unlink', { target: nameOf(link) })}
                onClick={() => unlink.mutate(link.id)}
              >
                <IconX size={14} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {ticket.mayEdit && <NewLink id={ticket.id} />}
    </section>
  )
}

const nameOf = ({ ticket, conversation, order }: TicketLinkView): string =>
  ticket ? `T-${ticket.number}` : conversation ? `#${conversation.number}` : (order?.externalId ?? '')

function Target({ link, onOpen }: { link: TicketLinkView; onOpen: (id: string) => void }): ReactNode {
  const { ticket, conversation, order } = link
  if (ticket)
    return (
      <>
        <Button variant="subtle" size="compact-sm" title={ticket.title} onClick={() => onOpen(ticket.id)}>
          {nameOf(link)}
        </Button>
        <StatusBadge status={ticket.status} />
      </>
    )
  if (conversation)
    return (
      <Anchor component={Link} size="sm" href={`/conversations/${conversation.id}`}>
        {nameOf(link)}
      </Anchor>
    )
  return (
    <>
      {nameOf(link)} {order?.title}
    </>
  )
}

function NewLink({ id }: { id: string }) {
  const t = useTranslations('tickets')
  const client = useTRPCClient()
  const refresh = useRefreshTickets()
  const refusal = useRefusalText()
  const [kind, setKind] = useState<Kind>('relates')
  const [target, setTarget] = useState('')
  const link = useMutation({
    mutationFn: () => client.tickets.link.mutate({ id, kind, target: target.trim() }),
    onSuccess: async () => {
      setTarget('')
      await refresh()
    },
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (target.trim()) link.mutate()
      }}
    >
      <Group gap={4} mt="xs">
        <Select
          size="xs"
          w={130}
          aria-label={t('linkTo')}
          data={kinds.map((value) => ({ value, label: t(`linkKind.${value}`) }))}
          value={kind}
          onChange={(value) => setKind((value ?? 'relates') as Kind)}
          allowDeselect={false}
        />
        <TextInput
          size="xs"
          flex={1}
          miw={90}
          aria-label={t('target')}
          placeholder={kind === 'conversation' ? '#20413' : kind === 'order' ? '' : 'T-12'}
          value={target}
          onChange={(event) => setTarget(event.currentTarget.value)}
        />
        <Button size="xs" variant="default" type="submit" loading={link.isPending} disabled={!target.trim()}>
          {t('link')}
        </Button>
      </Group>
      {link.isError && (
        <Text role="alert" size="xs" mt={4} c="var(--swy-text-failed)">
          {refusal(link.error)}
        </Text>
      )}
    </form>
  )
}
