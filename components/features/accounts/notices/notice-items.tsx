'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import { When } from '@/components/patterns/time/when'
import type { NoticeView } from '@/server/modules/accounts/contract'
import classes from './bell.module.css'
import { useNoticeText } from './use-notice-text'

const EVERY_MS = 10_000
const none: NoticeView[] = []

export type Notices = {
  items: readonly NoticeView[]
  unseen: number
  /** null: all of them. */
  mark: (ids: string[] | null) => void
}

/** What this person was told, the newest first. */
export function useNotices(): Notices {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const list = useQuery(
    trpc.accounts.listNotices.queryOptions(undefined, { refetchInterval: EVERY_MS, staleTime: EVERY_MS }),
  )
  const marking = useMutation(
    trpc.accounts.markNotices.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.accounts.listNotices.queryKey() }),
    }),
  )
  return {
    items: list.data?.items ?? none,
    unseen: list.data?.unseen ?? 0,
    mark: (ids) => marking.mutate(ids ? { ids } : {}),
  }
}

export function NoticeItems({ notices, onLeave }: { notices: Notices; onLeave: () => void }) {
  const t = useTranslations('notices')
  const text = useNoticeText()
  return (
    <ul className={classes.list}>
      {notices.items.map((notice) => (
        <li key={notice.id} className={classes.item} data-new={!notice.seen || undefined}>
          <Link
            href={notice.href ?? '#'}
            onClick={() => {
              if (!notice.seen) notices.mark([notice.id])
              onLeave()
            }}
          >
            {text(notice)}
          </Link>
          {notice.params.note ? <span className={classes.note}>{notice.params.note}</span> : null}
          <span className={classes.quiet}>
            <When at={notice.at} />
            {!notice.seen && ` · ${t('new')}`}
          </span>
        </li>
      ))}
    </ul>
  )
}
