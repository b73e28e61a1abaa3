import { z } from 'zod'

export * from './contract/capacity'
export * from './contract/people'
export * from './contract/quality'
export * from './contract/status'
export { type GroupWarning, type MemberShare, weighGroup } from './domain/shares'

/** Limits that the database checks too. */
export const limits = {
  capacity: 1000,
  level: 100,
  quality: 10_000,
  seconds: 86_400,
  members: 500,
  queue: 100_000,
}

export const csvLimits = { bytes: 2_000_000, rows: 2_000 }

export const offlineModes = ['even', 'quality'] as const
export const groupStates = ['active', 'paused', 'disabled'] as const
export type GroupState = (typeof groupStates)[number]

const whole = (min: number, max: number) => z.number().int().min(min).max(max)

export const memberSettings = z.object({
  agentId: z.uuid(),
  /** Higher levels are served first. */
  level: whole(1, limits.level),
  /** Quality number; 0 takes nobody. */
  quality: whole(0, limits.quality),
  /** Limit within the group; null = only the agent's own. */
  capacity: whole(0, limits.capacity).nullable(),
  offlineReceiver: z.boolean(),
})

/** skill_groups.settings: what happens in this group beyond the plain rules. */
export const groupServiceSettings = z.strictObject({
  /** Where a customer goes when the queue is full, too slow or paused; null: overflowGroupId if set, else a message. */
  overflow: z.enum(['group', 'message', 'customer_chooses']).nullable().default(null),
  /** What becomes of the queue when the last member goes offline or hours end. */
  whenServiceEnds: z.enum(['take_message', 'keep_waiting']).default('take_message'),
  silentFreesPlace: z.boolean().default(false),
  reassignOnBreach: z.boolean().default(false),
  reassignOnAgentLost: z.boolean().default(false),
  /** How long an agent without a connection keeps the conversations, where they are then given to others. */
  agentLostSeconds: whole(5, limits.seconds).default(120),
  queueWarnSeconds: whole(1, limits.seconds).nullable().default(null),
  queueWarnLength: whole(1, limits.queue).nullable().default(null),
  wrapUpRequired: z.boolean().default(false),
  /** After-conversation work, and whether it keeps the place meanwhile. */
  afterWorkSeconds: whole(0, 3_600).default(0),
  afterWorkHoldsPlace: z.boolean().default(false),
  /** A transfer can be given back with a reason for so long. */
  returnMinutes: whole(0, 1_440).default(10),
})
/** As stored: keys of other versions are passed over, so that reading them stops nobody. */
export const storedGroupServiceSettings = z.object(groupServiceSettings.shape)
export type GroupServiceSettings = z.infer<typeof groupServiceSettings>

const ms = (least: number, days: number) => whole(least, days * 86_400_000).optional()

/**
 * What the group sets differently from its channel; absent = inherited. The names and bounds are those of
 * conversations/contract.ts, which this module may not know.
 */
export const groupThresholds = z
  .object({
    leaseMs: ms(1_000, 1),
    queueGraceMs: ms(10_000, 1),
    shortAbandonmentMs: ms(0, 1),
    serviceLevelMs: ms(1_000, 1),
    noReplyWarningMs: ms(1_000, 1),
    noReplyBreachMs: ms(1_000, 1),
    silenceMs: ms(1_000, 30),
    countdownMs: ms(1_000, 30),
    confirmationMs: ms(1_000, 30),
    botIdleMs: ms(1_000, 1),
    reopenWindowMs: ms(0, 365),
    ratingWindowMs: ms(1_000, 365),
    offlineSilenceMs: ms(1_000, 90),
    offlineCountdownMs: ms(1_000, 90),
    offlineConfirmationMs: ms(1_000, 90),
  })
  .refine(
    ({ noReplyWarningMs: warning, noReplyBreachMs: breach }) =>
      warning === undefined || breach === undefined || warning <= breach,
    { error: 'breach_before_warning', path: ['noReplyBreachMs'] },
  )
export type GroupThresholds = z.infer<typeof groupThresholds>

export const groupSettings = z.object({
  name: z.string().trim().min(1).max(80),
  description: z.string().trim().max(500),
  parentId: z.uuid().nullable(),
  calendarId: z.uuid().nullable(),
  intakePaused: z.boolean(),
  offlineMode: z.enum(offlineModes),
  maxQueueLength: whole(0, limits.queue).nullable(),
  maxWaitSeconds: whole(1, limits.seconds).nullable(),
  overflowGroupId: z.uuid().nullable(),
  serviceLevelSeconds: whole(1, limits.seconds),
  settings: groupServiceSettings,
  thresholds: groupThresholds,
  members: z.array(memberSettings).max(limits.members),
})

