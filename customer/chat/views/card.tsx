import type { MessageView } from '@/server/http/v1/contract'
import { useWindow } from './context'
import { Icon } from './icon'

type Card = NonNullable<NonNullable<MessageView['meta']>['card']>

/** An order or a product: what it is at a glance, and the way to its page. */
export function CardBody({ card }: { card: Card }) {
  const { words } = useWindow()
  const web = card.url && /^https?:/.test(card.url) ? card.url : null
  const facts = [card.subtitle, card.status, card.amount].filter(Boolean).join(' · ')
  return (
    <div class="goods">
      {card.imageUrl ? (
        // biome-ignore lint/performance/noImgElement: this is no Next.js page
        <img
          src={card.imageUrl}
          alt=""
          width="56"
          height="56"
          referrerpolicy="no-referrer"
          onError={(event) => event.currentTarget.remove()}
        />
      ) : (
        <Icon name="order" />
      )}
      <div dir="auto">
        <small>{card.kind === 'order' ? words.order(card.id) : words.product}</small>
        <strong>{card.title}</strong>
        {facts && <span>{facts}</span>}
        {web && (
          <a href={web} target="_blank" rel="noopener noreferrer">
            {words.cardOpen}
          </a>
        )}
      </div>
    </div>
  )
}
