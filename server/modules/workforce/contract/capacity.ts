import { z } from 'zod'
import { calendarDay } from '@/server/platform/calendar-day'

const whole = (min: number, max: number) => z.number().int().min(min).max(max)
/** As in contract.ts, which reads this file. */
const most = { capacity: 1000, level: 100, quality: 10_000, seconds: 86_400 }

/** A newcomer's limit by date; from the first date on it is the agent's limit. Dates of the organisation's zone. */
export const rampStep = z.object({ from: calendarDay, capacity: whole(0, most.capacity) })
export type RampStep = z.infer<typeof rampStep>
export const ramp = z
  .array(rampStep)
  .max(24)
  .refine((steps) => steps.every((step, i) => i === 0 || step.from > (steps[i - 1]?.from ?? '')), {
    error: 'dates_in_order',
  })

/** At most so many new conversations within so many seconds. */
export const windowSettings = z.object({
  limit: whole(0, most.capacity),
  seconds: whole(1, most.seconds),
})

export const agentCapacityInput = z.object({
  agentId: z.uuid(),
  version: z.number().int(),
  capacity: whole(0, most.capacity),
  ramp,
  window: windowSettings.nullable(),
})

export const memberCapacityInput = z.object({
  agentId: z.uuid(),
  level: whole(1, most.level),
  quality: whole(0, most.quality),
  capacity: whole(0, most.capacity).nullable(),
})

/** Everything that was edited on the board, saved together: all of it or nothing. */
export const saveCapacityInput = z.object({
  agents: z.array(agentCapacityInput).max(500),
  groups: z
    .array(
      z.object({
        groupId: z.uuid(),
        version: z.number().int(),
        members: z.array(memberCapacityInput).min(1).max(500),
      }),
    )
    .max(200),
})
export type SaveCapacityInput = z.output<typeof saveCapacityInput>
export type AgentCapacityInput = z.output<typeof agentCapacityInput>

export type BoardAgent = {
  id: string
  name: string
  enabled: boolean
  status: 'online' | 'busy' | 'offline'
  statusReason: string | null
  capacity: number
  current: number
  ramp: RampStep[]
  window: { limit: number; seconds: number } | null
  version: number
}
export type BoardMember = {
  agentId: string
  level: number
  quality: number
  capacity: number | null
  current: number
}
export type BoardGroup = {
  id: string
  name: string
  version: number
  qualityMode: 'manual' | 'computed'
  members: BoardMember[]
}

/** A page of agents and a page of groups, by the same search; `people` are the members of the groups shown. */
export type CapacityBoard = {
  agents: BoardAgent[]
  agentTotal: number
  groups: BoardGroup[]
  groupTotal: number
  people: BoardAgent[]
  today: string
}
export const boardPages = { agents: 25, groups: 8 }
export const capacityBoardInput = z.object({
  search: z.string().trim().max(100).default(''),
  /** Only this group and those below it, with whoever is in them. */
  groupId: z.uuid().nullable().default(null),
  agentPage: whole(1, 100_000).default(1),
  groupPage: whole(1, 100_000).default(1),
})
export type CapacityBoardInput = z.output<typeof capacityBoardInput>

type Sides = { before: number; after: number }
export type CapacityEffect = {
  groupId: string
  groupName: string
  agentId: string
  agentName: string
  share: Sides
  coefficient: Sides
}
/** The largest changes, how many more there are, and the records as they are now. */
export type CapacityPreview = {
  effects: CapacityEffect[]
  omitted: number
  agents: BoardAgent[]
  groups: BoardGroup[]
}

export { type Standing, standingsOf } from '../domain/standing'
