'use client'

import { Button, Select, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { MomentField } from '@/components/patterns/fields/moment-field'
import {
  type TicketPatch,
  type TicketPriority,
  type TicketStatus,
  type TicketView,
  ticketPriorities,
  ticketStatuses,
} from '@/server/modules/tickets/contract'
import { toInstant, toLocal } from './client-key'
import { DueMark } from './marks'
import { useChangeTicket } from './use-change'
import { useTicketChoices } from './use-tickets'

/** Each is saved as it is chosen, over what is shown. */
export function TicketFacts({ ticket }: { ticket: TicketView }) {
  const t = useTranslations('tickets')
  const change = useChangeTicket()
  const { types, groups, people } = useTicketChoices()
  const put = (patch: TicketPatch) => void change([ticket], patch)
  const common = { disabled: !ticket.mayEdit, allowDeselect: false } as const
  const offered = types.filter(({ value, disabled }) => !disabled || value === ticket.type)
  return (
    <>
      <Select
        {...common}
        label={t('statusTitle')}
        data={ticketStatuses.map((value) => ({ value, label: t(`status.${value}`) }))}
        value={ticket.status}
        onChange={(value) => value && value !== ticket.status && put({ status: value as TicketStatus })}
      />
      <Select
        {...common}
        label={t('priorityTitle')}
        data={ticketPriorities.map((value) => ({ value, label: t(`priority.${value}`) }))}
        value={ticket.priority}
        onChange={(value) => value && put({ priority: value as TicketPriority })}
      />
      <Select
        {...common}
        label={t('type')}
        data={offered.map(({ value, label }) => ({ value, label }))}
        value={ticket.type}
        onChange={(value) => value && put({ type: value })}
      />
      <Select
        {...common}
        clearable
        searchable
        limit={200}
        label={t('assignee')}
        placeholder={t('nobody')}
        data={withNamed(people, ticket.assignee)}
        value={ticket.assignee?.id ?? null}
        onChange={(assigneeId) => put({ assigneeId })}
      />
      <Select
        {...common}
        clearable
        searchable
        label={t('group')}
        placeholder={t('noGroup')}
        data={withNamed(groups, ticket.group)}
        value={ticket.group?.id ?? null}
        onChange={(groupId) => put({ groupId })}
      />
      <Due ticket={ticket} put={put} />
      <Text size="sm">
        {t('customer')}: {ticket.customer?.name ?? t('noCustomer')}
      </Text>
      {ticket.watchers.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('watchers')}: {ticket.watchers.map(({ name }) => name).join(', ')}
        </Text>
      )}
    </>
  )
}

/** Whoever left or is disabled is still shown where they stand. */
function withNamed(
  options: { value: string; label: string }[],
  chosen: { id: string; name: string } | null,
): { value: string; label: string }[] {
  if (!chosen || options.some(({ value }) => value === chosen.id)) return options
  return [...options, { value: chosen.id, label: chosen.name }]
}

function Due({ ticket, put }: { ticket: TicketView; put: (patch: TicketPatch) => void }) {
  const t = useTranslations('tickets')
  const said = (
    <>
      <DueMark ticket={ticket} /> {ticket.dueByHand ? t('byHand') : t('byService')}
    </>
  )
  if (!ticket.mayEdit)
    return (
      <Text size="sm">
        {t('due')}: {said}
      </Text>
    )
  return (
    <div>
      <MomentField
        label={t('due')}
        description={said}
        value={toLocal(ticket.dueAt)}
        onChange={(local) => put({ dueAt: toInstant(local) })}
      />
      {ticket.dueByHand && (
        <Button variant="subtle" size="compact-sm" onClick={() => put({ dueAt: null })}>
          {t('reckon')}
        </Button>
      )}
    </div>
  )
}
