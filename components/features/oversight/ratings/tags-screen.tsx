'use client'

import { Alert, Button, Group, Skeleton, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconHistory, IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { parseAsBoolean, useQueryState } from 'nuqs'
import { useState } from 'react'
import { toFailure } from '@/components/client/failure'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useFieldWords } from '@/components/patterns/history/field-words'
import { HistoryDrawer } from '@/components/patterns/history/history-drawer'
import { Page } from '@/components/patterns/page/page'
import { FailedState } from '@/components/patterns/states/failed-state'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { ConflictNotice } from '@/components/patterns/versioned-form/conflict-notice'
import type { RatingTag } from '@/server/modules/accounts/contract'
import { saveRatingTagsInput } from '@/server/modules/oversight/contract'
import { TagFields } from './tag-fields'
import classes from './tags.module.css'

export function TagsScreen() {
  const t = useTranslations('oversight.tags')
  const history = useTranslations('history')
  const trpc = useTRPC()
  const [shown, setShown] = useQueryState('history', parseAsBoolean.withDefault(false))
  const stored = useQuery(
    trpc.oversight.ratingTags.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY, gcTime: 0 }),
  )
  const actions = (
    <Button variant="default" leftSection={<IconHistory size={16} />} onClick={() => void setShown(true)}>
      {history('open')}
    </Button>
  )
  return (
    <Page title={t('title')} purpose={t('purpose')} actions={actions}>
      {stored.data ? (
        <Editor key={JSON.stringify(stored.data)} stored={stored.data} />
      ) : stored.isError ? (
        <FailedState error={stored.error} retry={() => void stored.refetch()} />
      ) : (
        <Skeleton h={240} />
      )}
      {shown && <TagsHistory onClose={() => void setShown(null)} />}
    </Page>
  )
}

function TagsHistory({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const history = useQuery(trpc.oversight.ratingTagsHistory.queryOptions())
  const restore = async (entryId: string) => {
    await client.oversight.restoreRatingTags.mutate({ entryId })
    await queries.invalidateQueries(trpc.oversight.pathFilter())
  }
  return <HistoryDrawer history={history} restore={restore} onClose={onClose} />
}

type Draft = RatingTag & { row: number }
const numbered = (tags: readonly RatingTag[]): Draft[] => tags.map((tag, row) => ({ ...tag, row }))

function Editor({ stored }: { stored: RatingTag[] }) {
  const t = useTranslations('oversight.tags')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const failure = useFailureText()
  const words = useFieldWords()
  const [before, setBefore] = useState(stored)
  const [drafts, setDrafts] = useState(() => numbered(stored))
  const tags = drafts.map(
    ({ row: _, disabled, ...tag }): RatingTag => ({ ...tag, ...(disabled && { disabled }) }),
  )
  const input = saveRatingTagsInput.safeParse({ before, tags })
  const complete = input.success && tags.every(({ names }) => names.en || names.zh)
  const saving = useMutation(
    trpc.oversight.saveRatingTags.mutationOptions({
      onSuccess: () => {
        notifications.show({ color: 'green', message: t('saved') })
        return queries.invalidateQueries(trpc.oversight.pathFilter())
      },
    }),
  )
  const refused = saving.isError ? toFailure(saving.error) : null
  const theirs = refused?.code === 'conflict' ? (refused.details.current as RatingTag[]) : undefined
  const settle = (take: 'theirs' | 'mine') => {
    if (!theirs) return
    setBefore(theirs)
    saving.reset()
    if (take === 'theirs') setDrafts(numbered(theirs))
    else saving.mutate({ before: theirs, tags })
  }
  const change = (row: number, next: Partial<RatingTag>) =>
    setDrafts((all) => all.map((draft) => (draft.row === row ? { ...draft, ...next } : draft)))
  const add = () =>
    setDrafts((all) => [
      ...all,
      { row: Math.max(-1, ...all.map(({ row }) => row)) + 1, key: '', names: {}, scores: [4, 5] },
    ])
  return (
    <>
      {theirs && <ConflictNotice theirs={{ tags: theirs }} mine={{ tags }} settle={settle} words={words} />}
      {refused && !theirs && (
        <Alert color="red" role="alert">
          {failure(saving.error)}
        </Alert>
      )}
      {drafts.length === 0 && <Text>{t('none')}</Text>}
      <ul className={classes.list}>
        {drafts.map(({ row, ...tag }) => (
          <TagFields
            key={row}
            tag={tag}
            onChange={(next) => change(row, next)}
            onRemove={() => setDrafts((all) => all.filter((draft) => draft.row !== row))}
          />
        ))}
      </ul>
      {!complete && <Text size="sm">{t('incomplete')}</Text>}
      <Group mt="md" pb="xl">
        <Button variant="default" leftSection={<IconPlus size={16} />} onClick={add}>
          {t('add')}
        </Button>
        <Button
          disabled={!complete || JSON.stringify(tags) === JSON.stringify(before)}
          loading={saving.isPending}
          onClick={() => input.data && saving.mutate(input.data)}
        >
          {t('save')}
        </Button>
      </Group>
    </>
  )
}
