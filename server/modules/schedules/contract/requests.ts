import { z } from 'zod'
import { calendarDay } from '@/server/platform/calendar-day'
import type { Conflict } from '../domain/conflicts'
import { DAY_MINUTES, LATEST_MINUTE, type Segment } from '../domain/segments'

export const leaveKinds = ['vacation', 'sick', 'training', 'other'] as const
export type LeaveKind = (typeof leaveKinds)[number]
export const leaveStatuses = ['requested', 'approved', 'rejected', 'withdrawn'] as const
export type LeaveStatus = (typeof leaveStatuses)[number]
export const swapStatuses = [
  'requested',
  'accepted',
  'approved',
  'rejected',
  'withdrawn',
  'declined',
  'void',
] as const
export type SwapStatus = (typeof swapStatuses)[number]
/** Why a swap lost its ground. */
export const voidReasons = ['changed', 'gone', 'started'] as const
export type VoidReason = (typeof voidReasons)[number]

export const requestLimits = { leaveDays: 366, sickBackDays: 14, enterBackDays: 31, bulk: 100, strip: 35 }

const day = calendarDay
const version = z.number().int()
const note = z.string().trim().max(500).default('')
const minute = (least: number, most: number) => z.number().int().min(least).max(most)

/** In the organisation's zone: whole days, both included, or a part of one day. */
export const leaveTimes = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('days'), firstDay: day, lastDay: day }),
    z.object({
      kind: z.literal('hours'),
      day,
      from: minute(0, DAY_MINUTES - 1),
      /** Past 1440 is the next day. */
      until: minute(1, LATEST_MINUTE),
    }),
  ])
  .superRefine((times, context) => {
    const wrong = times.kind === 'days' ? times.lastDay < times.firstDay : times.until <= times.from
    const path = times.kind === 'days' ? 'lastDay' : 'until'
    if (wrong) context.addIssue({ code: 'custom', path: [path], message: 'leave_order' })
  })
export type LeaveTimes = z.infer<typeof leaveTimes>

export const requestLeaveInput = z.object({ kind: z.enum(leaveKinds), times: leaveTimes, note })
export const enterLeaveInput = requestLeaveInput.extend({ agentId: z.uuid() })
export const requestIdInput = z.object({ id: z.uuid(), version })
export const decideInput = z.object({
  id: z.uuid(),
  version,
  approve: z.boolean(),
  note,
  /** A swap although it makes a conflict. */
  onPurpose: z.boolean().default(false),
})
export type Decide = z.infer<typeof decideInput>
export const decideManyInput = z.object({
  items: z
    .array(z.object({ type: z.enum(['leave', 'swap']), id: z.uuid(), version }))
    .min(1)
    .max(requestLimits.bulk),
  approve: z.boolean(),
  note,
})
export type DecidedItem = { id: string; done: boolean; code: string | null; message: string | null }

export const offerSwapInput = z.object({
  entryId: z.uuid(),
  /** null: whoever of the same groups takes it first. */
  toAgentId: z.uuid().nullable(),
  /** In return; only with a named colleague. */
  toEntryId: z.uuid().nullable().default(null),
  note,
})
export type OfferSwap = z.infer<typeof offerSwapInput>
export const answerSwapInput = z.object({ id: z.uuid(), version, accept: z.boolean(), note })

export const leaveIdInput = z.object({ id: z.uuid() })
export const leaveAgentsInput = z.object({ search: z.string().trim().max(100).default('') })
export const matesInput = z.object({ entryId: z.uuid() })
export const mateShiftsInput = z.object({ agentId: z.uuid() })

export type LeaveView = {
  id: string
  agentId: string
  name: string
  kind: LeaveKind
  times: LeaveTimes
  startsAt: string
  endsAt: string
  note: string
  status: LeaveStatus
  requestedAt: string
  decidedBy: string | null
  decisionNote: string
  version: number
}

/** A shift as it was published when the request was made. */
export const swapShift = z.object({
  entryId: z.uuid(),
  agentId: z.uuid(),
  day: z.string(),
  segments: z.array(
    z.object({ kind: z.enum(['work', 'break']), from: z.number().int(), until: z.number().int() }),
  ),
  startsAt: z.number(),
  endsAt: z.number(),
})
export type SwapShift = z.infer<typeof swapShift>
export const swapTerms = z.object({ from: swapShift, to: swapShift.nullable() })
export type SwapTerms = z.infer<typeof swapTerms>

