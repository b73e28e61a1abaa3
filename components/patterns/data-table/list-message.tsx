'use client'

import { Button } from '@mantine/core'
import { IconFilterOff, IconList } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { FailedState } from '../states/failed-state'
import { StateMessage } from '../states/state-message'

type Question = {
  error: unknown
  isError: boolean
  refetch: () => unknown
  data: { total: number } | undefined
}

type Options = {
  /** Search or a filter is set, so that an empty answer says nothing about the whole. */
  narrowed: boolean
  clear: () => void
  none: { title: string; action?: ReactNode }
}

/** Which message stands instead of the rows: failed, none yet, no match, or none of them. */
export function useListMessage(question: Question, { narrowed, clear, none }: Options): ReactNode {
  const t = useTranslations('states')
  if (question.isError && !question.data) {
    return <FailedState error={question.error} retry={() => void question.refetch()} />
  }
  if (question.data?.total !== 0) return undefined
  if (!narrowed) return <StateMessage icon={IconList} title={none.title} action={none.action} />
  return (
    <StateMessage
      icon={IconFilterOff}
      title={t('noMatch')}
      hint={t('noMatchHint')}
      action={
        <Button variant="default" onClick={clear}>
          {t('clear')}
        </Button>
      }
    />
  )
}
