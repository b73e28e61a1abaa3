'use client'

import { ActionIcon, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { DAY_MINUTES, MAX_SEGMENTS, type Segment, workMinutes } from '@/server/modules/schedules/contract'
import { clockTime, readClock } from './times'

type Props = {
  value: readonly Segment[]
  onChange: (segments: Segment[]) => void
  /** By path below the field: `0.from`, or the field's own under the empty path. */
  errorOf: (path: string) => string | null
  path: string
}

/** Work and breaks of a shift by the clock; an end that is not after its start is the next day. */
export function SegmentsField({ value, onChange, errorOf, path }: Props) {
  const t = useTranslations('segments')
  const put = (index: number, changes: Partial<Segment>) =>
    onChange(value.map((segment, at) => (at === index ? { ...segment, ...changes } : segment)))
  const add = (kind: Segment['kind']) => onChange([...value, next(kind, value)])
  const minutes = workMinutes(value)
  return (
    <Stack gap="xs">
      <Text fw={500}>{t('title')}</Text>
      {value.map((segment, index) => (
        <Group
          // biome-ignore lint/suspicious/noArrayIndexKey: segments have no other name than their place
          key={index}
          gap="xs"
          align="flex-start"
          wrap="nowrap"
        >
          <Select
            aria-label={t('kind')}
            w={104}
            allowDeselect={false}
            data={[
              { value: 'work', label: t('work') },
              { value: 'break', label: t('break') },
            ]}
            value={segment.kind}
            onChange={(kind) => kind && put(index, { kind: kind as Segment['kind'] })}
          />
          <ClockInput
            label={t('from')}
            path={`${path}.${index}.from`}
            minute={segment.from}
            error={errorOf(`${index}.from`)}
            onChange={(from) => put(index, { from: afterStart(from, index, value) })}
          />
          <ClockInput
            label={t('until')}
            path={`${path}.${index}.until`}
            minute={segment.until}
            after={segment.from}
            error={errorOf(`${index}.until`)}
            onChange={(until) => put(index, { until })}
          />
          <ActionIcon
            mt={6}
            aria-label={t('remove', { span: `${clockTime(segment.from)}–${clockTime(segment.until)}` })}
            disabled={value.length === 1}
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      {errorOf('') && (
        <Text size="sm" c="var(--swy-text-failed)" role="alert">
          {errorOf('')}
        </Text>
      )}
      <Group gap="xs">
        {(['work', 'break'] as const).map((kind) => (
          <Button
            key={kind}
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={14} />}
            disabled={value.length >= MAX_SEGMENTS}
            onClick={() => add(kind)}
          >
            {t(kind === 'work' ? 'addWork' : 'addBreak')}
          </Button>
        ))}
        <Text size="sm" c="dimmed" ms="auto">
          {t('sum', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })}
        </Text>
      </Group>
    </Stack>
  )
}

/** Where the next one is likely to be: half an hour in the middle of the last work, or after it. */
function next(kind: Segment['kind'], value: readonly Segment[]): Segment {
  const last = value.filter((segment) => segment.kind === 'work').at(-1)
  if (!last) return { kind, from: 540, until: 1_020 }
  if (kind === 'work') return { kind, from: last.until + 60, until: last.until + 240 }
  const middle = Math.floor((last.from + last.until) / 60) * 30
  return { kind, from: middle, until: middle + 30 }
}

/** Nothing but the first work begins the shift: an earlier time by the clock is that of the next day. */
function afterStart(from: number, index: number, value: readonly Segment[]): number {
  const first = value.findIndex((segment) => segment.kind === 'work')
  const start = value[first]?.from ?? 0
  return index !== first && from < start ? from + DAY_MINUTES : from
}

type ClockProps = {
  label: string
  path: string
  minute: number
  /** Times that are not after this are those of the next day. */
  after?: number
  error: string | null
  onChange: (minute: number) => void
}

function ClockInput({ label, path, minute, after, error, onChange }: ClockProps) {
  const t = useTranslations('segments')
  const [text, setText] = useState<string | null>(null)
  const commit = () => {
    const read = text === null ? null : readClock(text)
    setText(null)
    if (read === null) return
    const day = Math.floor((after ?? 0) / DAY_MINUTES)
    const later = after !== undefined && read <= after % DAY_MINUTES ? 1 : 0
    onChange(read + DAY_MINUTES * (day + later))
  }
  return (
    <TextInput
      aria-label={label}
      data-path={path}
      w={112}
      inputMode="numeric"
      value={text ?? clockTime(minute)}
      error={error}
      rightSection={
        minute >= DAY_MINUTES && text === null ? (
          <Text size="xs" c="dimmed">
            {t('nextDay')}
          </Text>
        ) : null
      }
      rightSectionWidth={36}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && text !== null) {
          event.preventDefault()
          commit()
        }
      }}
    />
  )
}
