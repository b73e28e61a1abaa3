'use client'

import { Anchor, Button, Table, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { DeliveryLog, deliveriesPerPage } from '@/components/patterns/delivery-log/delivery-log'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { When } from '@/components/patterns/time/when'
import {
  type DeliveryState,
  type DeliveryView,
  deliveryStates,
  type WebhookView,
} from '@/server/modules/integrations/contract'

/** What was sent to one endpoint, what it answered, and the way to send it again. */
export function DeliveriesDrawer({ webhook, onClose }: { webhook: WebhookView; onClose: () => void }) {
  const t = useTranslations('webhooks.delivery')
  const trpc = useTRPC()
  const [state, setState] = useState<DeliveryState | null>(null)
  const [page, setPage] = useState(1)
  const replay = useReplay(webhook.id)
  const asked = { id: webhook.id, page, pageSize: deliveriesPerPage, ...(state && { state }) }
  const list = useQuery(
    trpc.integrations.webhookDeliveries.queryOptions(asked, {
      placeholderData: keepPreviousData,
      refetchInterval: 5_000,
    }),
  )
  return (
    <DeliveryLog
      title={t('title', { name: webhook.name })}
      state={state}
      states={deliveryStates}
      choose={(next) => {
        setState(next)
        setPage(1)
      }}
      words={{
        ...{ title: t('stateTitle'), none: t('none'), againAll: t('againAll') },
        of: (value) => t(`state.${value}`),
      }}
      againAll={webhook.givenUp > 0 ? () => void replay() : null}
      list={list}
      page={page}
      turn={setPage}
      onClose={onClose}
    >
      {(rows) => <Deliveries rows={rows} replay={(id) => void replay([id])} />}
    </DeliveryLog>
  )
}

type RowsProps = { rows: readonly DeliveryView[]; replay: (id: string) => void }

function Deliveries({ rows, replay }: RowsProps) {
  const t = useTranslations('webhooks.delivery')
  const events = useTranslations('webhooks.event')
  const format = useFormatter()
  const next = (row: DeliveryView) => format.dateTime(new Date(row.dueAt), { timeStyle: 'medium' })
  return (
    <Table verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('at')}</Table.Th>
          <Table.Th>{t('entry')}</Table.Th>
          <Table.Th>{t('conversation')}</Table.Th>
          <Table.Th>{t('stateTitle')}</Table.Th>
          <Table.Th>{t('answer')}</Table.Th>
          <Table.Th />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.id}>
            <Table.Td>
              <When at={row.at} />
            </Table.Td>
            <Table.Td>{events(`${row.type}`)}</Table.Td>
            <Table.Td>
              <Anchor component={Link} href={`/conversations/${row.conversationId}`}>
                #{row.conversationNumber}
              </Anchor>
            </Table.Td>
            <Table.Td>
              {t(`state.${row.state}`)}
              <Text size="xs" c="dimmed">
                {t('tries', { count: row.attempts })}
                {row.state === 'waiting' && row.attempts > 0 && ` · ${t('next', { at: next(row) })}`}
              </Text>
            </Table.Td>
            <Table.Td maw={260} style={{ overflowWrap: 'anywhere' }}>
              {row.lastStatus ?? ''} {row.lastError ?? ''}
            </Table.Td>
            <Table.Td>
              {row.state !== 'waiting' && (
                <Button variant="subtle" size="compact-sm" onClick={() => replay(row.id)}>
                  {t('again')}
                </Button>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function useReplay(id: string) {
  const t = useTranslations('webhooks.delivery')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const failure = useFailureText()
  return async (deliveryIds?: string[]) => {
    try {
      const asked = { id, ...(deliveryIds && { deliveryIds }) }
      const { replayed } = await client.integrations.replayDeliveries.mutate(asked)
      notifications.show({ color: 'green', message: t('replayed', { count: replayed }) })
    } catch (error) {
      notifications.show({ color: 'red', message: failure(error) })
    }
    await queries.invalidateQueries(trpc.integrations.pathFilter())
  }
}
