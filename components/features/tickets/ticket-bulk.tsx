'use client'

import { Button, Menu } from '@mantine/core'
import { IconDownload, IconFlag, IconProgress, IconUser } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import {
  type TicketPatch,
  type TicketRow,
  ticketPriorities,
  ticketStatuses,
} from '@/server/modules/tickets/contract'
import { useChangeTicket } from './use-change'
import { useTicketChoices } from './use-tickets'

/** The ticked tickets at once: all of them change or none. */
export function TicketBulk({
  rows,
  mayEdit,
  onDone,
}: {
  rows: TicketRow[]
  mayEdit: boolean
  onDone: () => void
}) {
  const t = useTranslations('tickets')
  const change = useChangeTicket()
  const { people } = useTicketChoices()
  const run = (patch: TicketPatch) => async () => {
    if (await change(rows, patch, t('bulk.done', { count: rows.length }))) onDone()
  }
  const many = people.length > 100 ? people.slice(0, 100) : people
  return (
    <>
      {mayEdit && (
        <>
          <Choice label={t('bulk.assign')} icon={<IconUser size={14} />}>
            <Menu.Item onClick={run({ assigneeId: null })}>{t('nobody')}</Menu.Item>
            {many.map(({ value, label }) => (
              <Menu.Item key={value} onClick={run({ assigneeId: value })}>
                {label}
              </Menu.Item>
            ))}
          </Choice>
          <Choice label={t('bulk.priority')} icon={<IconFlag size={14} />}>
            {ticketPriorities.map((priority) => (
              <Menu.Item key={priority} onClick={run({ priority })}>
                {t(`priority.${priority}`)}
              </Menu.Item>
            ))}
          </Choice>
          <Choice label={t('bulk.status')} icon={<IconProgress size={14} />}>
            {ticketStatuses
              .filter((status) => status !== 'new')
              .map((status) => (
                <Menu.Item key={status} onClick={run({ status })}>
                  {t(`status.${status}`)}
                </Menu.Item>
              ))}
          </Choice>
        </>
      )}
      <Button
        size="compact-sm"
        variant="default"
        component="a"
        href={`/api/tickets/export?ids=${rows.map(({ id }) => id).join(',')}`}
        download
        leftSection={<IconDownload size={14} />}
      >
        {t('export')}
      </Button>
    </>
  )
}

function Choice({ label, icon, children }: { label: string; icon: ReactNode; children: ReactNode }) {
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button size="compact-sm" variant="default" leftSection={icon}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {children}
      </Menu.Dropdown>
    </Menu>
  )
}
