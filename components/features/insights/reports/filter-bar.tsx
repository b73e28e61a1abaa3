'use client'

import { Checkbox, Group, MultiSelect, Select, Switch, TextInput } from '@mantine/core'
import { useLocale, useTranslations } from 'next-intl'
import { FilterLine } from '@/components/patterns/data-table'
import { SavedViews } from '@/components/patterns/data-table/saved-views'
import { namedPaths } from './named-paths'
import { presets } from './period-presets'
import classes from './reports.module.css'
import { ShareButton } from './share-button'
import type { Filters } from './use-filters'
import { reports, type View } from './views'

type Choices = {
  timeZone: string
  groups: { id: string; name: string; parentId: string | null }[]
  agents: { id: string; name: string }[]
  channels: { id: string; name: string }[]
  categories: { id: string; names: Record<string, string>; parentId: string | null }[]
}

/** One line: when, by what, whose, compared or not. */
export function FilterBar({ view, filters, choices }: { view: View; filters: Filters; choices: Choices }) {
  const t = useTranslations('insights.reports.filter')
  const locale = useLocale()
  const { state, set, input } = filters
  const { groupings, filters: offered } = reports[view]
  return (
    <FilterLine
      end={
        <Group gap="xs" wrap="nowrap">
          <Switch
            label={t('compare')}
            checked={state.compare}
            onChange={(event) => void set({ compare: event.currentTarget.checked })}
          />
          <SavedViews screen={`reports-${view}`} />
          <ShareButton input={input} />
        </Group>
      }
    >
      <Select
        w={144}
        aria-label={t('period')}
        data={presets.map((value) => ({ value, label: t(`preset.${value}`) }))}
        value={state.period}
        allowDeselect={false}
        onChange={(value) => {
          const period = presets.find((one) => one === value) ?? 'last7'
          void set({
            period,
            from: period === 'custom' ? input.from : null,
            to: period === 'custom' ? input.to : null,
          })
        }}
      />
      {state.period === 'custom' && <CustomDates filters={filters} />}
      <Select
        w={124}
        aria-label={t('by')}
        data={groupings.map((value) => ({ value, label: t(`grouping.${value}`) }))}
        value={input.groupBy}
        allowDeselect={false}
        onChange={(value) =>
          void set({ by: groupings.find((one) => one === value) ?? null, sort: null, up: null })
        }
      />
      {offered.includes('groups') && <GroupPick filters={filters} groups={choices.groups} />}
      {offered.includes('agents') && (
        <Pick
          name={t('agents')}
          list={choices.agents}
          value={state.agents}
          onChange={(agents) => void set({ agents })}
        />
      )}
      {offered.includes('channels') && (
        <Pick
          name={t('channels')}
          list={choices.channels}
          value={state.channels}
          onChange={(channels) => void set({ channels })}
        />
      )}
      {offered.includes('categories') && (
        <Pick
          name={t('categories')}
          list={namedPaths(choices.categories, locale)}
          value={state.categories}
          onChange={(categories) => void set({ categories })}
        />
      )}
      <ZonePick filters={filters} home={choices.timeZone} />
    </FilterLine>
  )
}

function GroupPick({ filters: { state, set }, groups }: { filters: Filters; groups: Choices['groups'] }) {
  const t = useTranslations('insights.reports.filter')
  return (
    <>
      <Pick
        name={t('groups')}
        list={groups}
        value={state.groups}
        onChange={(chosen) => void set({ groups: chosen })}
      />
      {state.groups.length > 0 && groups.some(({ parentId }) => parentId !== null) && (
        <Checkbox
          label={t('subGroups')}
          checked={state.below}
          onChange={(event) => void set({ below: event.currentTarget.checked })}
        />
      )}
    </>
  )
}

function CustomDates({ filters: { set, input, today } }: { filters: Filters }) {
  const t = useTranslations('insights.reports.filter')
  return (
    <>
      <TextInput
        type="date"
        aria-label={t('from')}
        value={input.from}
        max={input.to}
        onChange={(event) => void set({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        aria-label={t('to')}
        value={input.to}
        min={input.from}
        max={today}
        onChange={(event) => void set({ to: event.currentTarget.value })}
      />
    </>
  )
}

type PickProps = {
  name: string
  list: { id: string; name: string }[]
  value: string[]
  onChange: (ids: string[]) => void
}

function Pick({ name, list, value, onChange }: PickProps) {
  if (list.length < 2) return null
  return (
    <MultiSelect
      className={classes.pick}
      size="sm"
      aria-label={name}
      placeholder={value.length === 0 ? name : ''}
      data={list.map((one) => ({ value: one.id, label: one.name }))}
      value={value}
      onChange={onChange}
      searchable
      clearable
      maxDropdownHeight={320}
    />
  )
}

function ZonePick({ filters: { input, set }, home }: { filters: Filters; home: string }) {
  const t = useTranslations('insights.reports.filter')
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  const zones = [...new Set([home, own, input.timeZone, 'UTC'])]
  return (
    <Select
      w={150}
      aria-label={t('zone')}
      data={zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
      value={input.timeZone}
      allowDeselect={false}
      onChange={(zone) => void set({ zone: zone === home ? null : zone })}
    />
  )
}
