'use client'

import { Anchor, Button, Table, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { DeliveryLog, deliveriesPerPage } from '@/components/patterns/delivery-log/delivery-log'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { When } from '@/components/patterns/time/when'
import { type ImDelivery, type ImDeliveryState, imDeliveryStates } from '@/server/modules/im/contract'
import { useRefreshIm } from './use-refresh-im'

/** What went to the IM and what came from it, what was given up, and the way to try it again. */
export function ImDeliveries({ channelId, onClose }: { channelId: string; onClose: () => void }) {
  const t = useTranslations('im.delivery')
  const trpc = useTRPC()
  const [state, setState] = useState<ImDeliveryState | null>(null)
  const [page, setPage] = useState(1)
  const resend = useResend(channelId)
  const health = useQuery(trpc.im.health.queryOptions({ channelId }))
  const asked = { channelId, page, pageSize: deliveriesPerPage, ...(state && { state }) }
  const list = useQuery(
    trpc.im.deliveries.queryOptions(asked, { placeholderData: keepPreviousData, refetchInterval: 5_000 }),
  )
  return (
    <DeliveryLog
      title={t('title')}
      state={state}
      states={imDeliveryStates}
      choose={(next) => {
        setState(next)
        setPage(1)
      }}
      words={{
        ...{ title: t('stateTitle'), none: t('none'), againAll: t('againAll') },
        of: (value) => t(`state.${value}`),
      }}
      againAll={(health.data?.givenUp ?? 0) > 0 ? () => void resend() : null}
      list={list}
      page={page}
      turn={setPage}
      onClose={onClose}
    >
      {(rows) => <Rows rows={rows} resend={(id) => void resend([id])} />}
    </DeliveryLog>
  )
}

type RowsProps = { rows: readonly ImDelivery[]; resend: (id: string) => void }

function Rows({ rows, resend }: RowsProps) {
  const t = useTranslations('im.delivery')
  return (
    <Table verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('at')}</Table.Th>
          <Table.Th>{t('way')}</Table.Th>
          <Table.Th>{t('conversation')}</Table.Th>
          <Table.Th>{t('stateTitle')}</Table.Th>
          <Table.Th>{t('error')}</Table.Th>
          <Table.Th />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.id}>
            <Table.Td>
              <When at={row.at} />
            </Table.Td>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              {t(row.direction === 'in' ? 'from' : 'to', { who: row.who })}
              {row.account === 'shadow' && (
                <Text size="xs" c="dimmed">
                  {t('shadow')}
                </Text>
              )}
            </Table.Td>
            <Table.Td>
              {row.conversationId && (
                <Anchor component={Link} href={`/conversations/${row.conversationId}`}>
                  #{row.conversationNumber}
                </Anchor>
              )}
            </Table.Td>
            <Table.Td>
              {t(`state.${row.state}`)}
              <Text size="xs" c="dimmed">
                {t('tries', { count: row.attempts })}
                {row.repeated && ` · ${t('repeated')}`}
              </Text>
            </Table.Td>
            <Table.Td maw={240} style={{ overflowWrap: 'anywhere' }}>
              {row.lastError}
            </Table.Td>
            <Table.Td>
              {row.state === 'given_up' && (
                <Button variant="subtle" size="compact-sm" onClick={() => resend(row.id)}>
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

function useResend(channelId: string) {
  const t = useTranslations('im.delivery')
  const client = useTRPCClient()
  const refresh = useRefreshIm()
  const failure = useFailureText()
  return async (ids?: string[]) => {
    try {
      const { count } = await client.im.resend.mutate({ channelId, ...(ids && { ids }) })
      notifications.show({ color: 'green', message: t('resent', { count }) })
    } catch (error) {
      notifications.show({ color: 'red', message: failure(error) })
    }
    await refresh()
  }
}
