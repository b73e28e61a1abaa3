import { z } from 'zod'

/** Names by language; at least one. */
const names = z
  .partialRecord(z.enum(['en', 'zh']), z.string().trim().min(1).max(60))
  .refine((all) => Object.values(all).some(Boolean), { error: 'name_missing' })

export const busyReasonSettings = z.object({ names })
export const createBusyReasonInput = busyReasonSettings.extend({
  /** What the API and the history call it; never changed afterwards. */
  key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
})
export const updateBusyReasonInput = busyReasonSettings.extend({
  id: z.uuid(),
  version: z.number().int(),
  disabled: z.boolean(),
})
/** All of them, in the order in which they are offered. */
export const orderBusyReasonsInput = z.object({ ids: z.array(z.uuid()).min(1).max(200) })

export type BusyReasonView = {
  id: string
  key: string
  names: Record<string, string>
  disabled: boolean
  version: number
}

const moment = z.iso.datetime()

export const statusHistoryQuery = z
  .object({
    /** Another's; by default one's own. */
    agentId: z.uuid().optional(),
    from: moment,
    until: moment,
  })
  .refine(({ from, until }) => Date.parse(until) > Date.parse(from), { path: ['until'], error: 'after_from' })
  .refine(({ from, until }) => Date.parse(until) - Date.parse(from) <= 32 * 86_400_000, {
    path: ['until'],
    error: 'too_long',
  })

const state = {
  status: z.enum(['online', 'busy', 'offline']),
  source: z.enum(['connection', 'choice', 'roster']),
  reason: z.string().nullable(),
}

export const statusHistory = z.object({
  agentId: z.uuid(),
  name: z.string(),
  /** Without gap or overlap; the first and the last are cut to what was asked for. */
  spans: z.array(z.object({ ...state, from: z.string(), until: z.string(), open: z.boolean() })),
  /** Time in each status and reason, the longest first. */
  totals: z.array(z.object({ status: state.status, reason: state.reason, ms: z.number().int() })),
})
export type StatusHistory = z.infer<typeof statusHistory>
