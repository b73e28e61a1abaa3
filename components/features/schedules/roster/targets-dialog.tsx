'use client'

import { Alert, Button, Group, Modal, NumberInput, Skeleton, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconBulb } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { FailedState } from '@/components/patterns/states/failed-state'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { clockTime } from '../shared/times'
import classes from './roster.module.css'

type Week = number[][]

/** How many should be there, half hour by half hour of a week: painted by hand, or suggested from the past. */
export function TargetsDialog({ groupId, onClose }: { groupId: string; onClose: () => void }) {
  const t = useTranslations('roster.targets')
  const trpc = useTRPC()
  const stored = useQuery(trpc.schedules.coverageTargets.queryOptions({ groupId }, { gcTime: 0 }))
  return (
    <Modal
      opened
      onClose={onClose}
      size="90rem"
      title={t('title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {stored.isError && <FailedState error={stored.error} retry={() => void stored.refetch()} />}
      {stored.isPending && <Skeleton height={260} />}
      {stored.data && <Editor groupId={groupId} before={stored.data} onClose={onClose} />}
    </Modal>
  )
}

function Editor({ groupId, before, onClose }: { groupId: string; before: Week; onClose: () => void }) {
  const t = useTranslations('roster.targets')
  const format = useFormatter()
  const trpc = useTRPC()
  const queries = useQueryClient()
  const failure = useFailureText()
  const [week, setWeek] = useState<Week>(before)
  const [agents, setAgents] = useState(3)
  const save = useMutation(
    trpc.schedules.saveCoverageTargets.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.schedules.coverage.queryFilter())
        notifications.show({ color: 'green', message: t('saved') })
        onClose()
      },
    }),
  )
  const put = (day: number, slot: number) =>
    setWeek((now) => now.map((slots, at) => (at === day ? slots.with(slot, agents) : slots)))
  const most = Math.max(1, ...week.flat())
  return (
    <Stack gap="md">
      <Group align="flex-end">
        <NumberInput
          label={t('brush')}
          description={t('brushHint')}
          min={0}
          max={10_000}
          value={agents}
          onChange={(value) => setAgents(Math.max(0, Math.round(Number(value) || 0)))}
          w={260}
        />
        <Suggest groupId={groupId} onSuggest={setWeek} />
      </Group>
      <div className={classes.paintGrid}>
        <span />
        {Array.from({ length: 48 }, (_, slot) => (
          <span key={clockTime(slot * 30)}>{slot % 4 === 0 ? clockTime(slot * 30) : ''}</span>
        ))}
        {week.map((slots, day) => {
          const name = format.dateTime(new Date(Date.UTC(2024, 0, 1 + day, 12)), {
            weekday: 'short',
            timeZone: 'UTC',
          })
          return [
            <b key={name}>{name}</b>,
            ...slots.map((value, slot) => (
              <button
                key={`${name} ${clockTime(slot * 30)}`}
                type="button"
                className={classes.paintCell}
                data-some={value > 0 || undefined}
                style={{ ['--fill' as string]: value / most }}
                aria-label={t('cell', { day: name, time: clockTime(slot * 30), agents: value })}
                onPointerDown={(event) => {
                  ;(event.target as HTMLElement).releasePointerCapture(event.pointerId)
                  put(day, slot)
                }}
                onPointerEnter={(event) => {
                  if (event.buttons === 1) put(day, slot)
                }}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' || event.key === ' ') put(day, slot)
                }}
              >
                {value || ''}
              </button>
            )),
          ]
        })}
      </div>
      {save.isError && (
        <Alert color="red" role="alert">
          {failure(save.error)}
        </Alert>
      )}
      <Group>
        <Button loading={save.isPending} onClick={() => save.mutate({ groupId, week, before })}>
          {t('save')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button
          variant="subtle"
          color="gray"
          ms="auto"
          onClick={() => setWeek(week.map((slots) => slots.map(() => 0)))}
        >
          {t('clear')}
        </Button>
      </Group>
    </Stack>
  )
}

function Suggest({ groupId, onSuggest }: { groupId: string; onSuggest: (week: Week) => void }) {
  const t = useTranslations('roster.targets')
  const trpc = useTRPC()
  const failure = useFailureText()
  const queries = useQueryClient()
  const [asked, setAsked] = useState({
    weeks: 4,
    servicePercent: 80,
    maxOccupancyPercent: 85,
    concurrency: 3,
  })
  const suggest = useMutation({
    mutationFn: () =>
      queries.fetchQuery(
        trpc.schedules.suggestCoverageTargets.queryOptions({ groupId, ...asked }, { staleTime: 0 }),
      ),
    onSuccess: ({ week }) => onSuggest(week),
  })
  const field = (key: keyof typeof asked, min: number, max: number) => (
    <NumberInput
      label={t(`suggest.${key}`)}
      w={150}
      min={min}
      max={max}
      value={asked[key]}
      onChange={(value) =>
        setAsked({ ...asked, [key]: Math.max(min, Math.min(max, Math.round(Number(value) || min))) })
      }
    />
  )
  return (
    <>
      {field('weeks', 1, 26)}
      {field('concurrency', 1, 20)}
      {field('servicePercent', 50, 99)}
      {field('maxOccupancyPercent', 30, 100)}
      <Button
        variant="light"
        leftSection={<IconBulb size={16} />}
        loading={suggest.isPending}
        onClick={() => suggest.mutate()}
      >
        {t('suggest.submit')}
      </Button>
      <Text size="sm" c={suggest.isError ? 'var(--swy-text-failed)' : 'dimmed'} w="100%" role="status">
        {suggest.isError
          ? failure(suggest.error)
          : suggest.data
            ? t('suggest.basis', {
                ...{ conversations: suggest.data.conversations, seconds: suggest.data.handleSeconds },
                service: suggest.data.serviceSeconds,
              })
            : t('suggest.hint')}
      </Text>
    </>
  )
}
