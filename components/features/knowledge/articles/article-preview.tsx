'use client'

import { Button, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { Markdown } from '@/components/patterns/markdown/markdown'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { When } from '@/components/patterns/time/when'
import type { ArticleView } from '@/server/modules/knowledge/contract'

type Props = { title: string; text: string; stored: ArticleView | null; onDone: () => void }

/** How it reads, and what of it was published before. */
export function ArticlePreview({ title, text, stored, onDone }: Props) {
  const t = useTranslations('knowledge')
  return (
    <Stack gap="md">
      <div>
        <Text fw={600} size="sm" mb={4}>
          {t('preview')}
        </Text>
        {title || text ? (
          <>
            <Text fw={600}>{title}</Text>
            <Markdown text={text} />
          </>
        ) : (
          <Text size="sm" c="dimmed">
            {t('emptyPreview')}
          </Text>
        )}
      </div>
      {stored && <Versions article={stored} onDone={onDone} />}
    </Stack>
  )
}

function Versions({ article, onDone }: { article: ArticleView; onDone: () => void }) {
  const t = useTranslations('knowledge')
  const trpc = useTRPC()
  const versions = useQuery(trpc.knowledge.listVersions.queryOptions({ id: article.id }))
  const restore = useRestore(article, onDone)
  return (
    <div>
      <Text fw={600} size="sm" mb={4}>
        {t('versions')}
      </Text>
      {versions.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('versionsNone')}
        </Text>
      )}
      <Stack gap={4}>
        {versions.data?.map(({ number, publishedAt, publishedBy }) => (
          <Group key={number} justify="space-between" wrap="nowrap">
            <div>
              <Text size="sm">{t('version', { number })}</Text>
              <Text size="xs" c="dimmed" component="div">
                <When at={publishedAt} /> {publishedBy && t('versionBy', { name: publishedBy })}
              </Text>
            </div>
            <Button size="compact-sm" variant="default" onClick={() => void restore(number)}>
              {t('toDraft')}
            </Button>
          </Group>
        ))}
      </Stack>
    </div>
  )
}

function useRestore({ id, version }: ArticleView, onDone: () => void) {
  const t = useTranslations('knowledge')
  const client = useTRPCClient()
  const trpc = useTRPC()
  const queries = useQueryClient()
  const failure = useFailureText()
  return async (number: number) => {
    try {
      await client.knowledge.restoreVersion.mutate({ id, version, number })
      notifications.show({ color: 'green', message: t('restored', { number }) })
      onDone()
    } catch (error) {
      notifications.show({ color: 'red', message: failure(error) })
    }
    await queries.invalidateQueries(trpc.knowledge.pathFilter())
  }
}
