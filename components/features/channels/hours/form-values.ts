import type { z } from 'zod'
import {
  type CalendarDetail,
  calendarInput,
  findOverlaps,
  type OpenSpan,
} from '@/server/modules/channels/contract'

/** The contract's rules, and at the field what the server would refuse: spans that overlap. */
export const calendarForm = calendarInput.superRefine(({ hours }, context) => {
  for (const { path } of findOverlaps(hours)) {
    context.addIssue({ code: 'custom', path: ['hours', ...path.split('.')], message: 'spans_overlap' })
  }
})
export type CalendarForm = z.input<typeof calendarForm>
export type ExceptionForm = CalendarForm['hours']['exceptions'][number]

export const office: OpenSpan = { from: '09:00', to: '18:00' }

export function emptyCalendar(timeZone: string): CalendarForm {
  const day = () => [{ ...office }]
  return {
    name: '',
    hours: {
      timeZone,
      weekly: { mon: day(), tue: day(), wed: day(), thu: day(), fri: day(), sat: [], sun: [] },
      exceptions: [],
    },
  }
}

export function toForm({ name, hours }: CalendarDetail): CalendarForm {
  return { name, hours }
}

/** Exceptions in the order of their dates, whatever the order they were entered in. */
export function toInput(form: CalendarForm): z.output<typeof calendarInput> {
  const exceptions = [...form.hours.exceptions].sort((a, b) => (a.date < b.date ? -1 : 1))
  return calendarInput.parse({ ...form, hours: { ...form.hours, exceptions } })
}

/** '9', '930', '9:30' and '9.30' are what people type; anything else is left for the rule to refuse. */
export function readTime(text: string): string {
  const [, hour, minute] = /^\s*(\d{1,2})[:.h ]?(\d{2})?\s*$/.exec(text) ?? []
  return hour === undefined ? text.trim() : `${hour.padStart(2, '0')}:${minute ?? '00'}`
}
