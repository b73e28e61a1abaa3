'use client'

import { MultiSelect, Select, Switch, TagsInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { usePathName } from '../names'
import { workApi } from '../work/work-api'
import classes from './search.module.css'
import type { Filter, ManyKey, OneKey } from './use-search'

export const statuses = [
  'queued',
  'awaiting_agent',
  'awaiting_customer',
  'awaiting_confirmation',
  'with_bot',
  'ended',
  'ended_by_system',
] as const
export const creationTypes = ['direct', 'queued', 'offline'] as const
export const vipLevels = ['1', '2', '3', '4', '5'] as const

type Props = { filter: Filter; onChange: (filter: Filter) => void }

/** All conditions hold together; several values of one condition are alternatives, several tags must all be there. */
export function FilterPanel({ filter, onChange }: Props) {
  const t = useTranslations('workspace.search')
  const path = usePathName()
  const choices = useQuery({
    queryKey: ['workspace', 'filter-choices'],
    queryFn: workApi.filterChoices,
    staleTime: 300_000,
  })
  const used = useQuery({
    queryKey: ['workspace', 'tags'],
    queryFn: async () => (await workApi.tags('')).items.map(({ tag }) => tag),
    staleTime: 30_000,
  })
  const named = (items: { id: string; name: string }[] = []) =>
    items.map(({ id, name }) => ({ value: id, label: name }))
  const many = (key: ManyKey) => ({
    label: t(`by.${key}`),
    size: 'xs' as const,
    value: filter[key] ?? [],
    onChange: (values: string[]) => {
      const { [key]: _, ...rest } = filter
      onChange(values.length > 0 ? { ...rest, [key]: values } : rest)
    },
  })
  const set = (key: OneKey, value: string | null) => {
    const { [key]: _, ...rest } = filter
    onChange(value ? { ...rest, [key]: value } : rest)
  }
  const day = (key: 'from' | 'until') => (
    <TextInput
      type="date"
      size="xs"
      label={t(`by.${key}`)}
      value={filter[key] ?? ''}
      onChange={(event) => set(key, event.currentTarget.value)}
    />
  )
  return (
    <fieldset className={classes.panel} style={{ border: 0, margin: 0 }} aria-label={t('filter')}>
      <MultiSelect
        {...many('status')}
        data={statuses.map((value) => ({ value, label: t(`status.${value}`) }))}
      />
      <MultiSelect
        {...many('creationType')}
        data={creationTypes.map((value) => ({ value, label: t(`type.${value}`) }))}
      />
      <MultiSelect {...many('groupId')} searchable data={named(choices.data?.groups)} />
      <MultiSelect {...many('agentId')} searchable data={named(choices.data?.agents)} />
      <MultiSelect {...many('channelId')} searchable data={named(choices.data?.channels)} />
      <Select
        size="xs"
        searchable
        clearable
        label={t('by.categoryId')}
        data={(choices.data?.categories ?? []).map((one) => ({ value: one.id, label: path(one.path) }))}
        value={filter.categoryId ?? null}
        onChange={(value) => set('categoryId', value)}
      />
      <TagsInput {...many('tag')} data={used.data ?? []} />
      <TagsInput {...many('customerTag')} />
      <Select
        size="xs"
        clearable
        label={t('by.minVip')}
        data={[...vipLevels]}
        value={filter.minVip ?? null}
        onChange={(value) => set('minVip', value)}
      />
      <div className={classes.dates}>
        {day('from')}
        {day('until')}
      </div>
      <Switch
        label={t('by.snoozed')}
        checked={filter.snoozed === 'true'}
        onChange={(event) => set('snoozed', event.currentTarget.checked ? 'true' : null)}
      />
    </fieldset>
  )
}
