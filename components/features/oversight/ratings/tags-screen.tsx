'use client'

import { ActionIcon, Alert, Button, Chip, Group, Skeleton, Table, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { Page } from '@/components/patterns/page/page'
import { FailedState } from '@/components/patterns/states/failed-state'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { RatingTag } from '@/server/modules/accounts/contract'
import { saveRatingTagsInput } from '@/server/modules/oversight/contract'

export function TagsScreen() {
  const t = useTranslations('oversight.tags')
  const trpc = useTRPC()
  const stored = useQuery(
    trpc.oversight.ratingTags.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY, gcTime: 0 }),
  )
  return (
    <Page title={t('title')} purpose={t('purpose')}>
      {stored.data ? (
        <Editor key={JSON.stringify(stored.data)} stored={stored.data} />
      ) : stored.isError ? (
        <FailedState error={stored.error} retry={() => void stored.refetch()} />
      ) : (
        <Skeleton h={240} />
      )}
    </Page>
  )
}

type Draft = RatingTag & { row: number }
const scores = ['1', '2', '3', '4', '5']

function Editor({ stored }: { stored: RatingTag[] }) {
  const t = useTranslations('oversight.tags')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const failure = useFailureText()
  const [drafts, setDrafts] = useState<Draft[]>(() => stored.map((tag, row) => ({ ...tag, row })))
  const tags = drafts.map(({ row: _, ...tag }) => tag)
  const input = saveRatingTagsInput.safeParse({ before: stored, tags })
  const complete = input.success && tags.every(({ names }) => names.en || names.zh)
  const saving = useMutation(
    trpc.oversight.saveRatingTags.mutationOptions({
      onSuccess: () => notifications.show({ color: 'green', message: t('saved') }),
      onSettled: () => queries.invalidateQueries(trpc.oversight.ratingTags.queryFilter()),
    }),
  )
  const change = (row: number, next: Partial<RatingTag>) =>
    setDrafts((all) => all.map((draft) => (draft.row === row ? { ...draft, ...next } : draft)))
  const add = () =>
    setDrafts((all) => [
      ...all,
      { row: Math.max(-1, ...all.map(({ row }) => row)) + 1, key: '', names: {}, scores: [4, 5] },
    ])
  return (
    <>
      {saving.isError && (
        <Alert color="red" role="alert">
          {failure(saving.error)}
        </Alert>
      )}
      {drafts.length === 0 ? (
        <Text>{t('none')}</Text>
      ) : (
        <Table.ScrollContainer minWidth={720}>
          <Table verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('key')}</Table.Th>
                <Table.Th>{t('name.en')}</Table.Th>
                <Table.Th>{t('name.zh')}</Table.Th>
                <Table.Th>{t('scores')}</Table.Th>
                <Table.Th />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {drafts.map((draft) => (
                <Row
                  key={draft.row}
                  draft={draft}
                  onChange={(next) => change(draft.row, next)}
                  onRemove={() => setDrafts((all) => all.filter(({ row }) => row !== draft.row))}
                />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {!complete && <Text size="sm">{t('incomplete')}</Text>}
      <Group mt="md">
        <Button variant="default" leftSection={<IconPlus size={16} />} onClick={add}>
          {t('add')}
        </Button>
        <Button
          disabled={!complete || JSON.stringify(tags) === JSON.stringify(stored)}
          loading={saving.isPending}
          onClick={() => input.data && saving.mutate(input.data)}
        >
          {t('save')}
        </Button>
      </Group>
    </>
  )
}

type RowProps = { draft: Draft; onChange: (next: Partial<RatingTag>) => void; onRemove: () => void }

function Row({ draft, onChange, onRemove }: RowProps) {
  const t = useTranslations('oversight.tags')
  const rename = (locale: 'en' | 'zh', text: string) => {
    const { [locale]: _, ...others } = draft.names
    onChange({ names: text ? { ...others, [locale]: text } : others })
  }
  const name = draft.names.en ?? draft.names.zh ?? draft.key
  return (
    <Table.Tr>
      <Table.Td>
        <TextInput
          aria-label={t('key')}
          value={draft.key}
          onChange={(event) => onChange({ key: event.currentTarget.value })}
        />
      </Table.Td>
      {(['en', 'zh'] as const).map((locale) => (
        <Table.Td key={locale}>
          <TextInput
            aria-label={t(`name.${locale}`)}
            value={draft.names[locale] ?? ''}
            onChange={(event) => rename(locale, event.currentTarget.value)}
          />
        </Table.Td>
      ))}
      <Table.Td>
        <Chip.Group
          multiple
          value={draft.scores.map(String)}
          onChange={(chosen) => onChange({ scores: chosen.map(Number).sort() })}
        >
          <Group gap={4} wrap="nowrap" role="group" aria-label={t('scores')}>
            {scores.map((score) => (
              <Chip key={score} value={score} size="xs">
                {score}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </Table.Td>
      <Table.Td>
        <ActionIcon aria-label={t('remove', { name })} onClick={onRemove}>
          <IconTrash size={16} />
        </ActionIcon>
      </Table.Td>
    </Table.Tr>
  )
}
