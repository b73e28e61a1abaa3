import { z } from 'zod'
import { calendarDay } from '@/server/platform/calendar-day'
import type { Weekday } from '../domain/coverage-spans'
import { email, flag, name } from './file-words'

const segment = z.strictObject({
  kind: z.enum(['work', 'break']),
  from: z.int().min(0).max(2_880),
  until: z.int().min(0).max(2_880),
})
export const shiftTemplateEntry = z.strictObject({
  name,
  code: z.string().trim().min(1).max(6),
  color: z.string().trim().min(1).max(40).default('blue'),
  segments: z.array(segment).min(1).max(24),
  disabled: flag,
})
export const rotationEntry = z.strictObject({
  name,
  /** Names of shift templates; null is a free day. */
  days: z.array(name.nullable()).min(1).max(366),
  disabled: flag,
  /** Who works by it, and since when; absent = as they are. */
  members: z
    .array(
      z
        .strictObject({
          member: email,
          startsOn: calendarDay,
          untilOn: calendarDay.nullable().default(null),
          offsetDays: z.int().min(0).max(365).default(0),
        })
        .refine(({ startsOn, untilOn }) => untilOn === null || untilOn >= startsOn, {
          path: ['untilOn'],
          message: 'it ends before it begins',
        }),
    )
    .max(500)
    .optional(),
})

const halfHour = z.string().regex(/^(([01]\d|2[0-3]):(00|30)|24:00)$/, 'a half hour, as 09:30')
const targetDay = z
  .array(z.strictObject({ from: halfHour, until: halfHour, agents: z.int().min(1).max(10_000) }))
  .max(48)
  .default([])
const [mon, tue, wed, thu, fri, sat, sun] = Array.from({ length: 7 }, () => targetDay)
export const coverageTargetEntry = z.strictObject({
  group: name,
  week: z.strictObject({ mon, tue, wed, thu, fri, sat, sun } as Record<Weekday, typeof targetDay>),
})
