import '../shared'
import { useEffect, useState } from 'preact/hooks'
import type { OrderCard } from '@/server/http/v1/contract'
import { CardBody } from '../views/card'
import { useWindow } from '../views/context'
import { usePartWords } from './part-words'

/** The customer's own orders; one tap sends the card. The one that the host's page is about stands first. */
export function OrderPicker({ onDone }: { onDone: () => void }) {
  const { chat, state } = useWindow()
  const words = usePartWords()
  const [orders, setOrders] = useState<OrderCard[] | 'loading' | 'failed'>('loading')
  const about = state.topic.orderId
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once, each time it opens
  useEffect(() => {
    chat.listOrders().then(
      (items) => setOrders([...items].sort((a, b) => Number(b.id === about) - Number(a.id === about))),
      () => setOrders('failed'),
    )
  }, [])
  const send = (card: OrderCard) => {
    chat.sendOrder(card)
    onDone()
  }
  return (
    <fieldset class="orders">
      <legend>
        <span role="status">
          {orders === 'loading'
            ? words.ordersLoading
            : orders === 'failed'
              ? words.ordersFailed
              : orders.length === 0
                ? words.ordersNone
                : words.ordersAsk}
        </span>
      </legend>
      {Array.isArray(orders) &&
        orders.map((order) => (
          <button type="button" class="choice" key={order.id} onClick={() => send(order)}>
            <CardBody card={{ ...order, url: undefined }} />
          </button>
        ))}
      <button type="button" class="link" onClick={onDone}>
        {words.ordersCancel}
      </button>
    </fieldset>
  )
}
