'use client'

import { IconExternalLink, IconPackage, IconReceipt } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { MessageMeta } from '../live/agent-api'
import classes from './message.module.css'

/** An order or a product in a few facts. */
export function CardView({ card }: { card: NonNullable<MessageMeta['card']> }) {
  const t = useTranslations('workspace.card')
  const Icon = card.kind === 'order' ? IconReceipt : IconPackage
  return (
    <div className={classes.card}>
      {card.imageUrl ? (
        // biome-ignore lint/performance/noImgElement: of the shop's own site, at any size.
        <img
          src={card.imageUrl}
          alt=""
          className={classes.cardPicture}
          loading="lazy"
          referrerPolicy="no-referrer"
        />
      ) : (
        <Icon size={28} stroke={1.4} aria-hidden />
      )}
      <div className={classes.cardFacts}>
        <span className={classes.cardKind}>
          {t(card.kind === 'order' ? 'order' : 'product')} {card.id}
        </span>
        <b>{card.title}</b>
        {card.subtitle && <span>{card.subtitle}</span>}
        <span>{[card.status, card.amount].filter(Boolean).join(' · ')}</span>
        {card.url && (
          <a href={card.url} target="_blank" rel="noreferrer noopener">
            {t('show')} <IconExternalLink size={13} aria-hidden />
          </a>
        )}
      </div>
    </div>
  )
}
