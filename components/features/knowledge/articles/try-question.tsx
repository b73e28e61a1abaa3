'use client'

import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { Markdown } from '@/components/patterns/markdown/markdown'
import { FailedState } from '@/components/patterns/states/failed-state'

const COLORS = { answer: 'green', did_you_mean: 'yellow', miss: 'gray' } as const

/** What a customer would get for a question, and how sure it is. */
export function TryQuestion({ onClose }: { onClose: () => void }) {
  const t = useTranslations('knowledge.try')
  const trpc = useTRPC()
  const [text, setText] = useState('')
  const [asked, setAsked] = useState('')
  const tried = useQuery({
    ...trpc.knowledge.tryQuestion.queryOptions({ text: asked, limit: 5 }),
    enabled: asked !== '',
    gcTime: 0,
  })
  const again = () => (text === asked ? void tried.refetch() : setAsked(text))
  return (
    <Modal opened onClose={onClose} title={t('title')} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (text.trim() !== '') again()
        }}
      >
        <Group align="end" gap="xs">
          <TextInput
            label={t('question')}
            description={t('hint')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            maxLength={2_000}
            flex={1}
            data-autofocus
          />
          <Button type="submit" loading={tried.isFetching} disabled={text.trim() === ''}>
            {t('ask')}
          </Button>
        </Group>
      </form>
      {tried.isError && <FailedState error={tried.error} retry={() => void tried.refetch()} />}
      {tried.data && (
        <Stack mt="md" gap="sm" aria-live="polite">
          <Alert color={COLORS[tried.data.verdict]} role="status">
            {t(`verdict.${tried.data.verdict}`)}
          </Alert>
          {tried.data.found.map(({ id, title, topic, text: answer, score }, at) => (
            <div key={id}>
              <Group justify="space-between" wrap="nowrap">
                <Text fw={600}>{title}</Text>
                <Text size="sm" c="dimmed">
                  {t('score', { score: Math.round(score * 100) })}
                </Text>
              </Group>
              {topic && (
                <Text size="xs" c="dimmed">
                  {topic}
                </Text>
              )}
              {at === 0 && <Markdown text={answer} />}
            </div>
          ))}
        </Stack>
      )}
    </Modal>
  )
}
