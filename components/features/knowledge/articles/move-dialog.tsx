'use client'

import { Autocomplete } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { FormDialog } from '@/components/patterns/form-dialog/form-dialog'

type Props = { first: string; onMove: (topic: string) => Promise<void>; onClose: () => void }

export function MoveDialog({ first, onMove, onClose }: Props) {
  const t = useTranslations('knowledge')
  const [topic, setTopic] = useState(first)
  const moving = useMutation({ mutationFn: onMove })
  return (
    <FormDialog
      title={t('moveTitle')}
      submit={t('move')}
      onClose={onClose}
      onSubmit={() => moving.mutate(topic)}
      error={moving.error}
      saving={moving.isPending}
      ready
    >
      <TopicField value={topic} onChange={setTopic} autoFocus />
    </FormDialog>
  )
}

type FieldProps = { value: string; onChange: (topic: string) => void; error?: unknown; autoFocus?: boolean }

/** A topic that there is, or a new one. */
export function TopicField({ value, onChange, error, autoFocus }: FieldProps) {
  const t = useTranslations('knowledge')
  const trpc = useTRPC()
  const topics = useQuery(trpc.knowledge.listTopics.queryOptions()).data ?? []
  return (
    <Autocomplete
      label={t('topic')}
      description={t('topicHint')}
      data={topics.map(({ topic }) => topic).filter((topic) => topic !== '')}
      value={value}
      onChange={onChange}
      error={typeof error === 'string' ? error : undefined}
      maxLength={400}
      {...(autoFocus && { 'data-autofocus': true })}
    />
  )
}
