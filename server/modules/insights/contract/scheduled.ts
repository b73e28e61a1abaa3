import { z } from 'zod'
import { webAddress } from '@/server/platform/web-address'
import { relativePeriods } from './custom'
import { fileFormat, fileLanguage } from './exports'
import { groupBy, metricKey } from './metrics'
import { periodFields } from './report'

/** Reports that are sent by themselves. */

const { groupIds, subGroups, agentIds, channelIds, categoryIds } = periodFields
const scope = { groupIds, subGroups, agentIds, channelIds, categoryIds }

export const scheduleContent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('report'), groupBy, metrics: z.array(metricKey).max(100).optional(), ...scope }),
  z.object({ kind: z.literal('custom'), reportId: z.uuid() }),
  z.object({ kind: z.literal('data_set'), ...scope }),
])
export type ScheduleContent = z.infer<typeof scheduleContent>

export const everyKinds = ['day', 'week', 'month'] as const
/** Only periods that are over when the report is made. */
export const schedulePeriods = relativePeriods.filter(
  (period): period is 'yesterday' | 'last7' | 'last30' | 'previousWeek' | 'previousMonth' =>
    !['today', 'week', 'month'].includes(period),
)
export type SchedulePeriod = (typeof schedulePeriods)[number]

export const scheduleRhythm = z.object({
  every: z.enum(everyKinds),
  /** 1 = Monday; of a weekly report. */
  weekday: z.int().min(1).max(7).default(1),
  /** Of a monthly report; the last day where a month has fewer. */
  monthDay: z.int().min(1).max(31).default(1),
  /** Minutes after local midnight. */
  minute: z.int().min(0).max(1_439),
  timeZone: periodFields.timeZone,
  period: z.enum(schedulePeriods as [SchedulePeriod, ...SchedulePeriod[]]),
})
export type ScheduleRhythm = z.infer<typeof scheduleRhythm>

export const scheduleTarget = z
  .object({
    by: z.enum(['mail', 'webhook']),
    receivers: z
      .array(z.email().max(200))
      .max(50)
      .default([])
      .transform((list) => [...new Set(list.map((one) => one.toLowerCase()))]),
    url: webAddress.nullable().default(null),
    format: fileFormat.default('xlsx'),
    language: fileLanguage.default('en'),
  })
  .superRefine(({ by, receivers, url }, context) => {
    const missing = (path: string) => context.addIssue({ code: 'custom', message: 'required', path: [path] })
    if (by === 'mail' && receivers.length === 0) missing('receivers')
    if (by === 'webhook' && url === null) missing('url')
  })
export type ScheduleTarget = z.infer<typeof scheduleTarget>

export const scheduleSettings = z.object({
  name: z.string().trim().min(1).max(80),
  content: scheduleContent,
  rhythm: scheduleRhythm,
  target: scheduleTarget,
  paused: z.boolean().default(false),
})
export type ScheduleSettings = z.infer<typeof scheduleSettings>

const one = z.object({ id: z.uuid(), version: z.int() })
export const createScheduleInput = scheduleSettings
export const updateScheduleInput = one.extend({ schedule: scheduleSettings })
export const deleteScheduleInput = one
export const pauseSchedulesInput = z.object({ schedules: z.array(one).min(1).max(200), paused: z.boolean() })
export const scheduleIdInput = z.object({ id: z.uuid() })

export const stopReasons = ['maker_gone', 'maker_may_not', 'invalid'] as const
export type StopReason = (typeof stopReasons)[number]
export type RunState = 'waiting' | 'done' | 'failed'
export type ScheduleView = ScheduleSettings & {
  id: string
  version: number
  maker: string
  /** Why it sends nothing any more until somebody saves it again. */
  stoppedBecause: StopReason | null
  nextAt: string
  last: { at: string; state: RunState; error: string | null } | null
}
export type RunView = {
  id: string
  dueAt: string
  /** Asked for by hand. */
  byHand: boolean
  state: RunState
  error: string | null
  endedAt: string | null
  receivers: {
    receiver: string
    state: 'waiting' | 'begun' | 'sent' | 'refused' | 'unknown'
    error: string | null
  }[]
}
