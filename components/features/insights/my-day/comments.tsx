'use client'

import { IconStarFilled } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { When } from '@/components/patterns/time/when'
import type { OwnComment } from '@/server/modules/insights/contract'
import classes from './my-day.module.css'

/** What customers wrote about one's own conversations. */
export function Comments({ comments }: { comments: readonly OwnComment[] }) {
  const t = useTranslations('insights.myDay.comments')
  return (
    <section aria-label={t('title')}>
      <h2 className={classes.part}>{t('title')}</h2>
      {comments.length === 0 ? (
        <p className={classes.compared}>{t('none')}</p>
      ) : (
        <ul className={classes.comments}>
          {comments.map((one) => (
            <li key={one.conversationId}>
              <span className={classes.stars}>
                <IconStarFilled size={14} aria-hidden /> {t('stars', { count: one.score })}
              </span>
              <q>{one.comment}</q>
              <span className={classes.usual}>
                <Link href={`/conversations/${one.conversationId}`}>{one.customer}</Link> #{one.number} ·{' '}
                <When at={new Date(one.at).toISOString()} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
