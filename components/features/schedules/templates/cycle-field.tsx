'use client'

import { ActionIcon, Group, Select, Stack, Text } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { rosterLimits, type TemplateView } from '@/server/modules/schedules/contract'
import rosterClasses from '../roster/roster.module.css'

type Days = readonly (string | null)[]

/** A cycle at a glance: a code per day, a dot for a free one. */
export function CycleLine({ days, templates }: { days: Days; templates: readonly TemplateView[] }) {
  const t = useTranslations('rotations')
  const byId = new Map(templates.map((template) => [template.id, template]))
  const names = days.map((id) => (id ? (byId.get(id)?.name ?? '?') : t('free')))
  return (
    <Group gap={2} role="img" aria-label={names.join(', ')}>
      {days.map((id, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: days have no other name than their place
          key={index}
          className={rosterClasses.chip}
          data-color={(id && byId.get(id)?.color) || 'gray'}
          style={{ flex: '0 0 auto', minWidth: 20, textAlign: 'center' }}
          aria-hidden
        >
          {id ? (byId.get(id)?.code ?? '?') : '·'}
        </span>
      ))}
    </Group>
  )
}

type Props = {
  days: Days
  templates: readonly TemplateView[]
  onChange: (days: (string | null)[]) => void
  errorOf: (index: number) => string | null
}

const FREE = 'free'

export function CycleField({ days, templates, onChange, errorOf }: Props) {
  const t = useTranslations('rotations')
  const data = [
    { value: FREE, label: t('free') },
    ...templates
      .filter((template) => !template.disabled || days.includes(template.id))
      .map(({ id, code, name }) => ({ value: id, label: `${code} · ${name}` })),
  ]
  return (
    <Stack gap="xs">
      <Text fw={500}>{t('cycle', { count: days.length })}</Text>
      {days.map((id, index) => (
        <Group
          // biome-ignore lint/suspicious/noArrayIndexKey: days have no other name than their place
          key={index}
          gap="xs"
          wrap="nowrap"
        >
          <Text size="sm" c="dimmed" w={56}>
            {t('dayOf', { number: index + 1 })}
          </Text>
          <Select
            aria-label={t('dayOf', { number: index + 1 })}
            data-path={`days.${index}`}
            flex={1}
            data={data}
            value={id ?? FREE}
            allowDeselect={false}
            error={errorOf(index)}
            onChange={(value) =>
              onChange(days.map((day, at) => (at === index ? (value === FREE ? null : value) : day)))
            }
          />
          <ActionIcon
            aria-label={t('removeDay', { number: index + 1 })}
            disabled={days.length === 1}
            onClick={() => onChange(days.filter((_, at) => at !== index))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      <ActionIcon
        variant="default"
        aria-label={t('addDay')}
        disabled={days.length >= rosterLimits.cycleDays}
        onClick={() => onChange([...days, days.at(-1) ?? null])}
      >
        <IconPlus size={16} />
      </ActionIcon>
    </Stack>
  )
}
