'use client'

import { Anchor, Badge, Button, Group, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { When } from '@/components/patterns/time/when'
import type { OrderLine, OrderList } from '@/server/modules/customers/contract'
import classes from './profile.module.css'

const FEW = 3

/** What the shop told, and what it answers now; with `few` the newest, and the rest when asked. */
export function OrdersPart({ id, few = false }: { id: string; few?: boolean }) {
  const t = useTranslations('customers.orders')
  const trpc = useTRPC()
  const [all, setAll] = useState(!few)
  const orders = useQuery({ ...trpc.customers.orders.queryOptions({ id }), retry: false })
  if (orders.isError) return <FailedState error={orders.error} retry={() => void orders.refetch()} />
  if (!orders.data)
    return (
      <Late>
        <Skeleton h={80} />
      </Late>
    )
  const shown = all ? orders.data.orders : orders.data.orders.slice(0, FEW)
  const hidden = orders.data.orders.length - shown.length
  return (
    <>
      {orders.data.orders.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('none')}
        </Text>
      )}
      {shown.map((order) => (
        <Order key={order.externalId} order={order} />
      ))}
      {hidden > 0 && (
        <Button mt="xs" size="compact-sm" variant="subtle" onClick={() => setAll(true)}>
          {t('more', { count: hidden })}
        </Button>
      )}
      <ShopLine list={orders.data} />
    </>
  )
}

function ShopLine({ list }: { list: OrderList }) {
  const t = useTranslations('customers.orders')
  if (list.shop === 'off') return null
  if (list.asOf === null)
    return (
      <Text size="xs" c="var(--swy-text-late)" mt="xs" role="status">
        {t('failed')}
      </Text>
    )
  return (
    <Text size="xs" c={list.shop === 'stale' ? 'var(--swy-text-late)' : 'dimmed'} mt="xs">
      {list.shop === 'stale' ? t('stale') : t('asOf')} <When at={list.asOf} />
    </Text>
  )
}

const stages = ['placed', 'paid', 'shipped', 'delivered', 'returned', 'cancelled'] as const

function Order({ order }: { order: OrderLine }) {
  const t = useTranslations('customers.orders')
  const stage = stages.find((one) => one === order.stage)
  const sum = [order.amount, order.currency].filter(Boolean).join(' ')
  return (
    <div className={classes.entry}>
      <div className={classes.entryMain}>
        <Group gap="xs">
          {order.url ? (
            <Anchor href={order.url} target="_blank" rel="noreferrer noopener" size="sm">
              {order.title}
            </Anchor>
          ) : (
            <span>{order.title}</span>
          )}
          {(stage || order.status) && (
            <Badge size="sm" variant="light" color="gray" tt="none">
              {stage ? t(`stage.${stage}`) : order.status}
            </Badge>
          )}
        </Group>
        <div className={classes.excerpt}>
          {[order.externalId, order.owner, ...order.items.map((item) => t('items', item))]
            .filter(Boolean)
            .join(' · ')}
        </div>
      </div>
      <Text size="sm" c="dimmed" component="span" ta="end">
        {sum}
        {order.placedAt && (
          <div>
            <When at={order.placedAt} />
          </div>
        )}
      </Text>
    </div>
  )
}