export type SwapView = {
  id: string
  fromAgentId: string
  fromName: string
  toAgentId: string | null
  toName: string | null
  /** null only where the terms cannot be read any more. */
  terms: SwapTerms | null
  note: string
  status: SwapStatus
  requestedAt: string
  decidedBy: string | null
  decisionNote: string
  version: number
}

/** An open or decided request, as those who decide see it. */
export type RequestRow = {
  id: string
  type: 'leave' | 'swap'
  leave: LeaveView | null
  swap: SwapView | null
}
export const requestSorts = ['requested', 'starts', 'agent'] as const
export const listRequestsInput = z.object({
  search: z.string().trim().max(100).optional(),
  type: z.enum(['leave', 'swap']).optional(),
  /** open: somebody has to decide. */
  state: z.enum(['open', 'decided', 'all']).default('open'),
  kind: z.enum(leaveKinds).optional(),
  sort: z.enum(requestSorts).default('requested'),
  direction: z.enum(['asc', 'desc']).default('asc'),
  page: z.number().int().min(1).max(100_000).default(1),
  pageSize: z.number().int().min(1).max(200).default(25),
})
export type ListRequests = z.infer<typeof listRequestsInput>

export const awayInput = z.object({ from: day, days: z.number().int().min(1).max(requestLimits.strip) })
export type AwayView = {
  timeZone: string
  people: { agentId: string; name: string; leaves: LeaveView[] }[]
  /** More people are away than are shown. */
  more: number
}

/** What approving would collide with. */
export type LeaveEffect = {
  timeZone: string
  shifts: { entryId: string | null; startsAt: string; endsAt: string }[]
  /** Others of the same groups who are away meanwhile. */
  away: string[]
  /** Stretches in which a group would have fewer agents than its target; the first of them. */
  short: { group: string; from: string; until: string; left: number; target: number }[]
}

/** What a swap would make of both plans that is not there already. */
export type SwapConflict = Conflict & { agentId: string; name: string; day: string }

export type MyShift = {
  /** null: planned outside of the roster; cannot be swapped. */
  entryId: string | null
  startsAt: string
  endsAt: string
  breaks: { startsAt: string; endsAt: string }[]
  name: string | null
  color: string | null
  note: string
  /** Who of the same groups is on meanwhile; the first of them, and how many more. */
  mates: string[]
  moreMates: number
}
export const myScheduleInput = z.object({ from: day, days: z.number().int().min(1).max(42) })
export type MySchedule = {
  timeZone: string
  today: string
  shifts: MyShift[]
  leaves: LeaveView[]
  /** The one that is going on, or the next one, wherever it lies. */
  next: { startsAt: string; endsAt: string } | null
}
export type MyRequests = {
  leaves: LeaveView[]
  swaps: SwapView[]
  /** Offered by colleagues, to this agent or to anybody. */
  offers: SwapView[]
  needApproval: boolean
}
export type Mate = { id: string; name: string }
export type MateShift = {
  entryId: string
  day: string
  segments: Segment[]
  startsAt: string
  endsAt: string
}
export type FeedState = { createdAt: string | null }

export const adherenceInput = z.object({
  from: day,
  days: z.number().int().min(1).max(31),
  groupId: z.uuid().nullable().default(null),
  search: z.string().trim().max(100).optional(),
  page: z.number().int().min(1).max(100_000).default(1),
  pageSize: z.number().int().min(1).max(100).default(25),
})
export type AdherenceInput = z.infer<typeof adherenceInput>
export type AdherenceCell = {
  day: string
  scheduledMs: number
  inMs: number
  lateMs: number
  earlyMs: number
  absent: number
}
export type AdherenceRow = {
  id: string
  name: string
  days: AdherenceCell[]
  total: Omit<AdherenceCell, 'day'>
}
export type AdherenceTable = { timeZone: string; days: string[]; rows: AdherenceRow[]; total: number }
export const adherenceDayInput = z.object({ agentId: z.uuid(), day })
export type AdherenceDay = {
  agentId: string
  name: string
  timeZone: string
  from: string
  until: string
  scheduledMs: number
  inMs: number
  out: {
    planned: 'shift' | 'break'
    status: 'online' | 'busy' | 'offline'
    source: 'connection' | 'choice' | 'roster' | null
    reason: string | null
    ms: number
  }[]
  blocks: { from: string; until: string; absent: boolean; lateMs: number; earlyMs: number }[]
  plan: { kind: 'shift' | 'break' | 'leave'; from: string; until: string }[]
  stretches: {
    from: string
    until: string
    planned: 'shift' | 'break'
    status: 'online' | 'busy' | 'offline'
    source: 'connection' | 'choice' | 'roster' | null
    reason: string | null
    inAdherence: boolean
  }[]
}
