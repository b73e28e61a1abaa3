'use client'

import {
  ActionIcon,
  Alert,
  Badge,
  Button,
  Group,
  Skeleton,
  Text,
  TextInput,
  UnstyledButton,
  VisuallyHidden,
} from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconCopy, IconHistory, IconPlus, IconSearch } from '@tabler/icons-react'
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

type Editing = { reason: BusyReasonView | null; copy: boolean }

/** The organisation's own reasons to be busy: words, order, which are offered. */
export function BusyReasonsScreen() {
  const t = useTranslations('busyReasons')
  const trpc = useTRPC()
  const reasons = useQuery(trpc.workforce.listBusyReasons.queryOptions())
  const [historyOf, setHistoryOf] = useQueryState('history', parseAsString)
  const [editing, setEditing] = useState<Editing | null>(null)
  const [search, setSearch] = useQueryState('search', parseAsString.withDefault(''))
  return (
    <Page
      title={t('title')}
      purpose={t('purpose')}
      actions={
        <Button
          leftSection={<IconPlus size={16} />}
          onClick={() => setEditing({ reason: null, copy: false })}
        >
          {t('new')}
        </Button>
      }
    >
      {reasons.data ? (
        <>
          <TextInput
            type="search"
            value={search}
            onChange={(event) => void setSearch(event.currentTarget.value || null)}
            placeholder={t('search')}
            aria-label={t('search')}
            leftSection={<IconSearch size={16} />}
            w={{ base: '100%', xs: 260 }}
            mb="md"
          />
          <Reasons
            reasons={reasons.data}
            search={search}
            onEdit={(reason) => setEditing({ reason, copy: false })}
            onCopy={(reason) => setEditing({ reason, copy: true })}
            onHistory={({ id }) => void setHistoryOf(id)}
          />
        </>
      ) : reasons.isError ? (
        <FailedState error={reasons.error} retry={() => void reasons.refetch()} />
      ) : (
        <Late>
          <Skeleton height={200} />
        </Late>
      )}
      {editing && (
        <BusyReasonDrawer
          key={`${editing.reason?.id ?? 'new'} ${editing.copy}`}
          {...editing}
          onClose={() => setEditing(null)}
        />
      )}
      {historyOf !== null && <ReasonHistory id={historyOf} onClose={() => void setHistoryOf(null)} />}
    </Page>
  )
}

type ReasonsProps = {
  reasons: BusyReasonView[]
  search: string
  onEdit: (reason: BusyReasonView) => void
  onCopy: (reason: BusyReasonView) => void
  onHistory: (reason: BusyReasonView) => void
}

function Reasons({ reasons, search, onEdit, onCopy, onHistory }: ReasonsProps) {
  const t = useTranslations('busyReasons')
  const history = useTranslations('history')
  const states = useTranslations('states')
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
                <th scope="col" style={{ width: 52 }}>
                  <VisuallyHidden>{history('open')}</VisuallyHidden>
                </th>
              </tr>
            </thead>
            <tbody>
              {reasons.map((reason, index) => {
                if (!isMatch(reason, search)) return null
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
                      <Group gap={4} wrap="nowrap">
                        <ActionIcon aria-label={t('duplicate', { name })} onClick={() => onCopy(reason)}>
                          <IconCopy size={16} />
                        </ActionIcon>
                        <ActionIcon aria-label={t('history', { name })} onClick={() => onHistory(reason)}>
                          <IconHistory size={16} />
                        </ActionIcon>
                      </Group>
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
        {!reasons.some((reason) => isMatch(reason, search)) && (
          <Text c="dimmed" p="md">
            {states('noMatch')}
          </Text>
        )}
      </section>
    </>
  )
}

function isMatch({ key, names }: BusyReasonView, search: string): boolean {
  const wanted = search.trim().toLowerCase()
  return [key, names.en ?? '', names.zh ?? ''].some((word) => word.toLowerCase().includes(wanted))
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
