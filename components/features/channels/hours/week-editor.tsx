'use client'

import { Alert } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconAlertCircle } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { findOverlaps, type Overlap, type Weekday, weekdays } from '@/server/modules/channels/contract'
import { CopyDay } from './copy-day'
import type { CalendarForm } from './form-values'
import classes from './hours.module.css'
import { SpanList } from './span-list'

export function WeekEditor({ form }: { form: UseFormReturnType<CalendarForm> }) {
  return (
    <>
      <div className={classes.week}>
        {weekdays.map((day) => (
          <Day key={day} form={form} day={day} />
        ))}
      </div>
      <Overlaps overlaps={findOverlaps(form.values.hours)} />
    </>
  )
}

function Day({ form, day }: { form: UseFormReturnType<CalendarForm>; day: (typeof weekdays)[number] }) {
  const t = useTranslations('hours')
  const name = t(`weekday.${day}`)
  const copyTo = (days: readonly Weekday[]) => {
    const spans = form.values.hours.weekly[day]
    for (const other of days) {
      if (other !== day) form.setFieldValue(`hours.weekly.${other}`, structuredClone(spans))
    }
    form.clearErrors()
  }
  return (
    <>
      <div className={classes.day}>
        {name}
        <CopyDay day={day} onCopy={copyTo} />
      </div>
      <SpanList form={form} path={`hours.weekly.${day}`} spans={form.values.hours.weekly[day]} day={name} />
    </>
  )
}

/** Both spans by name: a person cannot tell from one of them which was meant. */
function Overlaps({ overlaps }: { overlaps: Overlap[] }) {
  const t = useTranslations('hours')
  if (overlaps.length === 0) return null
  const said = ({ day, span }: Overlap['first']) => {
    const known = weekdays.find((one) => one === day)
    return `${known ? t(`weekday.${known}`) : day} ${span.from}–${span.to}`
  }
  return (
    <Alert color="red" icon={<IconAlertCircle size={18} />} p="xs" role="alert">
      {overlaps.map(({ path, first, second }) => (
        <div key={path + first.index}>{t('overlap', { first: said(first), second: said(second) })}</div>
      ))}
    </Alert>
  )
}
