'use client'

import { ActionIcon, Alert, Badge, Button, Group, Skeleton, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconHistory, IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { parseAsString, useQueryState } from 'nuqs'
import { useState } from 'react'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { HistoryDrawer } from '@/components/patterns/history/history-drawer'
import { Page } from '@/components/patterns/page/page'
import { FailedState } from '@/components/patterns/states/failed-state'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { Late } from '@/components/patterns/states/late'
import type { BusyReasonView } from '@/server/modules/workforce/contract'
import classes from '../capacity/capacity.module.css'
import { BusyReasonDrawer } from './busy-reason-drawer'

/** The organisation's own reasons to be busy: words, order, which are offered. */
export function BusyReasonsScreen() {
  const t = useTranslations('busyReasons')
  const trpc = useTRPC()
  const reasons = useQuery(trpc.workforce.listBusyReasons.queryOptions())
  const [historyOf, setHistoryOf] = useQueryState('history', parseAsString)
  const [editing, setEditing] = useState<BusyReasonView | 'new' | null>(null)
  return (
    <Page
      title={t('title')}
      purpose={t('purpose')}
      actions={
        <Button leftSection={<IconPlus size={16} />} onClick={() => setEditing('new')}>
          {t('new')}
        </Button>
      }
    >
      {reasons.data ? (
        <Reasons reasons={reasons.data} onEdit={setEditing} onHistory={({ id }) => void setHistoryOf(id)} />
      ) : reasons.isError ? (
        <FailedState error={reasons.error} retry={() => void reasons.refetch()} />
      ) : (
        <Late>
          <Skeleton height={200} />
        </Late>
      )}
      {editing && (
        <BusyReasonDrawer
          key={editing === 'new' ? 'new' : editing.id}
          reason={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
      {historyOf !== null && <ReasonHistory id={historyOf} onClose={() => void setHistoryOf(null)} />}
    </Page>
  )
}

type ReasonsProps = {
  reasons: BusyReasonView[]
  onEdit: (reason: BusyReasonView) => void
  onHistory: (reason: BusyReasonView) => void
}

function Reasons({ reasons, onEdit, onHistory }: ReasonsProps) {
  const t = useTranslations('busyReasons')
  const history = useTranslations('history')
  const locale = useLocale()
  const trpc = useTRPC()
  const queries = useQueryClient()
  const failure = useFailureText()
  const order = useMutation(
    trpc.workforce.orderBusyReasons.mutationOptions({
      onSettled: () => queries.invalidateQueries(trpc.workforce.listBusyReasons.queryFilter()),
    }),
  )
  const move = (index: number, by: 1 | -1) => {
    const ids = reasons.map((reason) => reason.id)
    const [id] = ids.splice(index, 1)
    if (id) order.mutate({ ids: ids.toSpliced(index + by, 0, id) })
  }
  return (
    <>
      {order.isError && (
        <Alert color="red" role="alert" mb="md">
          {failure(order.error)}
        </Alert>
      )}
      <section className={classes.section}>
        <div className={classes.scroll}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col" style={{ width: 96 }}>
                  {t('order')}
                </th>
                <th scope="col">{t('name')}</th>
                <th scope="col">{t('key')}</th>
                <th scope="col">{t('state')}</th>
                <th scope="col" style={{ width: 52 }} aria-label={history('open')} />
              </tr>
            </thead>
            <tbody>
              {reasons.map((reason, index) => {
                const name = reason.names[locale] ?? reason.names.en ?? reason.key
                return (
                  <tr key={reason.id} data-off={reason.disabled || undefined}>
                    <td>
                      <Group gap={4} wrap="nowrap">
                        <ActionIcon
                          variant="subtle"
                          aria-label={t('up', { name })}
                          disabled={index === 0 || order.isPending}
                          onClick={() => move(index, -1)}
                        >
                          <IconArrowUp size={16} />
                        </ActionIcon>
                        <ActionIcon
                          variant="subtle"
                          aria-label={t('down', { name })}
                          disabled={index === reasons.length - 1 || order.isPending}
                          onClick={() => move(index, 1)}
                        >
                          <IconArrowDown size={16} />
                        </ActionIcon>
                      </Group>
                    </td>
                    <td>
                      <UnstyledButton
                        fz="inherit"
                        fw={600}
                        aria-label={t('edit', { name })}
                        onClick={() => onEdit(reason)}
                      >
                        {name}
                      </UnstyledButton>
                    </td>
                    <td>{reason.key}</td>
                    <td>
                      <Badge variant="light" color={reason.disabled ? 'gray' : 'green'} tt="none">
                        {reason.disabled ? t('off') : t('on')}
                      </Badge>
                    </td>
                    <td>
                      <ActionIcon aria-label={t('history', { name })} onClick={() => onHistory(reason)}>
                        <IconHistory size={16} />
                      </ActionIcon>
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      </section>
    </>
  )
}

function ReasonHistory({ id, onClose }: { id: string; onClose: () => void }) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const history = useQuery(trpc.workforce.busyReasonHistory.queryOptions({ id }))
  const restore = async (entryId: string) => {
    await client.workforce.restoreBusyReason.mutate({ entryId })
    await queries.invalidateQueries(trpc.workforce.pathFilter())
  }
  return <HistoryDrawer history={history} restore={restore} onClose={onClose} />
}
