'use client'

import { Badge, Button, Group, Progress, Select, Skeleton, Stack, Table, Text } from '@mantine/core'
import { IconMessageQuestion } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { parseAsString, useQueryState } from 'nuqs'
import { useTRPC } from '@/components/client/trpc'
import { FailedState } from '@/components/patterns/states/failed-state'
import { StateMessage } from '@/components/patterns/states/state-message'
import type { Coverage } from '@/server/modules/bot/contract'

const parts = [
  { key: 'answered', color: 'green' },
  { key: 'unsure', color: 'yellow' },
  { key: 'missed', color: 'red' },
] as const

/** How much of what customers really asked would be answered now. */
export function CoverageTab() {
  const t = useTranslations('bot.coverage')
  const trpc = useTRPC()
  const [channelId, setChannel] = useQueryState('channel', parseAsString)
  const channels = useQuery(trpc.bot.listBots.queryOptions())
  const coverage = useQuery(
    trpc.bot.coverage.queryOptions({ days: 30, ...(channelId && { channelId }) }, { staleTime: 60_000 }),
  )
  return (
    <Stack gap="lg" maw={960}>
      <Group align="end" justify="space-between">
        <Select
          label={t('channel')}
          placeholder={t('allChannels')}
          data={(channels.data ?? []).map((row) => ({ value: row.channelId, label: row.channelName }))}
          value={channelId}
          clearable
          onChange={(value) => void setChannel(value)}
        />
        <Button variant="default" loading={coverage.isFetching} onClick={() => void coverage.refetch()}>
          {t('again')}
        </Button>
      </Group>
      {coverage.isError ? (
        <FailedState error={coverage.error} retry={() => void coverage.refetch()} />
      ) : !coverage.data ? (
        <Skeleton h={240} />
      ) : coverage.data.asked === 0 ? (
        <StateMessage icon={IconMessageQuestion} title={t('none')} />
      ) : (
        <Figures coverage={coverage.data} />
      )}
    </Stack>
  )
}

function Figures({ coverage }: { coverage: Coverage }) {
  const t = useTranslations('bot.coverage')
  const miss = useTranslations('bot.miss')
  const format = useFormatter()
  const share = (count: number) => format.number(count / coverage.asked, { style: 'percent' })
  return (
    <>
      <Text size="sm">{t('looked', { asked: coverage.asked, smallTalk: coverage.smallTalk })}</Text>
      <Progress.Root size={22}>
        {parts.map(({ key, color }) => (
          <Progress.Section
            key={key}
            value={(coverage[key] / coverage.asked) * 100}
            color={color}
            aria-label={t(`part.${key}`)}
          />
        ))}
      </Progress.Root>
      <Group gap="lg">
        {parts.map(({ key, color }) => (
          <Group key={key} gap="xs">
            <Badge color={color} variant="light">
              {share(coverage[key])}
            </Badge>
            <Text size="sm">
              {t(`part.${key}`)} ({format.number(coverage[key])})
            </Text>
          </Group>
        ))}
      </Group>
      {coverage.open.length > 0 && (
        <Table.ScrollContainer minWidth={560}>
          <Table verticalSpacing="xs">
            <Table.Caption>{t('open')}</Table.Caption>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{miss('question')}</Table.Th>
                <Table.Th>{miss('kindTitle')}</Table.Th>
                <Table.Th>{t('nearest')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {coverage.open.map(({ question, verdict, best, score }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the same question may stand here twice
                <Table.Tr key={at}>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>{question}</Table.Td>
                  <Table.Td>{miss(`kind.${verdict}`)}</Table.Td>
                  <Table.Td>{best ? `${best} (${Math.round(score * 100)})` : '–'}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </>
  )
}
