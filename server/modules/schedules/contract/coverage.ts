import { z } from 'zod'
import { period, whom } from './planning'

const whole = (min: number, max: number) => z.number().int().min(min).max(max)

export const coverageInput = period.safeExtend({ groupId: whom.groupId })
export type CoverageDay = {
  day: string
  /** Agents per half hour of the local day; parts where a break takes a part of it. */
  planned: number[]
  target: number[]
}
const slots = z.array(whole(0, 10_000)).length(48)
/** Monday first. */
export const coverageWeek = z.array(slots).length(7)
export const saveTargetsInput = z.object({ groupId: z.uuid(), week: coverageWeek, before: coverageWeek })
export const groupIdInput = z.object({ groupId: z.uuid() })
export const suggestTargetsInput = z.object({
  groupId: z.uuid(),
  weeks: whole(1, 26),
  /** Share of customers who reach an agent within the group's service level. */
  servicePercent: whole(50, 99),
  maxOccupancyPercent: whole(30, 100),
  /** Conversations that one agent carries at once. */
  concurrency: whole(1, 20),
})
export type SuggestTargets = z.infer<typeof suggestTargetsInput>
export type SuggestedTargets = {
  week: number[][]
  conversations: number
  handleSeconds: number
  serviceSeconds: number
}
