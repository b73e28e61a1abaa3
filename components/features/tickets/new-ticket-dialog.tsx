'use client'

import { Select, SimpleGrid, Skeleton, Text, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useMe } from '@/components/client/me'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { MomentField } from '@/components/patterns/fields/moment-field'
import { FormDialog } from '@/components/patterns/form-dialog/form-dialog'
import { type TicketDraft, type TicketPriority, ticketPriorities } from '@/server/modules/tickets/contract'
import { newClientKey, toInstant } from './client-key'
import { CustomerSelect } from './customer-select'
import { useRefreshTickets } from './use-change'
import { useTicketChoices } from './use-tickets'

type Props = {
  /** Filled in from it. */
  conversationId?: string
  onClose: () => void
  onOpened: (id: string) => void
}

/** Opens a ticket, from a conversation or alone. */
export function NewTicketDialog({ conversationId, ...rest }: Props) {
  const trpc = useTRPC()
  const draft = useQuery({
    ...trpc.tickets.draft.queryOptions({ conversationId: conversationId ?? '' }),
    enabled: conversationId !== undefined,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  if (conversationId === undefined) return <NewTicket draft={null} {...rest} />
  if (draft.data) return <NewTicket draft={draft.data} conversationId={conversationId} {...rest} />
  return <Waiting onClose={rest.onClose} error={draft.error} />
}

function Waiting({ onClose, error }: { onClose: () => void; error: unknown }) {
  const t = useTranslations('tickets')
  const nothing = { onSubmit: () => {}, saving: false, ready: false, submit: t('submit') }
  return (
    <FormDialog title={t('new')} onClose={onClose} error={error} size="lg" {...nothing}>
      <Skeleton h={240} aria-label={t('loading')} />
    </FormDialog>
  )
}

type FormProps = Props & { draft: TicketDraft | null }

function NewTicket({ draft, conversationId, onClose, onOpened }: FormProps) {
  const t = useTranslations('tickets')
  const me = useMe()
  const client = useTRPCClient()
  const refresh = useRefreshTickets()
  const choices = useTicketChoices()
  const [clientKey] = useState(newClientKey)
  const [calendar, setCalendar] = useState(false)
  const [title, setTitle] = useState(draft?.title ?? '')
  const [description, setDescription] = useState(draft?.description ?? '')
  const [type, setType] = useState<string | null>(null)
  const [priority, setPriority] = useState<TicketPriority>('normal')
  const [customerId, setCustomer] = useState<string | null>(null)
  const [groupId, setGroup] = useState<string | null>(draft?.groupId ?? null)
  const [assigneeId, setAssignee] = useState<string | null>(me.agentId)
  const [due, setDue] = useState('')
  const types = choices.types.filter(({ disabled }) => !disabled)
  const chosen = type ?? types[0]?.value ?? null
  const open = useMutation({
    mutationFn: () =>
      client.tickets.open.mutate({
        ...{ clientKey, title: title.trim(), description, type: chosen ?? '', priority, groupId, assigneeId },
        ...{ customerId, conversationId: conversationId ?? null, dueAt: toInstant(due) },
      }),
    onSuccess: async ({ id }) => {
      notifications.show({ color: 'green', message: t('opened') })
      await refresh()
      onClose()
      onOpened(id)
    },
  })
  return (
    <FormDialog
      title={t('new')}
      submit={t('submit')}
      onClose={onClose}
      onSubmit={() => open.mutate()}
      error={open.error}
      saving={open.isPending}
      ready={title.trim() !== '' && chosen !== null}
      size="lg"
      holdsEscape={calendar}
    >
      {draft && (
        <Text size="sm" c="dimmed" mb="xs">
          {t('about', { name: draft.customer.name })} ·{' '}
          {t('fromConversation', { number: String(draft.conversationNumber) })}
        </Text>
      )}
      <TextInput
        data-autofocus
        label={t('name')}
        required
        maxLength={200}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Textarea
        mt="sm"
        label={t('description')}
        autosize
        minRows={3}
        maxRows={10}
        maxLength={20_000}
        value={description}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" mt="sm">
        <Select label={t('type')} data={types} value={chosen} onChange={setType} allowDeselect={false} />
        <Select
          label={t('priorityTitle')}
          data={ticketPriorities.map((value) => ({ value, label: t(`priority.${value}`) }))}
          value={priority}
          onChange={(value) => setPriority((value ?? 'normal') as TicketPriority)}
          allowDeselect={false}
        />
        <Select
          label={t('group')}
          placeholder={t('noGroup')}
          data={choices.groups}
          value={groupId}
          onChange={setGroup}
          searchable
          clearable
        />
        <Select
          label={t('assignee')}
          placeholder={t('nobody')}
          data={choices.people}
          value={assigneeId}
          onChange={setAssignee}
          searchable
          clearable
          limit={200}
        />
        {!draft && <CustomerSelect value={customerId} onChange={setCustomer} />}
        <MomentField
          label={t('due')}
          description={t('dueHint')}
          value={due}
          onChange={setDue}
          onOpen={setCalendar}
        />
      </SimpleGrid>
    </FormDialog>
  )
}
