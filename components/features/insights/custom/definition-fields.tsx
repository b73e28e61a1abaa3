'use client'

import { MultiSelect, Select, Switch, TextInput } from '@mantine/core'
import { useLocale, useTranslations } from 'next-intl'
import { FilterLine } from '@/components/patterns/data-table'
import {
  type CustomDefinition,
  chartKinds,
  dimensions,
  metricKey,
  relativePeriods,
} from '@/server/modules/insights/contract'
import { namedPaths } from '../reports/named-paths'
import classes from './custom.module.css'

export type Choices = {
  timeZone: string
  groups: { id: string; name: string; parentId: string | null }[]
  agents: { id: string; name: string }[]
  channels: { id: string; name: string }[]
  categories: { id: string; names: Record<string, string>; parentId: string | null }[]
}
type Props = {
  definition: CustomDefinition
  change: (more: Partial<CustomDefinition>) => void
  choices: Choices
}

/** What is counted, by what, how it is drawn, and for whom. */
export function DefinitionFields(props: Props) {
  return (
    <>
      <Shape {...props} />
      <Narrowing {...props} />
    </>
  )
}

function Shape({ definition, change }: Props) {
  const t = useTranslations('insights.custom')
  const m = useTranslations('insights.metric')
  const words = useTranslations('insights.reports')
  const parts = dimensions.map((value) => ({ value, label: words(`filter.grouping.${value}`) }))
  return (
    <div className={classes.shape}>
      <MultiSelect
        className={classes.metrics}
        label={t('metrics')}
        data={metricKey.options.map((value) => ({ value, label: m(`${value}.name`) }))}
        value={definition.metrics}
        maxValues={12}
        searchable
        hidePickedOptions
        onChange={(keys) =>
          keys.length > 0 &&
          change({ metrics: keys.flatMap((key) => metricKey.options.filter((one) => one === key)) })
        }
      />
      <Select
        label={t('rowsBy')}
        data={parts}
        value={definition.rows}
        allowDeselect={false}
        onChange={(value) => {
          const rows = dimensions.find((one) => one === value) ?? 'day'
          change({ rows, second: definition.second === rows ? null : definition.second })
        }}
      />
      <Select
        label={t('secondBy')}
        data={parts.filter(({ value }) => value !== definition.rows)}
        value={definition.second}
        placeholder={t('noSecond')}
        clearable
        onChange={(value) => change({ second: dimensions.find((one) => one === value) ?? null })}
      />
      <Select
        label={t('chart')}
        data={chartKinds.map((value) => ({
          ...{ value, label: t(`chartKind.${value}`) },
          disabled: value === 'heat' && definition.second === null,
        }))}
        value={definition.chart}
        allowDeselect={false}
        onChange={(value) => change({ chart: chartKinds.find((one) => one === value) ?? 'table' })}
      />
      {definition.second !== null && (
        <Switch
          className={classes.crossed}
          label={t('crossed')}
          checked={definition.crossed}
          onChange={(event) => change({ crossed: event.currentTarget.checked })}
        />
      )}
    </div>
  )
}

function Narrowing({ definition, change, choices }: Props) {
  const t = useTranslations('insights.custom')
  const filter = useTranslations('insights.reports.filter')
  const locale = useLocale()
  const named = (list: { id: string; name: string }[]) =>
    list.map(({ id, name }) => ({ value: id, label: name }))
  const picks = [
    { key: 'groupIds', name: filter('groups'), data: named(choices.groups) },
    { key: 'agentIds', name: filter('agents'), data: named(choices.agents) },
    { key: 'channelIds', name: filter('channels'), data: named(choices.channels) },
    { key: 'categoryIds', name: filter('categories'), data: named(namedPaths(choices.categories, locale)) },
  ] as const
  return (
    <FilterLine>
      <Select
        w={220}
        aria-label={filter('period')}
        data={[
          ...relativePeriods.map((value) => ({ value: value as string, label: t(`period.${value}`) })),
          { value: 'dates', label: filter('preset.custom') },
        ]}
        value={definition.dates ? 'dates' : definition.period}
        allowDeselect={false}
        onChange={(value) => {
          const today = new Date().toISOString().slice(0, 10)
          if (value === 'dates') change({ dates: { from: today, to: today } })
          else change({ dates: null, period: relativePeriods.find((one) => one === value) ?? 'last7' })
        }}
      />
      {definition.dates && <Dates dates={definition.dates} change={change} />}
      {picks
        .filter(({ data }) => data.length > 1)
        .map(({ key, name, data }) => (
          <MultiSelect
            key={key}
            w={170}
            aria-label={name}
            placeholder={definition[key]?.length ? '' : name}
            data={data}
            value={definition[key] ?? []}
            onChange={(ids) => change({ [key]: ids })}
            searchable
            clearable
            maxDropdownHeight={320}
          />
        ))}
    </FilterLine>
  )
}

type DatesProps = { dates: { from: string; to: string }; change: Props['change'] }

function Dates({ dates, change }: DatesProps) {
  const filter = useTranslations('insights.reports.filter')
  const field = (key: 'from' | 'to') => (
    <TextInput
      type="date"
      aria-label={filter(key === 'from' ? 'from' : 'to')}
      value={dates[key]}
      onChange={(event) => {
        const next = { ...dates, [key]: event.currentTarget.value }
        change({ dates: next.from <= next.to ? next : { from: next.to, to: next.from } })
      }}
    />
  )
  return (
    <>
      {field('from')}
      {field('to')}
    </>
  )
}
