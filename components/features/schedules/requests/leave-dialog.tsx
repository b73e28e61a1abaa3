'use client'

import { Group, SegmentedControl, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { type LeaveKind, type LeaveTimes, leaveKinds } from '@/server/modules/schedules/contract'
import { RequestDialog } from './request-dialog'

type Values = {
  kind: LeaveKind
  whole: boolean
  firstDay: string
  lastDay: string
  from: string
  until: string
  note: string
}

const minuteOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))

/** null while something is missing. An end before the beginning is that time of the next day. */
function timesOf({ whole, firstDay, lastDay, from, until }: Values): LeaveTimes | null {
  if (!firstDay) return null
  if (whole) return { kind: 'days', firstDay, lastDay: lastDay || firstDay }
  if (!from || !until) return null
  const [start, end] = [minuteOf(from), minuteOf(until)]
  return { kind: 'hours', day: firstDay, from: start, until: end > start ? end : end + 1_440 }
}

type Props = {
  /** own: one asks; other: it is entered for somebody. */
  whose: 'own' | 'other'
  today: string
  onClose: () => void
}

export function LeaveDialog({ whose, today, onClose }: Props) {
  const t = useTranslations('requests')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [agentId, setAgentId] = useState<string | null>(null)
  const [values, setValues] = useState<Values>({
    ...{ kind: 'vacation', whole: true, firstDay: today, lastDay: today, from: '09:00', until: '13:00' },
    note: '',
  })
  const done = {
    onSuccess: () => {
      notifications.show({ message: t(whose === 'own' ? 'asked' : 'entered') })
      void queries.invalidateQueries({ queryKey: trpc.schedules.pathKey() })
      onClose()
    },
  }
  const asking = useMutation(trpc.schedules.requestLeave.mutationOptions(done))
  const entering = useMutation(trpc.schedules.enterLeave.mutationOptions(done))
  const saving = whose === 'own' ? asking : entering
  const times = timesOf(values)
  return (
    <RequestDialog
      title={t(whose === 'own' ? 'askLeave' : 'enterLeave')}
      submit={t(whose === 'own' ? 'ask' : 'enter')}
      onClose={onClose}
      error={saving.error}
      saving={saving.isPending}
      ready={times !== null && (whose === 'own' || agentId !== null)}
      onSubmit={() => {
        if (!times) return
        const leave = { kind: values.kind, times, note: values.note }
        if (whose === 'own') asking.mutate(leave)
        else if (agentId) entering.mutate({ ...leave, agentId })
      }}
    >
      <Stack gap="sm">
        {whose === 'other' && <WhoField value={agentId} onChange={setAgentId} />}
        <LeaveFields values={values} change={(next) => setValues({ ...values, ...next })} />
      </Stack>
    </RequestDialog>
  )
}

function LeaveFields({ values, change }: { values: Values; change: (next: Partial<Values>) => void }) {
  const t = useTranslations('requests')
  const { kind, whole, firstDay, lastDay, from, until, note } = values
  return (
    <>
      <Select
        label={t('kindField')}
        data={leaveKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        value={kind}
        onChange={(next) => change({ kind: leaveKinds.find((one) => one === next) ?? kind })}
        allowDeselect={false}
      />
      <SegmentedControl
        aria-label={t('length')}
        value={whole ? 'days' : 'hours'}
        onChange={(next) => change({ whole: next === 'days' })}
        data={[
          { value: 'days', label: t('wholeDays') },
          { value: 'hours', label: t('hours') },
        ]}
      />
      <Group grow align="start">
        <TextInput
          type="date"
          label={t(whole ? 'firstDay' : 'onDay')}
          value={firstDay}
          onChange={({ currentTarget: { value } }) =>
            change({ firstDay: value, lastDay: [lastDay, value].sort().at(-1) ?? value })
          }
        />
        {whole && (
          <TextInput
            type="date"
            label={t('lastDay')}
            min={firstDay}
            value={lastDay}
            onChange={(event) => change({ lastDay: event.currentTarget.value })}
          />
        )}
      </Group>
      {!whole && (
        <Group grow align="start">
          <TextInput
            type="time"
            label={t('from')}
            value={from}
            onChange={(event) => change({ from: event.currentTarget.value })}
          />
          <TextInput
            type="time"
            label={t('until')}
            value={until}
            onChange={(event) => change({ until: event.currentTarget.value })}
          />
        </Group>
      )}
      <Textarea
        label={t('note')}
        maxLength={500}
        autosize
        minRows={2}
        value={note}
        onChange={(event) => change({ note: event.currentTarget.value })}
      />
    </>
  )
}

function WhoField({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  const t = useTranslations('requests')
  const trpc = useTRPC()
  const [search, setSearch] = useState('')
  const [asked] = useDebouncedValue(search, 200)
  const people = useQuery(
    trpc.schedules.listLeaveAgents.queryOptions({ search: asked }, { placeholderData: keepPreviousData }),
  )
  return (
    <Select
      label={t('who')}
      data={(people.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      onChange={onChange}
      searchable
      onSearchChange={setSearch}
      filter={({ options }) => options}
      nothingFoundMessage={t('nobody')}
    />
  )
}