/** What a program may say of a group's queue. */
export const queueSettings = groupSettings
  .pick({ maxQueueLength: true, maxWaitSeconds: true, overflowGroupId: true })
  .extend({ overflow: groupServiceSettings.shape.overflow.removeDefault() })

/** An agent's own limit, changed where the members are edited; holds in every group of the agent. */
export const agentLimit = z.object({
  agentId: z.uuid(),
  capacity: whole(0, limits.capacity),
  /** As read: another change in between is a conflict. */
  version: z.number().int(),
})

export const createGroupInput = groupSettings.extend({ agentLimits: z.array(agentLimit).default([]) })
export const updateGroupInput = z.object({
  id: z.uuid(),
  version: z.number().int(),
  group: createGroupInput,
})
export const groupIdInput = z.object({ id: z.uuid() })
export const setGroupDisabledInput = z.object({
  id: z.uuid(),
  version: z.number().int(),
  disabled: z.boolean(),
})
export const deleteGroupInput = z.object({ id: z.uuid(), version: z.number().int() })
/** Hung below another group, or at the top. */
export const moveGroupInput = z.object({
  id: z.uuid(),
  version: z.number().int(),
  parentId: z.uuid().nullable(),
})
export const restoreGroupInput = z.object({ entryId: z.uuid() })

export const groupSorts = ['name', 'members', 'online', 'used', 'queue', 'serviceLevel', 'state'] as const
export const groupFilter = z.object({
  search: z.string().trim().max(100).optional(),
  state: z.enum(groupStates).optional(),
  memberId: z.uuid().optional(),
  sort: z.enum(groupSorts).default('name'),
  direction: z.enum(['asc', 'desc']).default('asc'),
})
export const listGroupsInput = groupFilter.extend({
  page: whole(1, 100_000).default(1),
  pageSize: whole(1, 200).default(25),
})

export const bulkChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pause') }),
  z.object({ kind: z.literal('resume') }),
  z.object({ kind: z.literal('service_level'), seconds: whole(1, limits.seconds) }),
  z.object({ kind: z.literal('add_member'), member: memberSettings }),
  z.object({ kind: z.literal('remove_member'), agentId: z.uuid() }),
])
export const bulkInput = z.object({ ids: z.array(z.uuid()).min(1).max(200), change: bulkChange })

export const importInput = z.object({ csv: z.string().max(csvLimits.bytes), dryRun: z.boolean() })
export const findAgentsInput = z.object({ search: z.string().trim().max(100).default('') })

export type MemberSettings = z.infer<typeof memberSettings>
export type GroupSettings = z.infer<typeof groupSettings>
export type AgentLimit = z.infer<typeof agentLimit>
export type GroupFilter = z.infer<typeof groupFilter>
export type BulkChange = z.infer<typeof bulkChange>

export type GroupRow = {
  id: string
  name: string
  description: string
  parentName: string | null
  state: GroupState
  version: number
  members: number
  /** Members online now. */
  online: number
  /** Places in use and in all, over members who are online or busy. */
  used: number
  places: number
  queue: number
  /** The queue is longer, or somebody waits longer, than the group's warning allows. */
  queueWarning: 'length' | 'wait' | null
  serviceLevelSeconds: number
  warnings: import('./domain/shares').GroupWarning[]
}

/** A group with all below it; agents who are in several of them count once. */
export type ChartTotals = { groups: number; members: number; online: number; queue: number; paused: number }
/** `parentId` is null also where the parent is outside of the reader's scope. */
export type ChartNode = GroupRow & { parentId: string | null; totals: ChartTotals }

export type AgentOption = {
  id: string
  name: string
  email: string
  status: 'online' | 'busy' | 'offline'
  enabled: boolean
  capacity: number
  current: number
  version: number
}

export type GroupMemberView = MemberSettings & { agent: AgentOption; current: number; otherGroups: number }

export type GroupDetail = Omit<GroupSettings, 'members'> & {
  id: string
  version: number
  disabled: boolean
  members: GroupMemberView[]
}

/** What keeps a group from being deleted or disabled. Names, at most ten of each. */
export type GroupUses = {
  channels: string[]
  rules: string[]
  overflowOf: string[]
  children: string[]
  /** Of all below, those that are not disabled. */
  enabledChildren: number
  queued: number
  open: number
  past: number
}

/** What the audit log keeps: the settings with the names of that time beside the ids. */
export type GroupSnapshot = Omit<GroupSettings, 'members'> & {
  disabled: boolean
  parentName: string | null
  overflowName: string | null
  members: (MemberSettings & { name: string })[]
}

export type { ImportProblem, ImportReport } from '@/server/platform/csv/report'
export { type Refusal, refuseDeletion, refuseDisabling } from './domain/uses'
