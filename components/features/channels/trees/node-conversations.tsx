'use client'

import { Anchor, Drawer, Group, Pagination, SegmentedControl, Skeleton, Table, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { When } from '@/components/patterns/time/when'
import { type NodePeriod, nodePeriods, type Tree } from '@/server/modules/channels/contract'

const pageSize = 25

type Props = { tree: Tree; id: string; name: string; period: NodePeriod; onClose: () => void }

/** Which conversations a count stands for, those of what stands below it included. */
export function NodeConversations({ tree, id, name, period: first, onClose }: Props) {
  const t = useTranslations('trees')
  const form = useTranslations('form')
  const trpc = useTRPC()
  const [period, setPeriod] = useState(first)
  const [page, setPage] = useState(1)
  const list = useQuery(
    trpc.channels.listNodeConversations.queryOptions(
      { tree, id, period, page, pageSize },
      { placeholderData: keepPreviousData },
    ),
  )
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={640}
      title={t('conversations.title', { name })}
      closeButtonProps={{ 'aria-label': form('close') }}
    >
      <SegmentedControl
        size="xs"
        mb="md"
        value={period}
        aria-label={t('period.label')}
        onChange={(value) => {
          setPeriod(value as NodePeriod)
          setPage(1)
        }}
        data={nodePeriods.map((value) => ({ value, label: t(`period.${value}`) }))}
      />
      {list.isError && <FailedState error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && (
        <Late>
          <Skeleton h={160} />
        </Late>
      )}
      {list.data?.total === 0 && <Text c="dimmed">{t('conversations.none')}</Text>}
      {list.data && list.data.total > 0 && (
        <>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('conversations.customer')}</Table.Th>
                <Table.Th>{t('conversations.agent')}</Table.Th>
                <Table.Th>{t('conversations.begun')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {list.data.rows.map((row) => (
                <Table.Tr key={row.id}>
                  <Table.Td>
                    <Anchor component={Link} href={`/conversations/${row.id}`} inherit>
                      {row.customer} #{row.number}
                    </Anchor>
                  </Table.Td>
                  <Table.Td>{row.agent ?? '–'}</Table.Td>
                  <Table.Td>
                    <When at={row.openedAt} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <Group justify="space-between" mt="md">
            <Text size="sm" c="dimmed">
              {t('uses', { count: list.data.total })}
            </Text>
            {list.data.total > pageSize && (
              <Pagination
                size="sm"
                value={page}
                onChange={setPage}
                total={Math.ceil(list.data.total / pageSize)}
              />
            )}
          </Group>
        </>
      )}
    </Drawer>
  )
}
