'use client'

import { Alert, Button, Menu, Skeleton, Tabs } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import {
  IconArrowMerge,
  IconBan,
  IconDots,
  IconEraser,
  IconFileZip,
  IconHistory,
  IconLockOpen,
  IconPencil,
} from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useCan } from '@/components/client/me'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { CallBackList, TicketList } from '@/components/features/tickets/customer-tickets'
import { HistoryDrawer } from '@/components/patterns/history/history-drawer'
import { Page } from '@/components/patterns/page/page'
import { FailedState } from '@/components/patterns/states/failed-state'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { Late } from '@/components/patterns/states/late'
import type { CustomerView } from '@/server/modules/customers/contract'
import { BlockDialog } from './block-dialog'
import { ConversationsPart } from './conversations-part'
import { CustomerDrawer } from './customer-drawer'
import { EraseDialog } from './erase-dialog'
import { CustomerFacts } from './facts'
import { MergeDialog } from './merge-dialog'
import { Notes } from './notes'
import { OrdersPart } from './orders-part'
import classes from './profile.module.css'

type Panel = 'edit' | 'history' | 'block' | 'merge' | 'erase'

/** One person: what is known, what was said, and what can be done. */
export function CustomerScreen({ id }: { id: string }) {
  const t = useTranslations('customers')
  const trpc = useTRPC()
  const customer = useQuery(trpc.customers.get.queryOptions({ id }))
  const [panel, setPanel] = useState<Panel | null>(null)
  if (customer.isError) return <FailedState error={customer.error} retry={() => void customer.refetch()} />
  if (!customer.data)
    return (
      <Page title={t('title')}>
        <Late>
          <Skeleton h={320} />
        </Late>
      </Page>
    )
  const { data } = customer
  const close = () => setPanel(null)
  return (
    <Page title={data.name} actions={!data.erasedAt && <Acts customer={data} open={setPanel} />}>
      {data.erasedAt ? <Alert color="gray">{t('erased')}</Alert> : <Waiting customer={data} />}
      {data.blockedAt && (
        <Alert color="red" icon={<IconBan size={18} />} mb="md">
          {t('blockedBy', { name: data.blockedBy ?? '–', reason: data.blockedReason ?? '' })}
        </Alert>
      )}
      <div className={classes.columns}>
        <aside className={classes.card}>
          <CustomerFacts customer={data} />
        </aside>
        <Parts customer={data} />
      </div>
      {panel === 'edit' && <CustomerDrawer customer={data} onClose={close} />}
      {panel === 'block' && <BlockDialog customer={data} onClose={close} />}
      {panel === 'merge' && <MergeDialog customer={data} onClose={close} />}
      {panel === 'erase' && <EraseDialog customer={data} onClose={close} />}
      {panel === 'history' && <History customer={data} onClose={close} />}
    </Page>
  )
}

function Parts({ customer }: { customer: CustomerView }) {
  const can = useCan()
  const part = useTranslations('customers.part')
  return (
    <Tabs defaultValue="conversations" keepMounted={false}>
      <Tabs.List mb="md">
        <Tabs.Tab value="conversations">{part('conversations', { count: customer.conversations })}</Tabs.Tab>
        <Tabs.Tab value="orders">{part('orders', { count: customer.orders })}</Tabs.Tab>
        {can('tickets.view') && <Tabs.Tab value="tickets">{part('tickets')}</Tabs.Tab>}
        <Tabs.Tab value="notes">{part('notes', { count: customer.notes.length })}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="conversations">
        <ConversationsPart key={customer.id} id={customer.id} />
      </Tabs.Panel>
      <Tabs.Panel value="orders">
        <OrdersPart id={customer.id} />
      </Tabs.Panel>
      <Tabs.Panel value="tickets">
        <TicketList customerId={customer.id} />
        <CallBackList customerId={customer.id} />
      </Tabs.Panel>
      <Tabs.Panel value="notes">
        <Notes customer={customer} />
      </Tabs.Panel>
    </Tabs>
  )
}

function Acts({ customer, open }: { customer: CustomerView; open: (panel: Panel) => void }) {
  const act = useTranslations('customers.act')
  const can = useCan()
  const client = useTRPCClient()
  const trpc = useTRPC()
  const queries = useQueryClient()
  const failure = useFailureText()
  const unblock = () =>
    client.customers.unblock.mutate({ id: customer.id, version: customer.version }).then(
      () => queries.invalidateQueries(trpc.customers.pathFilter()),
      (error: unknown) => notifications.show({ color: 'red', message: failure(error) }),
    )
  return (
    <>
      {can('customers.edit') && (
        <Button leftSection={<IconPencil size={16} />} onClick={() => open('edit')}>
          {act('edit')}
        </Button>
      )}
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button variant="default" aria-label={act('more')} px="xs">
            <IconDots size={18} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconHistory size={16} />} onClick={() => open('history')}>
            {act('history')}
          </Menu.Item>
          {can('customers.manage') && (
            <>
              <Menu.Item leftSection={<IconArrowMerge size={16} />} onClick={() => open('merge')}>
                {act('merge')}
              </Menu.Item>
              {customer.blockedAt ? (
                <Menu.Item leftSection={<IconLockOpen size={16} />} onClick={() => void unblock()}>
                  {act('unblock')}
                </Menu.Item>
              ) : (
                <Menu.Item leftSection={<IconBan size={16} />} onClick={() => open('block')}>
                  {act('block')}
                </Menu.Item>
              )}
            </>
          )}
          {can('customers.export') && (
            <Menu.Item
              leftSection={<IconFileZip size={16} />}
              component="a"
              href={`/api/customers/archive?id=${customer.id}`}
              download
            >
              {act('archive')}
            </Menu.Item>
          )}
          {can('customers.erase') && (
            <Menu.Item
              c="var(--swy-text-failed)"
              leftSection={<IconEraser size={16} />}
              onClick={() => open('erase')}
            >
              {act('erase')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

/** An erasure that was asked for and has not happened yet. */
function Waiting({ customer }: { customer: CustomerView }) {
  const say = useTranslations('customers.erase')
  const can = useCan()
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const failure = useFailureText()
  const [busy, { open, close }] = useDisclosure(false)
  const state = useQuery({
    ...trpc.customers.previewErasure.queryOptions({ id: customer.id }),
    enabled: can('customers.erase'),
    refetchInterval: (query) => (query.state.data?.waiting ? 3_000 : false),
  })
  if (!state.data?.waiting) return null
  const cancel = async () => {
    open()
    await client.customers.cancelErasure
      .mutate({ id: customer.id })
      .catch((error: unknown) => notifications.show({ color: 'red', message: failure(error) }))
    await queries.invalidateQueries(trpc.customers.pathFilter())
    close()
  }
  return (
    <Alert color="amber" icon={<IconEraser size={18} />} mb="md">
      {say('waiting', { by: state.data.waiting.askedBy, open: state.data.effect.openConversations })}{' '}
      <Button size="compact-sm" variant="default" loading={busy} onClick={() => void cancel()}>
        {say('cancel')}
      </Button>
    </Alert>
  )
}

function History({ customer, onClose }: { customer: CustomerView; onClose: () => void }) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const can = useCan()
  const history = useQuery(trpc.customers.history.queryOptions({ id: customer.id }))
  const restore = async (entryId: string) => {
    await client.customers.restore.mutate({ entryId })
    await queries.invalidateQueries(trpc.customers.pathFilter())
  }
  return (
    <HistoryDrawer
      history={history}
      restore={can('customers.edit') ? restore : undefined}
      onClose={onClose}
    />
  )
}
