'use client'

import { ActionIcon, Button, Text, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { OpenSpan } from '@/server/modules/channels/contract'
import { type CalendarForm, office, readTime } from './form-values'
import classes from './hours.module.css'

type Props = {
  form: UseFormReturnType<CalendarForm>
  /** Such as hours.weekly.mon. */
  path: string
  spans: OpenSpan[]
  /** The day as it is called, for screen readers. */
  day: string
}

/**
 * The open spans of one day, in wall-clock time; none = closed. What is wrong stands behind them, so that no
 * button moves away under the pointer that leaves a field.
 */
export function SpanList({ form, path, spans, day }: Props) {
  const t = useTranslations('hours')
  const put = (next: OpenSpan[]) => {
    form.setFieldValue(path, next)
    form.clearErrors()
  }
  const time = (index: number, end: 'from' | 'to') => {
    const name = `${path}.${index}.${end}`
    const { onBlur, error, ...props } = form.getInputProps(name)
    return {
      ...props,
      error: Boolean(error),
      'data-path': name,
      'aria-label': t(`${end}Of`, { day, number: index + 1 }),
      onBlur: (event: React.FocusEvent<HTMLInputElement>) => {
        form.setFieldValue(name, readTime(event.currentTarget.value))
        onBlur?.(event)
      },
      w: 72,
      maxLength: 5,
    }
  }
  const wrong = Object.entries(form.errors).flatMap(([name, text]) =>
    name.startsWith(`${path}.`) ? [text] : [],
  )
  return (
    <div className={classes.spans}>
      {spans.length === 0 && <span className={classes.closed}>{t('closed')}</span>}
      {spans.map((_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a span has no name of its own, and its inputs hold no state.
        <div key={index} className={classes.span}>
          <TextInput {...time(index, 'from')} />
          <span aria-hidden>–</span>
          <TextInput {...time(index, 'to')} />
          <ActionIcon
            aria-label={t('removeSpan', { day, number: index + 1 })}
            onClick={() => put(spans.filter((__, at) => at !== index))}
          >
            <IconX size={16} />
          </ActionIcon>
        </div>
      ))}
      {spans.length < 12 && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          mt={4}
          leftSection={<IconPlus size={14} />}
          aria-label={t('addSpanTo', { day })}
          onClick={() => put([...spans, nextSpan(spans)])}
        >
          {t('addSpan')}
        </Button>
      )}
      {wrong.length > 0 && (
        <Text size="sm" c="var(--swy-text-failed)" role="alert" className={classes.wrong}>
          {[...new Set(wrong)].join(' · ')}
        </Text>
      )}
    </div>
  )
}

/** After the last one, so that it does not overlap; the first is an office's day. */
function nextSpan(spans: readonly OpenSpan[]): OpenSpan {
  const last = spans.at(-1)
  return last && last.to < '22:00' && last.to > last.from ? { from: last.to, to: '22:00' } : { ...office }
}
