'use client'

import {
  Alert,
  Badge,
  Button,
  Drawer,
  Group,
  Paper,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
} from '@mantine/core'
import { IconRotate, IconSend } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { FailedState } from '@/components/patterns/states/failed-state'
import type { TriedBot } from '@/server/modules/bot/contract'
import type { BotButton, BotChoice } from '@/server/modules/conversations/contract'

type Line =
  | { by: 'customer'; text: string }
  | { by: 'bot'; text: string; buttons: BotButton[]; tried: TriedBot | null }

/** Talking to the bot as a customer would, beside why it said so; nothing is kept and nobody is called. */
export function TryBot({ channelId, onClose }: { channelId: string; onClose: () => void }) {
  const t = useTranslations('bot.try')
  const words = useTranslations('form')
  const [language, setLanguage] = useState<'en' | 'zh'>(useLocale() === 'zh' ? 'zh' : 'en')
  const [round, setRound] = useState(0)
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={620}
      title={t('title')}
      closeButtonProps={{ 'aria-label': words('close') }}
    >
      <Stack gap="md">
        <Group justify="space-between">
          <SegmentedControl
            aria-label={t('language')}
            value={language}
            onChange={(value) => setLanguage(value === 'zh' ? 'zh' : 'en')}
            data={[
              { value: 'en', label: 'English' },
              { value: 'zh', label: '中文' },
            ]}
          />
          <Button
            variant="default"
            leftSection={<IconRotate size={16} />}
            onClick={() => setRound((number) => number + 1)}
          >
            {t('again')}
          </Button>
        </Group>
        <Talk key={`${language}${round}`} channelId={channelId} language={language} />
      </Stack>
    </Drawer>
  )
}

function Talk({ channelId, language }: { channelId: string; language: 'en' | 'zh' }) {
  const t = useTranslations('bot.try')
  const { lines, opening, say, saying, over } = useTalk(channelId, language)
  const [text, setText] = useState('')
  const end = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line is what moves it
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest' })
  }, [lines.length])
  if (opening.isError) return <FailedState error={opening.error} retry={() => void opening.refetch()} />
  return (
    <>
      <Stack gap="sm" role="log" aria-live="polite" aria-label={t('log')}>
        {lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are only added at the end
          <LineView key={at} line={line} live={at === lines.length - 1 && !over} onTap={say} />
        ))}
        <div ref={end} />
      </Stack>
      {saying.isError && <FailedState error={saying.error} retry={saying.reset} />}
      {over && <Alert color="blue">{t('handedOver')}</Alert>}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (text.trim() === '') return
          say(text.trim(), null)
          setText('')
        }}
      >
        <Group gap="xs" align="end">
          <TextInput
            flex={1}
            label={t('message')}
            value={text}
            maxLength={2_000}
            disabled={over}
            onChange={(event) => setText(event.currentTarget.value)}
            data-autofocus
          />
          <Button
            type="submit"
            leftSection={<IconSend size={16} />}
            loading={saying.isPending}
            disabled={over}
          >
            {t('send')}
          </Button>
        </Group>
      </form>
    </>
  )
}

function useTalk(channelId: string, language: 'en' | 'zh') {
  const client = useTRPCClient()
  const trpc = useTRPC()
  const [said, setSaid] = useState<Line[]>([])
  const [misses, setMisses] = useState(0)
  const opening = useQuery({
    queryKey: [...trpc.bot.openTry.mutationKey(), channelId, language],
    queryFn: () => client.bot.openTry.mutate({ channelId, language }),
    gcTime: 0,
  })
  const saying = useMutation({
    mutationFn: async ({ text, choice }: { text: string; choice: BotChoice | null }) => {
      const earlier = said.flatMap((line) => (line.by === 'customer' ? [line.text] : [])).slice(-3)
      return client.bot.tryBot.mutate({
        ...{ channelId, text, choice, earlier, misses, language, external: true },
      })
    },
    onSuccess: (tried) => {
      setMisses(tried.misses)
      const lines = tried.replies.map(({ text, buttons }, at) => ({
        ...{ by: 'bot' as const, text, buttons },
        tried: at === tried.replies.length - 1 ? tried : null,
      }))
      setSaid((before) => [...before, ...lines])
    },
  })
  const say = (text: string, choice: BotChoice | null) => {
    setSaid((before) => [...before, { by: 'customer', text }])
    saying.mutate({ text, choice })
  }
  const first: Line[] = opening.data
    ? [{ by: 'bot', text: opening.data.text, buttons: opening.data.buttons, tried: null }]
    : []
  const lines = [...first, ...said]
  const over = said.some((line) => line.by === 'bot' && line.tried?.handOver === true)
  return { lines, opening, say, saying, over }
}

type LineProps = { line: Line; live: boolean; onTap: (label: string, choice: BotChoice | null) => void }

function LineView({ line, live, onTap }: LineProps) {
  if (line.by === 'customer')
    return (
      <Paper bg="var(--mantine-primary-color-light)" p="xs" ml="15%" style={{ overflowWrap: 'anywhere' }}>
        {line.text}
      </Paper>
    )
  return (
    <Stack gap="xs" mr="10%">
      <Paper withBorder p="xs" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {line.text}
      </Paper>
      {line.buttons.length > 0 && (
        <Group gap="xs">
          {line.buttons.map(({ label, choice, url }) => (
            <Button
              key={label}
              size="compact-sm"
              variant="default"
              disabled={!live || Boolean(url)}
              onClick={() => onTap(label, choice ?? null)}
            >
              {label}
            </Button>
          ))}
        </Group>
      )}
      {line.tried && <Why tried={line.tried} />}
    </Stack>
  )
}

function Why({ tried }: { tried: TriedBot }) {
  const why = useTranslations('bot')
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Badge variant="light">{why(`outcome.${tried.outcome}`)}</Badge>
        <Text size="xs" c="dimmed">
          {why(`reason.${tried.reason}`)} · {why(`source.${tried.source}`)}
        </Text>
      </Group>
      {tried.searches.map(({ question, found }) => (
        <Text key={question} size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {found.length === 0
            ? why('try.nothing', { question })
            : found.map(({ title, score }) => `${title} ${Math.round(score * 100)}`).join(' · ')}
        </Text>
      ))}
    </Stack>
  )
}
