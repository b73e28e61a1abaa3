'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { toFailure } from '@/components/client/failure'
import type en from '@/components/i18n/messages/en.json'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { dayNumber, isoDay, type LeaveTimes, type SwapShift } from '@/server/modules/schedules/contract'

type Refusal = keyof typeof en.requests.refusal

/** Leave, shifts and moments in the reader's words. */
export function useRequestText() {
  const t = useTranslations('requests')
  const format = useFormatter()
  const day = (date: string) =>
    format.dateTime(new Date(`${date}T12:00:00Z`), {
      ...{ weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' },
    })
  const clock = (at: string | number, timeZone: string) =>
    format.dateTime(new Date(at), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone })
  const minute = (value: number) =>
    `${String(Math.floor((value % 1_440) / 60)).padStart(2, '0')}:${String(value % 60).padStart(2, '0')}`
  return {
    day,
    clock,
    /** A moment's day in the zone. */
    dayOf: (at: string | number, timeZone: string) =>
      format.dateTime(new Date(at), { weekday: 'short', day: 'numeric', month: 'short', timeZone }),
    times: (times: LeaveTimes) => {
      if (times.kind === 'days')
        return times.firstDay === times.lastDay
          ? day(times.firstDay)
          : t('span', { from: day(times.firstDay), until: day(times.lastDay) })
      return t('shiftAt', { day: day(times.day), from: minute(times.from), until: minute(times.until) })
    },
    shift: ({ day: first, segments }: Pick<SwapShift, 'day' | 'segments'>) => {
      const from = Math.min(...segments.map((one) => one.from))
      const until = Math.max(...segments.map((one) => one.until))
      const begins = isoDay(dayNumber(first) + Math.floor(from / 1_440))
      return t('shiftAt', { day: day(begins), from: minute(from), until: minute(until) })
    },
  }
}

/** Why a request was refused, in the reader's words. */
export function useRefusalText(): (error: unknown) => string {
  const words = useTranslations('requests.refusal')
  const failure = useFailureText()
  return (error) => {
    const { details, fields } = toFailure(error)
    const reason = String(details.reason ?? fields[0]?.code ?? '')
    return words.has(`${reason as Refusal}`) ? words(`${reason as Refusal}`) : failure(error)
  }
}
