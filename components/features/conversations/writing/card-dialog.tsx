'use client'

import { ActionIcon, Button, Group, Modal, SegmentedControl, Stack, TextInput, Tooltip } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDebouncedValue } from '@mantine/hooks'
import { IconId } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { FailedState } from '@/components/patterns/states/failed-state'
import type { OrderView } from '@/server/http/v1/contract'
import type { ProductLine } from '@/server/modules/customers/contract'
import { CardView } from '../chat/card-view'
import { agentApi, type MessageMeta } from '../live/agent-api'
import classes from './writing.module.css'

type Card = NonNullable<MessageMeta['card']>
type Props = { conversationId: string; onSend: (card: Card) => void }

/** Sends an order of the customer, or a product, as a card. */
export function CardButton({ conversationId, onSend }: Props) {
  const t = useTranslations('workspace.card')
  const [opened, setOpened] = useState(false)
  const close = () => setOpened(false)
  const send = (card: Card) => {
    onSend(card)
    close()
  }
  return (
    <>
      <Tooltip label={t('open')}>
        <ActionIcon size="lg" aria-label={t('open')} onClick={() => setOpened(true)}>
          <IconId size={18} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
      <Modal
        opened={opened}
        onClose={close}
        title={t('title')}
        size="lg"
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <Choice conversationId={conversationId} onSend={send} />
      </Modal>
    </>
  )
}

function Choice({ conversationId, onSend }: Props) {
  const t = useTranslations('workspace.card')
  const [from, setFrom] = useState<'orders' | 'products' | 'typed'>('orders')
  return (
    <Stack>
      <SegmentedControl
        value={from}
        onChange={(value) => setFrom(value as typeof from)}
        aria-label={t('from')}
        data={[
          { value: 'orders', label: t('orders') },
          { value: 'products', label: t('products') },
          { value: 'typed', label: t('typed') },
        ]}
      />
      {from === 'orders' ? (
        <Orders conversationId={conversationId} onSend={onSend} />
      ) : from === 'products' ? (
        <Products onSend={onSend} />
      ) : (
        <Typed onSend={onSend} />
      )}
    </Stack>
  )
}

function Orders({ conversationId, onSend }: Props) {
  const t = useTranslations('workspace.card')
  const toCard = useOrderCard()
  const orders = useQuery({
    queryKey: ['workspace', 'orders', conversationId],
    queryFn: () => agentApi.orders(conversationId),
  })
  if (orders.isError) return <FailedState error={orders.error} retry={() => void orders.refetch()} />
  if (orders.data?.items.length === 0) return <p className={classes.none}>{t('none')}</p>
  return (
    <ul className={classes.orders}>
      {orders.data?.items.map((order) => (
        <li key={order.id} className={classes.order}>
          <CardView card={toCard(order)} />
          <Button size="compact-md" onClick={() => onSend(toCard(order))}>
            {t('send')}
          </Button>
        </li>
      ))}
    </ul>
  )
}

/** What the shop sells, found by words. */
function Products({ onSend }: { onSend: (card: Card) => void }) {
  const t = useTranslations('workspace.card')
  const trpc = useTRPC()
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed, 250)
  const products = useQuery(
    trpc.customers.findProducts.queryOptions({ search }, { placeholderData: keepPreviousData }),
  )
  return (
    <>
      <TextInput
        data-autofocus
        aria-label={t('findProduct')}
        placeholder={t('findProduct')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {products.isError && <FailedState error={products.error} retry={() => void products.refetch()} />}
      {products.data?.length === 0 && <p className={classes.none}>{t('noProducts')}</p>}
      <ul className={classes.orders}>
        {products.data?.map((product) => (
          <li key={product.externalId} className={classes.order}>
            <CardView card={productCard(product)} />
            <Button size="compact-md" onClick={() => onSend(productCard(product))}>
              {t('send')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}

function productCard({ externalId, title, subtitle, amount, currency, imageUrl, url }: ProductLine): Card {
  const sum = amount && (currency ? `${amount} ${currency}` : amount)
  return {
    ...{ kind: 'product', id: externalId, title },
    ...(subtitle ? { subtitle } : {}),
    ...(sum ? { amount: sum } : {}),
    ...(imageUrl ? { imageUrl } : {}),
    ...(url ? { url } : {}),
  }
}

function useOrderCard(): (order: OrderView) => Card {
  const format = useFormatter()
  return ({ externalId, title, status, amount, currency, imageUrl, url, placedAt }) => {
    const sum = amount && (currency ? `${amount} ${currency}` : amount)
    return {
      kind: 'order',
      id: externalId,
      title: title || externalId,
      ...(placedAt ? { subtitle: format.dateTime(new Date(placedAt), { dateStyle: 'medium' }) } : {}),
      ...(status ? { status } : {}),
      ...(sum ? { amount: sum } : {}),
      ...(imageUrl?.startsWith('http') ? { imageUrl } : {}),
      ...(url?.startsWith('http') ? { url } : {}),
    }
  }
}

const empty = { kind: 'product', id: '', title: '', subtitle: '', amount: '', url: '' }

function Typed({ onSend }: { onSend: (card: Card) => void }) {
  const t = useTranslations('workspace.card')
  const form = useForm({
    initialValues: empty,
    validate: {
      title: (value) => (value.trim() ? null : t('titleMissing')),
      url: (value) => (value === '' || /^https?:\/\/\S+\.\S+/.test(value) ? null : t('urlWrong')),
    },
  })
  const send = form.onSubmit(({ kind, id, title, ...more }) => {
    const filled = Object.entries(more).filter(([, value]) => value.trim() !== '')
    const known = Object.fromEntries(filled.map(([name, value]) => [name, value.trim()]))
    onSend({ kind: kind === 'order' ? 'order' : 'product', id: id.trim(), title: title.trim(), ...known })
  })
  return (
    <form onSubmit={send}>
      <Stack gap="sm">
        <SegmentedControl
          {...form.getInputProps('kind')}
          aria-label={t('kind')}
          data={[
            { value: 'product', label: t('product') },
            { value: 'order', label: t('order') },
          ]}
        />
        <TextInput
          label={t('name')}
          maxLength={200}
          withAsterisk
          {...form.getInputProps('title')}
          data-autofocus
        />
        <TextInput label={t('number')} maxLength={64} {...form.getInputProps('id')} />
        <TextInput label={t('subtitle')} maxLength={200} {...form.getInputProps('subtitle')} />
        <TextInput label={t('amount')} maxLength={40} {...form.getInputProps('amount')} />
        <TextInput label={t('url')} maxLength={2_000} type="url" {...form.getInputProps('url')} />
        <Group justify="flex-end">
          <Button type="submit">{t('send')}</Button>
        </Group>
      </Stack>
    </form>
  )
}
