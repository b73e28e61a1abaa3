'use client'

import { Select, SimpleGrid, Text, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useMe } from '@/components/client/me'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { MomentField } from '@/components/patterns/fields/moment-field'
import { FormDialog } from '@/components/patterns/form-dialog/form-dialog'
import type { CallBackView } from '@/server/modules/tickets/contract'
import { newClientKey, toInstant, toLocal } from '../client-key'
import { useRefreshTickets } from '../use-change'
import { useTicketChoices } from '../use-tickets'

type About = {
  conversationId?: string
  ticketId?: string
  name: string
  phone?: string
  groupId: string | null
}

type Props = {
  about: About
  /** One that is there already, to be changed. */
  stored?: CallBackView
  onClose: () => void
}

/** Phones later: whom, when and who, with a time within service hours to begin with. */
export function CallBackDialog({ about, stored, onClose }: Props) {
  const t = useTranslations('callBacks')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const me = useMe()
  const refresh = useRefreshTickets()
  const choices = useTicketChoices()
  const [clientKey] = useState(newClientKey)
  const [calendar, setCalendar] = useState(false)
  const [name, setName] = useState(about.name)
  const [phone, setPhone] = useState(about.phone ?? '')
  const [groupId, setGroup] = useState(about.groupId)
  const [assigneeId, setAssignee] = useState<string | null>(
    stored ? (stored.assignee?.id ?? null) : me.agentId,
  )
  const [note, setNote] = useState(stored?.note ?? '')
  const [chosen, setDue] = useState<string | null>(stored ? toLocal(stored.dueAt) : null)
  const suggested = useQuery(trpc.tickets.suggestTime.queryOptions({ groupId }, { staleTime: 60_000 })).data
  const due = chosen ?? toLocal(suggested?.at ?? null)
  const arrange = useMutation({
    mutationFn: async () => {
      // A time that was not touched keeps its seconds.
      const dueAt = stored && due === toLocal(stored.dueAt) ? stored.dueAt : (toInstant(due) ?? '')
      const callBack = { name: name.trim(), phone: phone.trim(), groupId, assigneeId, note, dueAt }
      if (stored) {
        await client.tickets.updateCallBack.mutate({ id: stored.id, version: stored.version, callBack })
        return
      }
      const { conversationId = null, ticketId = null } = about
      await client.tickets.createCallBack.mutate({ ...callBack, clientKey, conversationId, ticketId })
    },
    onSuccess: async () => {
      notifications.show({ color: 'green', message: stored ? t('saved') : t('arranged') })
      await refresh()
      onClose()
    },
  })
  return (
    <FormDialog
      title={stored ? t('change') : t('new')}
      submit={stored ? t('keep') : t('arrange')}
      onClose={onClose}
      onSubmit={() => arrange.mutate()}
      error={arrange.error}
      saving={arrange.isPending}
      ready={phone.trim().length >= 3 && due !== ''}
      size="lg"
      holdsEscape={calendar}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <TextInput
          label={t('name')}
          value={name}
          maxLength={120}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          data-autofocus
          type="tel"
          label={t('phone')}
          required
          value={phone}
          maxLength={40}
          onChange={(event) => setPhone(event.currentTarget.value)}
        />
        <MomentField
          label={t('due')}
          description={t('hint')}
          value={due}
          onChange={setDue}
          onOpen={setCalendar}
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
        <Select
          label={t('group')}
          placeholder={t('noGroup')}
          data={choices.groups}
          value={groupId}
          onChange={setGroup}
          searchable
          clearable
        />
      </SimpleGrid>
      {suggested && !suggested.open && chosen === null && (
        <Text size="sm" c="var(--swy-text-late)" mt="xs">
          {t('closedNow')}
        </Text>
      )}
      <Textarea
        mt="sm"
        label={t('note')}
        autosize
        minRows={2}
        maxLength={2_000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
