import { z } from 'zod'

/** How quality numbers are computed; the defaults are a sensible beginning. */
export const qualityFormula = z.object({
  /** The mean of 1–5, or the share of 4 and 5. */
  satisfaction: z.enum(['mean', 'share']).default('mean'),
  /** What satisfaction counts against throughput, in percent. */
  satisfactionWeight: z.number().int().min(0).max(100).default(70),
  /** How many ratings, and how many online hours, the group's mean is worth. */
  priorRatings: z.number().int().min(0).max(1_000).default(10),
  priorHours: z.number().int().min(0).max(1_000).default(20),
  /** Nobody is worth less or more than so many percent of the mean. */
  lowest: z.number().int().min(1).max(100).default(50),
  highest: z.number().int().min(100).max(1_000).default(200),
  /** The number of somebody who is exactly average. */
  average: z.number().int().min(1).max(1_000).default(100),
})
export type QualityFormula = z.output<typeof qualityFormula>

const period = { from: z.iso.datetime(), until: z.iso.datetime() }

export const previewQualityInput = z.object({ groupId: z.uuid(), ...period, formula: qualityFormula })
export const publishQualityInput = previewQualityInput.extend({
  /** Of the group, as read. */
  version: z.number().int(),
})
export const restoreQualityInput = z.object({
  groupId: z.uuid(),
  version: z.number().int(),
  /** Which published version comes back. */
  number: z.number().int().min(1),
})

/** Every term of one agent's number, so that it can be followed by hand. */
export const qualityTerms = z.object({
  agentId: z.uuid(),
  name: z.string(),
  ratings: z.number().int(),
  satisfaction: z.number().nullable(),
  smoothedSatisfaction: z.number().nullable(),
  conversations: z.number().int(),
  onlineHours: z.number(),
  throughput: z.number().nullable(),
  smoothedThroughput: z.number().nullable(),
  /** Against the group's mean = 1, before and after the limits. */
  weight: z.number(),
  clamped: z.enum(['no', 'lowest', 'highest']),
  quality: z.number().int(),
})
export type QualityTerms = z.infer<typeof qualityTerms>

export type QualityPreview = {
  groupMean: { satisfaction: number | null; throughput: number | null }
  rows: (QualityTerms & { before: number; shareBefore: number; shareAfter: number })[]
}

export type QualityVersionView = {
  number: number
  mode: 'manual' | 'computed'
  publishedAt: string
  publishedBy: string | null
  from: string | null
  until: string | null
  terms: { agentId: string; name: string; quality: number; terms: QualityTerms | null }[]
}
