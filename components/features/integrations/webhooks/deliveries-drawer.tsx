'use client'

import {
  Anchor,
  Button,
  Drawer,
  Group,
  Pagination,
  SegmentedControl,
  Skeleton,
  Stack,
  Table,
  Text,
} from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconInbox, IconSend } from '@tabler/icons-react'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { FailedState } from '@/components/patterns/states/failed-state'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { StateMessage } from '@/components/patterns/states/state-message'
import { When } from '@/components/patterns/time/when'
import {
  type DeliveryState,
  type DeliveryView,
  deliveryStates,
  type WebhookView,
} from '@/server/modules/integrations/contract'

const pageSize = 25

/** What was sent to one endpoint, what it answered, and the way to send it again. */
export function DeliveriesDrawer({ webhook, onClose }: { webhook: WebhookView; onClose: () => void }) {
  const t = useTranslations('webhooks.delivery')
  const words = useTranslations('form')
  const trpc = useTRPC()
  const [state, setState] = useState<DeliveryState | null>(null)
  const [page, setPage] = useState(1)
  const replay = useReplay(webhook.id)
  const asked = { id: webhook.id, page, pageSize, ...(state && { state }) }
  const list = useQuery(
    trpc.integrations.webhookDeliveries.queryOptions(asked, {
      placeholderData: keepPreviousData,
      refetchInterval: 5_000,
    }),
  )
  const choose = (value: string) => {
    setState(deliveryStates.find((one) => one === value) ?? null)
    setPage(1)
  }
  const total = list.data?.total ?? 0
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={900}
      title={t('title', { name: webhook.name })}
      closeButtonProps={{ 'aria-label': words('close') }}
    >
      <Stack gap="md">
        <Group justify="space-between">
          <SegmentedControl
            aria-label={t('stateTitle')}
            value={state ?? 'all'}
            onChange={choose}
            data={['all' as const, ...deliveryStates].map((value) => ({ value, label: t(`state.${value}`) }))}
          />
          {webhook.givenUp > 0 && (
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconSend size={14} />}
              onClick={() => void replay()}
            >
              {t('againAll')}
            </Button>
          )}
        </Group>
        {list.isError && !list.data ? (
          <FailedState error={list.error} retry={() => void list.refetch()} />
        ) : !list.data ? (
          <Skeleton h={240} />
        ) : total === 0 ? (
          <StateMessage icon={IconInbox} title={t('none')} />
        ) : (
          <Table.ScrollContainer minWidth={640}>
            <Deliveries rows={list.data.rows} replay={(id) => void replay([id])} />
          </Table.ScrollContainer>
        )}
        {total > pageSize && (
          <Pagination value={page} onChange={setPage} total={Math.ceil(total / pageSize)} />
        )}
      </Stack>
    </Drawer>
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
