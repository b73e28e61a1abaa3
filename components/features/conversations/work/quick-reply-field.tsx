'use client'

import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'

type Props = { label: string; value: string; onChange: (id: string) => void }

/** One of the quick replies that this user may use. */
export function QuickReplyField({ label, value, onChange }: Props) {
  const t = useTranslations('workspace.macro')
  const trpc = useTRPC()
  const replies = useQuery({ ...trpc.conversations.listUsableReplies.queryOptions(), staleTime: 30_000 })
  const data = (replies.data ?? []).map(({ id, shortcut, title }) => ({
    value: id,
    label: `/${shortcut} · ${title}`,
  }))
  const gone = value !== '' && replies.isSuccess && !data.some((one) => one.value === value)
  return (
    <Select
      flex={1}
      searchable
      label={label}
      description={t('pickReply')}
      error={gone && t('replyGone')}
      data={data}
      value={value || null}
      onChange={(id) => onChange(id ?? '')}
    />
  )
}
