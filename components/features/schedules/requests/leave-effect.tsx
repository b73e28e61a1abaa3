'use client'

import { Alert, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import { Late } from '@/components/patterns/states/late'
import { useRequestText } from './use-request-text'

const SHOWN = 6

/** What approving would collide with: shifts, others away, and where too few would be left. */
export function LeaveEffectView({ id }: { id: string }) {
  const t = useTranslations('requests')
  const trpc = useTRPC()
  const words = useRequestText()
  const effect = useQuery(trpc.schedules.leaveEffect.queryOptions({ id }))
  if (!effect.data)
    return effect.isError ? (
      <Text c="dimmed">{t('effectFailed')}</Text>
    ) : (
      <Late>
        <Skeleton h={48} />
      </Late>
    )
  const { timeZone: zone, shifts, away, short } = effect.data
  const span = (from: string, until: string) =>
    t('shiftAt', {
      ...{ day: words.dayOf(from, zone), from: words.clock(from, zone), until: words.clock(until, zone) },
    })
  if (shifts.length + away.length + short.length === 0) return <Text c="dimmed">{t('effectNone')}</Text>
  return (
    <Alert color={short.length > 0 ? 'orange' : 'blue'} title={t('effect')}>
      {shifts.length > 0 && (
        <div>
          {t('effectShifts', { count: shifts.length })}
          <ul>
            {shifts.slice(0, SHOWN).map(({ startsAt, endsAt }) => (
              <li key={startsAt}>{span(startsAt, endsAt)}</li>
            ))}
          </ul>
        </div>
      )}
      {away.length > 0 && <div>{t('effectAway', { names: away.join(t('comma')) })}</div>}
      {short.length > 0 && (
        <ul>
          {short.slice(0, SHOWN).map(({ group, from, until, left, target }) => (
            <li key={`${group}-${from}`}>
              {t('effectShort', { group, span: span(from, until), left, target })}
            </li>
          ))}
        </ul>
      )}
    </Alert>
  )
}
