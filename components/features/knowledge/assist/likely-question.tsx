'use client'

import { UnstyledButton } from '@mantine/core'
import { IconBulb } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPCClient } from '@/components/client/trpc'
import classes from './assist.module.css'
import { useInsert } from './use-answers'

type Props = { conversation: { id: string; lastSeq: number }; insert: (text: string) => void }

/** What the customer probably wants, and why that is thought; a click inserts the answer. */
export function LikelyQuestion({ conversation: { id, lastSeq }, insert }: Props) {
  const t = useTranslations('knowledge.likely')
  const client = useTRPCClient()
  const use = useInsert(insert)
  const likely = useQuery({
    queryKey: ['workspace', 'likely', id, lastSeq],
    queryFn: () => client.knowledge.likelyQuestion.mutate({ conversationId: id }),
    placeholderData: (before, query) => (query?.queryKey[2] === id ? before : undefined),
    staleTime: 60_000,
    retry: false,
  }).data
  if (!likely) return null
  const reasons = likely.reasons.map(({ source, text }) => t(`reason.${source}`, { text })).join(' · ')
  return (
    <section className={classes.likely} aria-label={t('label')}>
      <IconBulb size={16} stroke={1.7} aria-hidden style={{ flex: 'none' }} />
      <UnstyledButton
        className={classes.suggestion}
        onClick={() => use({ ...likely, topic: '', score: likely.sureness })}
        title={likely.text.slice(0, 300)}
      >
        <span className={classes.title}>{t('probably', { title: likely.title })}</span>
      </UnstyledButton>
      <span className={classes.reasons} title={reasons}>
        {reasons}
      </span>
    </section>
  )
}
