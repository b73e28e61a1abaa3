'use client'

import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconBook2, IconCircleOff, IconPlaylistAdd, IconRotate } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { RowMenu } from '@/components/patterns/row-menu/row-menu'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { MissRow } from '@/server/modules/bot/contract'
import { useArticleOptions } from './use-options'

type How =
  | { kind: 'dismiss' }
  | { kind: 'reopen' }
  | { kind: 'article'; topic: string }
  | { kind: 'question'; articleId: string }

export type Resolve = (keys: string[], how: How) => Promise<void>

export function MissMenu({ row, resolve, onInto }: { row: MissRow; resolve: Resolve; onInto: () => void }) {
  const t = useTranslations('bot.miss')
  const acts = row.mark
    ? [
        {
          key: 'reopen',
          label: t('reopen'),
          icon: IconRotate,
          onClick: () => void resolve([row.key], { kind: 'reopen' }),
        },
      ]
    : [
        {
          key: 'article',
          label: t('newArticle'),
          icon: IconBook2,
          onClick: () => void resolve([row.key], { kind: 'article', topic: '' }),
        },
        { key: 'into', label: t('intoArticle'), icon: IconPlaylistAdd, onClick: onInto },
        {
          key: 'dismiss',
          label: t('dismiss'),
          icon: IconCircleOff,
          onClick: () => void resolve([row.key], { kind: 'dismiss' }),
        },
      ]
  return <RowMenu name={row.question || t('gone')} acts={acts} />
}

export function IntoArticle({
  onClose,
  resolve,
}: {
  onClose: () => void
  resolve: (how: How) => Promise<void>
}) {
  const t = useTranslations('bot.miss')
  const [search, setSearch] = useState('')
  const [articleId, setArticle] = useState<string | null>(null)
  const [topic, setTopic] = useState('')
  const options = useArticleOptions(search, articleId)
  return (
    <Modal opened onClose={onClose} title={t('intoTitle')}>
      <Stack gap="md">
        <Group align="end">
          <Select
            flex={1}
            label={t('article')}
            description={t('articleHint')}
            data={options}
            value={articleId}
            searchable
            onSearchChange={setSearch}
            onChange={setArticle}
            data-autofocus
          />
          <Button
            disabled={!articleId}
            onClick={() => articleId && void resolve({ kind: 'question', articleId })}
          >
            {t('add')}
          </Button>
        </Group>
        <Group align="end">
          <TextInput
            flex={1}
            label={t('newTopic')}
            description={t('newHint')}
            value={topic}
            maxLength={400}
            onChange={(event) => setTopic(event.currentTarget.value)}
          />
          <Button variant="default" onClick={() => void resolve({ kind: 'article', topic })}>
            {t('newArticle')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

export function useResolve(): Resolve {
  const t = useTranslations('bot.miss')
  const client = useTRPCClient()
  const trpc = useTRPC()
  const queries = useQueryClient()
  const failure = useFailureText()
  return async (keys, how) => {
    try {
      await client.bot.resolveMisses.mutate({ keys, how })
      notifications.show({ color: 'green', message: t(`done.${how.kind}`, { count: keys.length }) })
    } catch (error) {
      notifications.show({ color: 'red', message: failure(error) })
    }
    await queries.invalidateQueries(trpc.bot.misses.pathFilter())
    await queries.invalidateQueries(trpc.knowledge.pathFilter())
  }
}
