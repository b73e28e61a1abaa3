'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { MyNow } from '@/server/modules/insights/contract'
import { replyLevel } from '../monitor/prepare-figures'
import { WaitClock } from '../monitor/wait-clock'
import { useReasonText } from '../shared/use-reason-text'
import classes from './my-day.module.css'

/** How one stands at this moment. */
export function NowStrip({ own, now }: { own: MyNow; now: number }) {
  const t = useTranslations('insights.myDay.now')
  const agents = useTranslations('insights.monitor.agents')
  const reason = useReasonText()
  const why = own.status === 'online' ? null : reason(own.reason)
  return (
    <dl className={classes.now} aria-label={t('title')}>
      <div>
        <dt>{t('status')}</dt>
        <dd>{[agents(`state.${own.status}`), why].filter(Boolean).join(' · ')}</dd>
      </div>
      <div>
        <dt>{t('places')}</dt>
        <dd>
          {own.current} / {own.limit}
        </dd>
      </div>
      <div>
        <dt>{t('awaiting')}</dt>
        <dd>{own.awaitingReply}</dd>
      </div>
      <div>
        <dt>{t('longest')}</dt>
        <dd>
          {own.awaitingSince === null ? (
            '–'
          ) : (
            <Link href={`/workspace?conversation=${own.longestConversationId}`}>
              <WaitClock
                since={own.awaitingSince}
                now={now}
                level={replyLevel(now - own.awaitingSince, own)}
              />
            </Link>
          )}
        </dd>
      </div>
      <div>
        <dt>{t('queueing')}</dt>
        <dd>{own.queueing}</dd>
      </div>
    </dl>
  )
}
