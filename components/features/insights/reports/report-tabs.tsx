'use client'

import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { useMe } from '@/components/client/me'
import { can } from '@/server/access'
import classes from './reports.module.css'
import { hrefOf, type View, views } from './views'

/** What stays when one goes from one report to the next: the period and whose it is. */
const shared = ['period', 'from', 'to', 'zone', 'groups', 'below', 'channels', 'compare']

export function ReportTabs({ view }: { view: View | 'custom' | 'scheduled' }) {
  const t = useTranslations('insights.reports')
  const me = useMe()
  const search = useSearchParams()
  const kept = new URLSearchParams([...search].filter(([name]) => shared.includes(name))).toString()
  const nav = useRef<HTMLElement>(null)
  // On a narrow screen the line scrolls; the open report is seen on it.
  useEffect(() => {
    const [line, tab] = [nav.current, nav.current?.querySelector<HTMLElement>(`[data-view="${view}"]`)]
    if (line && tab)
      line.scrollLeft = tab.offsetLeft - line.offsetLeft - (line.clientWidth - tab.offsetWidth) / 2
  }, [view])
  return (
    <nav ref={nav} className={classes.tabs} aria-label={t('title')}>
      {views.map((one) => (
        <Link
          key={one}
          data-view={one}
          href={kept ? `${hrefOf(one)}?${kept}` : hrefOf(one)}
          aria-current={one === view ? 'page' : undefined}
        >
          {t(`tab.${one}`)}
        </Link>
      ))}
      <Link href="/reports/custom" data-view="custom" aria-current={view === 'custom' ? 'page' : undefined}>
        {t('tab.custom')}
      </Link>
      {can(me, 'reports.schedule') && (
        <Link
          href="/reports/scheduled"
          data-view="scheduled"
          aria-current={view === 'scheduled' ? 'page' : undefined}
        >
          {t('tab.scheduled')}
        </Link>
      )}
    </nav>
  )
}
