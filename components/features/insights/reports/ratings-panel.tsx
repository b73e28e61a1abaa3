'use client'

import { Button, Group, SegmentedControl, Select, Skeleton } from '@mantine/core'
import { IconStarFilled } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { parseAsInteger, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useId, useState } from 'react'
import { useCan } from '@/components/client/me'
import { useTRPC } from '@/components/client/trpc'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { When } from '@/components/patterns/time/when'
import type { RatingRow, ReportInput } from '@/server/modules/insights/contract'
import shared from '../shared/shared.module.css'
import panels from './panels.module.css'
import { nameOf } from './prepare-rows'
import classes from './reports.module.css'

const pageSize = 20
const kinds = ['commented', 'all'] as const

/** What customers said with their ratings, and what became of the bad ones. */
export function RatingsPanel({ input }: { input: ReportInput }) {
  const t = useTranslations('insights.reports')
  const trpc = useTRPC()
  const id = useId()
  const [asked, setAsked] = useQueryStates({
    ratings: parseAsStringLiteral(kinds).withDefault('commented'),
    stars: parseAsInteger,
  })
  const [offset, setOffset] = useState(0)
  const { groupBy: _g, compare: _c, metrics: _m, ...period } = input
  const score = asked.stars && asked.stars >= 1 && asked.stars <= 5 ? asked.stars : null
  const query = { ...period, score, commented: asked.ratings === 'commented', offset, limit: pageSize }
  const page = useQuery(trpc.insights.ratings.queryOptions(query, { placeholderData: keepPreviousData }))
  const narrow = (change: Partial<typeof asked>) => {
    setOffset(0)
    void setAsked(change)
  }
  return (
    <section className={shared.chartFrame} aria-labelledby={id}>
      <header className={shared.chartHead}>
        <h2 id={id}>{t('ratings.title')}</h2>
        <SegmentedControl
          ml="auto"
          size="xs"
          aria-label={t('ratings.which')}
          data={kinds.map((value) => ({ value, label: t(`ratings.kind.${value}`) }))}
          value={asked.ratings}
          onChange={(value) => narrow({ ratings: kinds.find((one) => one === value) ?? 'commented' })}
        />
        <Select
          w={140}
          aria-label={t('ratings.stars')}
          placeholder={t('ratings.allStars')}
          clearable
          data={[5, 4, 3, 2, 1].map((count) => ({
            value: String(count),
            label: t('ratings.score', { count }),
          }))}
          value={score === null ? null : String(score)}
          onChange={(value) => narrow({ stars: value === null ? null : Number(value) })}
        />
      </header>
      {page.isError ? (
        <FailedState error={page.error} retry={() => void page.refetch()} />
      ) : page.data ? (
        <>
          {page.data.rows.length === 0 && <p className={classes.quiet}>{t('ratings.none')}</p>}
          <ul className={panels.ratings}>
            {page.data.rows.map((row) => (
              <Rating key={row.conversationId} row={row} />
            ))}
          </ul>
          {page.data.total > pageSize && <Pager offset={offset} total={page.data.total} onMove={setOffset} />}
        </>
      ) : (
        <Late>
          <Skeleton height={200} />
        </Late>
      )}
    </section>
  )
}

function Rating({ row }: { row: RatingRow }) {
  const t = useTranslations('insights.reports')
  const locale = useLocale()
  const can = useCan()
  return (
    <li>
      <div className={panels.ratingHead}>
        <span
          role="img"
          aria-label={t('ratings.score', { count: row.score })}
          data-low={row.score <= 2 || undefined}
        >
          {Array.from({ length: row.score }, (_, star) => star + 1).map((star) => (
            <IconStarFilled key={star} size={12} aria-hidden />
          ))}
        </span>
        <Link href={`/conversations/${row.conversationId}`}>
          {row.customer} #{row.number}
        </Link>
        <span className={classes.quiet}>
          {[row.agent, row.group].filter(Boolean).join(' · ')} · <When at={new Date(row.at).toISOString()} />
        </span>
      </div>
      {row.comment?.trim() && <p>{row.comment}</p>}
      {row.tags.length > 0 && (
        <p className={classes.quiet}>
          {row.tags.map(({ key, names }) => nameOf(names, locale) ?? key).join(' · ')}
        </p>
      )}
      {row.followedUpAt !== null && (
        <p className={classes.quiet}>
          {t('ratings.followedUp', { name: row.followedUpBy ?? '–', note: row.followUpNote ?? '' })}
        </p>
      )}
      {row.score <= 2 && row.followedUpAt === null && can('alarms.read') && (
        <Link href={`/alarms?list=ratings&q=${encodeURIComponent(`#${row.number}`)}`}>
          {t('ratings.followUp')}
        </Link>
      )}
    </li>
  )
}

function Pager({
  offset,
  total,
  onMove,
}: {
  offset: number
  total: number
  onMove: (offset: number) => void
}) {
  const t = useTranslations('insights.reports')
  return (
    <Group justify="space-between" mt="sm">
      <span className={classes.quiet}>
        {t('details.range', {
          from: Math.min(offset + 1, total),
          to: Math.min(offset + pageSize, total),
          total,
        })}
      </span>
      <Group gap="xs">
        <Button variant="default" disabled={offset === 0} onClick={() => onMove(offset - pageSize)}>
          {t('details.newer')}
        </Button>
        <Button
          variant="default"
          disabled={offset + pageSize >= total}
          onClick={() => onMove(offset + pageSize)}
        >
          {t('details.older')}
        </Button>
      </Group>
    </Group>
  )
}
