import { z } from 'zod'
import { periodFields, periodInOrder, periodNotTooLong } from './report'

/** Ratings of a period in words: the latest first. */
export const ratingsInput = z
  .object({
    ...periodFields,
    /** Only those with a comment. */
    commented: z.boolean().default(true),
    score: z.int().min(1).max(5).nullable().default(null),
    offset: z.int().min(0).default(0),
    limit: z.int().min(1).max(100).default(20),
  })
  .refine(periodInOrder, { error: 'period_order', path: ['to'] })
  .refine(periodNotTooLong, { error: 'period_too_long', path: ['to'] })
export type RatingsInput = z.infer<typeof ratingsInput>
export type RatingRow = {
  conversationId: string
  number: number
  at: number
  score: number
  tags: { key: string; names: Record<string, string> | null }[]
  comment: string | null
  customer: string
  agent: string | null
  group: string | null
  followedUpAt: number | null
  followedUpBy: string | null
  followUpNote: string | null
}
export type RatingPage = { rows: RatingRow[]; total: number }

/** Who was in which status on one day. */
export const timelineInput = z
  .object({ ...periodFields, offset: z.int().min(0).default(0), limit: z.int().min(1).max(100).default(25) })
  .refine(({ from, to }) => from === to, { error: 'one_day', path: ['to'] })
export type TimelineInput = z.infer<typeof timelineInput>
export type TimelineSpan = {
  status: 'online' | 'busy'
  reason: string | null
  from: number
  /** Up to now where it lasts. */
  until: number
}
export type TimelinePlan = { kind: 'shift' | 'break' | 'leave'; from: number; until: number }
export type TimelineAgent = { id: string; name: string; spans: TimelineSpan[]; plan: TimelinePlan[] }
export type Timeline = { from: number; until: number; agents: TimelineAgent[]; total: number }
