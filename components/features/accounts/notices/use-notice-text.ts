'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { type NoticeView, noticeKinds } from '@/server/modules/accounts/contract'

const times = new Set(['from', 'until', 'shift'])
const isoDays = /\d{4}-\d{2}-\d{2}/g

/** What a notice says in the reader's language; of a kind without words only that there is something. */
export function useNoticeText(): (notice: Pick<NoticeView, 'kind' | 'params'>) => string {
  const t = useTranslations('notices')
  const format = useFormatter()
  const withDays = (text: string) =>
    text.replace(isoDays, (day) =>
      format.dateTime(new Date(`${day}T12:00:00Z`), {
        ...{ weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' },
      }),
    )
  return ({ kind, params }) => {
    const known = noticeKinds.find((one) => one === kind)
    if (!known) return t('unknown')
    const said = {
      ...{ who: '', other: '', from: '', until: '', shift: '', changes: 0 },
      ...{ ticket: '', title: '', name: '' },
    }
    const given = Object.entries(params).flatMap(([key, value]) => {
      if (value === null) return []
      return [[key, typeof value === 'string' && times.has(key) ? withDays(value) : value] as const]
    })
    return t(`kind.${known}`, { ...said, ...Object.fromEntries(given) })
  }
}
