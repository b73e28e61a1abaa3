'use client'

import { ActionIcon, Button, Group, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconCalendarDown, IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { CalendarForm, ExceptionForm } from './form-values'
import classes from './hours.module.css'
import { IcalImport } from './ical-import'
import { SpanList } from './span-list'

const most = 400

/** Dates that do something else than their weekday: closed, or open at other times. */
export function ExceptionsEditor({ form }: { form: UseFormReturnType<CalendarForm> }) {
  const t = useTranslations('hours')
  const [importing, setImporting] = useState(false)
  const { exceptions } = form.values.hours
  const put = (next: ExceptionForm[]) => form.setFieldValue('hours.exceptions', next)
  return (
    <>
      {exceptions.map((exception, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the date is edited here.
        <div key={index} className={classes.exception}>
          <ExceptionFields form={form} exception={exception} index={index} />
          <ActionIcon
            aria-label={t('removeException', { date: exception.date })}
            onClick={() => put(exceptions.filter((_, at) => at !== index))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      ))}
      <Group gap="xs">
        {exceptions.length < most && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPlus size={14} />}
            onClick={() => put([...exceptions, { date: '', name: '', spans: [] }])}
          >
            {t('addException')}
          </Button>
        )}
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconCalendarDown size={14} />}
          onClick={() => setImporting(true)}
        >
          {t('ical.open')}
        </Button>
      </Group>
      {importing && (
        <IcalImport
          known={exceptions}
          onClose={() => setImporting(false)}
          onTake={(dates) => put([...exceptions, ...dates].slice(0, most))}
        />
      )}
    </>
  )
}

type Props = { form: UseFormReturnType<CalendarForm>; exception: ExceptionForm; index: number }

function ExceptionFields({ form, exception, index }: Props) {
  const t = useTranslations('hours')
  const path = `hours.exceptions.${index}`
  const field = (name: string) => ({
    ...form.getInputProps(`${path}.${name}`),
    'data-path': `${path}.${name}`,
  })
  return (
    <>
      <TextInput type="date" label={t('date')} {...field('date')} />
      <TextInput label={t('occasion')} maxLength={120} {...field('name')} />
      <SpanList
        form={form}
        path={`${path}.spans`}
        spans={exception.spans}
        day={exception.name || exception.date || t('occasion')}
      />
    </>
  )
}
