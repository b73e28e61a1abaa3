import { z } from 'zod'
import { calendarDay } from '@/server/platform/calendar-day'
import type { Conflict, RosterRules } from '../domain/conflicts'
import { checkSegments, LATEST_MINUTE, MAX_SEGMENTS, type Segment } from '../domain/segments'

export {
  type Conflict,
  type ConflictKind,
  conflictKinds,
  type RosterRules,
  type Severity,
  severityOf,
} from '../domain/conflicts'
export { dayNumber, daysBetween, isoDay, mondayOf, weekdayOf } from '../domain/days'
export {
  boundsOf,
  checkSegments as checkShift,
  DAY_MINUTES,
  inOrder,
  LATEST_MINUTE,
  MAX_SEGMENTS,
  type Segment,
  workMinutes,
} from '../domain/segments'

/** Bounds that requests hold; what a roster may hold of each follows from them. */
export const rosterLimits = {
  days: 42,
  pageSize: 200,
  operations: 2_000,
  cycleDays: 84,
  rotationMembers: 500,
}

const whole = (min: number, max: number) => z.number().int().min(min).max(max)
const version = z.number().int()
/** A day of the calendar, as people write it. */
export const rosterDay = calendarDay

export const segment = z.object({
  kind: z.enum(['work', 'break']),
  from: whole(0, LATEST_MINUTE),
  until: whole(0, LATEST_MINUTE),
})
/** Structure and order; how long a shift may be is the organisation's setting, which the action checks. */
export const segments = z
  .array(segment)
  .min(1)
  .max(MAX_SEGMENTS)
  .superRefine((list, context) => {
    for (const issue of checkSegments(list, LATEST_MINUTE))
      context.addIssue({ code: 'custom', path: issue.path, message: issue.code })
  })

export const templateColors = ['blue', 'green', 'amber', 'red', 'violet', 'teal', 'pink', 'gray'] as const
export type TemplateColor = (typeof templateColors)[number]

export const templateSettings = z.object({
  name: z.string().trim().min(1).max(60),
  /** What a cell of the grid shows. */
  code: z.string().trim().min(1).max(3),
  color: z.enum(templateColors),
  segments,
})
export type TemplateSettings = z.infer<typeof templateSettings>
export const templateIdInput = z.object({ id: z.uuid() })
export const updateTemplateInput = z.object({ id: z.uuid(), version, template: templateSettings })
export const setTemplateDisabledInput = z.object({ id: z.uuid(), version, disabled: z.boolean() })
export const deleteTemplateInput = z.object({ id: z.uuid(), version })
export const orderTemplatesInput = z.object({ ids: z.array(z.uuid()).min(1).max(500) })
export const restoreEntryInput = z.object({ entryId: z.uuid() })

export const listStates = ['active', 'disabled'] as const
export const templateSorts = ['position', 'name', 'code', 'start', 'work', 'uses'] as const
export const listTemplatesInput = z.object({
  search: z.string().trim().max(100).optional(),
  state: z.enum(listStates).optional(),
  sort: z.enum(templateSorts).default('position'),
  direction: z.enum(['asc', 'desc']).default('asc'),
  page: whole(1, 100_000).default(1),
  pageSize: whole(1, 200).default(25),
})
export type ListTemplates = z.infer<typeof listTemplatesInput>

export type TemplateView = TemplateSettings & {
  id: string
  disabled: boolean
  position: number
  version: number
}
export type TemplateRow = TemplateView & { entries: number; rotations: number }
export type TemplateUses = { entries: number; rotations: string[] }

export const rotationMember = z.object({
  agentId: z.uuid(),
  startsOn: rosterDay,
  untilOn: rosterDay.nullable(),
  offsetDays: whole(0, rosterLimits.cycleDays - 1),
})
export type RotationMember = z.infer<typeof rotationMember>
export const rotationSettings = z.object({
  name: z.string().trim().min(1).max(60),
  /** One per day of the cycle; null = free. */
  days: z.array(z.uuid().nullable()).min(1).max(rosterLimits.cycleDays),
  members: z
    .array(
      rotationMember.refine(({ startsOn, untilOn }) => untilOn === null || untilOn >= startsOn, {
        path: ['untilOn'],
        error: 'after_start',
      }),
    )
    .max(rosterLimits.rotationMembers),
})
export type RotationSettings = z.infer<typeof rotationSettings>
export const updateRotationInput = z.object({ id: z.uuid(), version, rotation: rotationSettings })
export const listRotationsInput = z.object({
  search: z.string().trim().max(100).optional(),
  state: z.enum(listStates).optional(),
  sort: z.enum(['name', 'days', 'members']).default('name'),
  direction: z.enum(['asc', 'desc']).default('asc'),
  page: whole(1, 100_000).default(1),
  pageSize: whole(1, 200).default(25),
})
export type ListRotations = z.infer<typeof listRotationsInput>
export type RotationRow = {
  id: string
  name: string
  days: (string | null)[]
  members: number
  disabled: boolean
  version: number
}
export type RotationView = Omit<RotationSettings, 'members'> & {
  id: string
  disabled: boolean
  version: number
  members: (RotationMember & { name: string })[]
}

