'use client'

import { useTranslations } from 'next-intl'
import { type NoticeView, noticeKinds } from '@/server/modules/accounts/contract'

/** What a notice says in the reader's language; of a kind without words only that there is something. */
export function useNoticeText(): (notice: Pick<NoticeView, 'kind' | 'params'>) => string {
  const t = useTranslations('notices')
  return ({ kind, params }) => {
    const known = noticeKinds.find((one) => one === kind)
    if (!known) return t('unknown')
    const said = { who: '', other: '', from: '', until: '', shift: '', changes: 0 }
    const given = Object.fromEntries(Object.entries(params).filter(([, value]) => value !== null))
    return t(`kind.${known}`, { ...said, ...(given as Record<string, string | number>) })
  }
}
