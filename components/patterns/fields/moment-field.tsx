'use client'

import { DateTimePicker } from '@mantine/dates'
import 'dayjs/locale/zh-cn'
import { useFormatter, useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

type Props = {
  label: string
  /** The label is read out and not shown. */
  hiddenLabel?: boolean
  description?: ReactNode
  /** 'YYYY-MM-DDTHH:mm' on the reader's clock; empty = none. */
  value: string
  onChange: (value: string) => void
  earliest?: Date
  /** A dialog around it must leave Escape to the calendar while that is open. */
  onOpen?: (open: boolean) => void
}

const stored = (value: string) => value.slice(0, 16).replace(' ', 'T')

/** A day and a time, said and chosen in the reader's language: a native field follows the browser's instead. */
export function MomentField({ label, hiddenLabel, value, onChange, onOpen, ...props }: Props) {
  const t = useTranslations('moment')
  const format = useFormatter()
  const locale = useLocale()
  return (
    <DateTimePicker
      {...(hiddenLabel ? { 'aria-label': label } : { label })}
      description={props.description}
      locale={locale === 'zh' ? 'zh-cn' : 'en'}
      monthLabelFormat={locale === 'zh' ? 'YYYY年M月' : 'MMMM YYYY'}
      placeholder={t('none')}
      value={value ? value.replace('T', ' ') : null}
      onChange={(next) => onChange(next ? stored(next) : '')}
      valueFormat={(at) =>
        format.dateTime(new Date(at.replace(' ', 'T')), { dateStyle: 'medium', timeStyle: 'short' })
      }
      minDate={props.earliest}
      popoverProps={{ onOpen: () => onOpen?.(true), onClose: () => onOpen?.(false) }}
      onDropdownClose={() => onOpen?.(false)}
      ariaLabels={{
        previousMonth: t('previousMonth'),
        nextMonth: t('nextMonth'),
        monthLevelControl: t('pickLevel'),
        yearLevelControl: t('pickLevel'),
        previousYear: t('previousYears'),
        nextYear: t('nextYears'),
        previousDecade: t('previousYears'),
        nextDecade: t('nextYears'),
      }}
      timePickerProps={{ hoursInputLabel: t('hour'), minutesInputLabel: t('minute') }}
      submitButtonProps={{ 'aria-label': t('take') }}
      clearable
      clearButtonProps={{ 'aria-label': t('clear') }}
    />
  )
}