export const period = z
  .object({
    from: rosterDay,
    /** The first day that does not belong to it. */
    until: rosterDay,
  })
  .refine(({ from, until }) => until > from, { path: ['until'], error: 'after_start' })
  .refine(({ from, until }) => (Date.parse(until) - Date.parse(from)) / 86_400_000 <= rosterLimits.days, {
    path: ['until'],
    error: 'period_too_long',
  })
export const whom = {
  /** With the groups below it. */
  groupId: z.uuid().nullable().default(null),
  search: z.string().trim().max(100).default(''),
}

export const rosterInput = period.safeExtend({
  ...whom,
  onlyConflicts: z.boolean().default(false),
  page: whole(1, 100_000).default(1),
  pageSize: whole(1, rosterLimits.pageSize).default(50),
})
export type RosterInput = z.infer<typeof rosterInput>

export type RosterAgent = { id: string; name: string; enabled: boolean }
export type RosterEntryView = {
  id: string
  agentId: string
  day: string
  templateId: string | null
  /** Index into `shapes`. */
  shape: number
  note: string
  /** Not yet what the agent knows. `removed`: published, and gone with the next publication. */
  state: 'published' | 'draft' | 'removed'
  version: number
}
export type RosterLeave = {
  agentId: string
  kind: string
  startsAt: string
  endsAt: string
  /** The local days that it touches, both included. */
  firstDay: string
  lastDay: string
  approved: boolean
}
export type RosterPage = {
  timeZone: string
  today: string
  rules: RosterRules
  total: number
  /** Unpublished changes of the period, over all agents that match. */
  drafts: number
  agents: RosterAgent[]
  shapes: Segment[][]
  entries: RosterEntryView[]
  leaves: RosterLeave[]
  conflicts: Conflict[]
}

const cell = { agentId: z.uuid(), day: rosterDay }
export const cellOperation = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('put'),
    id: z.uuid(),
    /** As read; null makes it. */
    version: version.nullable(),
    ...cell,
    templateId: z.uuid().nullable(),
    segments,
    note: z.string().trim().max(500),
    /** A further shift on a day that has one, on purpose. */
    further: z.boolean().default(false),
  }),
  z.object({ kind: z.literal('remove'), id: z.uuid(), version, ...cell }),
])
export type CellOperation = z.infer<typeof cellOperation>
export const changeRosterInput = z.object({
  operations: z.array(cellOperation).min(1).max(rosterLimits.operations),
})
export type CellEntry = {
  id: string
  agentId: string
  day: string
  templateId: string | null
  segments: Segment[]
  note: string
  version: number
}
/** What an operation made of a cell; both sides together are what undoing needs. null: not there, or removed. */
export type CellResult = {
  before: CellEntry | null
  after: CellEntry | null
  version: number | null
  id: string
}
export type CellConflict = {
  index: number
  agentId: string
  day: string
  /** `occupied`: somebody else has planned this day meanwhile; `changed`, `gone`: the entry is another by now. */
  reason: 'occupied' | 'changed' | 'gone'
}

export const publishInput = period.safeExtend(whom)
export type PublishInput = z.infer<typeof publishInput>
export type PublishedChange = {
  agentId: string
  name: string
  added: number
  changed: number
  removed: number
}
export type PublishPreview = {
  changes: PublishedChange[]
  total: { added: number; changed: number; removed: number }
  /** Entries that are published although they cannot be worked as planned. */
  errors: number
  warnings: number
}

export const copyPeriodInput = z.object({
  ...whom,
  /** The Monday, or whichever day, that begins what is copied and what is filled. */
  from: rosterDay,
  to: rosterDay,
  days: whole(1, 31),
  replace: z.boolean(),
  dryRun: z.boolean(),
})
export const fillPeriodInput = period.safeExtend({
  ...whom,
  rotationId: z.uuid().nullable().default(null),
  /** Days that are planned already are left alone unless asked. */
  replace: z.boolean(),
  dryRun: z.boolean(),
})
export type FillReport = { planned: number; replaced: number; kept: number; agents: number; applied: boolean }
