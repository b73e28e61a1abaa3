'use client'

import { Button, SegmentedControl, Skeleton } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconHistory } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { FailedState } from '@/components/patterns/states/failed-state'
import { StateMessage } from '@/components/patterns/states/state-message'
import { agentApi } from '../live/agent-api'
import type { View } from '../live/live-state'
import classes from './context.module.css'
import { PastConversation } from './past-conversation'

type Along = 'thread' | 'customer'
const PAGE = 20

/** Earlier conversations, along the thread or across all of the customer's. */
export function HistoryPanel({ view }: { view: View }) {
  const t = useTranslations('workspace.history')
  const [along, setAlong] = useLocalStorage<Along>({ key: 'switchyard.history', defaultValue: 'customer' })
  return (
    <>
      <SegmentedControl
        fullWidth
        size="xs"
        mb="sm"
        value={along}
        onChange={(value) => setAlong(value as Along)}
        aria-label={t('along')}
        data={[
          { value: 'thread', label: t('thread') },
          { value: 'customer', label: t('all') },
        ]}
      />
      <Past view={view} along={along} />
    </>
  )
}

function Past({ view, along }: { view: View; along: Along }) {
  const t = useTranslations('workspace.history')
  const history = useInfiniteQuery({
    queryKey: ['workspace', 'history', view.id, along],
    queryFn: async ({ pageParam }) => (await agentApi.history(view.id, along, pageParam)).items,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => (last.length < PAGE ? undefined : last.at(-1)?.createdAt),
    staleTime: 30_000,
  })
  if (history.isError) return <FailedState error={history.error} retry={() => void history.refetch()} />
  if (!history.data) return <Skeleton height={140} />
  const items = history.data.pages.flat().filter(({ id }) => id !== view.id)
  if (items.length === 0) return <StateMessage icon={IconHistory} title={t('none')} />
  return (
    <>
      <ul className={classes.past}>
        {items.map((item) => (
          <PastConversation key={item.id} view={item} />
        ))}
      </ul>
      {history.hasNextPage && (
        <Button
          variant="subtle"
          size="compact-sm"
          loading={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </>
  )
}
