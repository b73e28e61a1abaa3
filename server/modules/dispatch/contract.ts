import { z } from 'zod'
import { endOfSpan, timeOfDay, timeZone, weekday } from '../channels/contract'

export const agentStatus = z.enum(['online', 'busy', 'offline'])
export type AgentStatus = z.infer<typeof agentStatus>

/** Which of the three sources decided an agent's status. */
export const statusSource = z.enum(['connection', 'choice', 'roster'])
export type StatusSource = z.infer<typeof statusSource>

export const stage = z.enum(['before_sale', 'after_sale'])
export type Stage = z.infer<typeof stage>

/** Wall-clock hours of the rule's own zone; `to` before `from` reaches into the day after the weekday. */
export const ruleTime = z.object({
  weekdays: z.array(weekday).min(1),
  from: timeOfDay,
  to: endOfSpan,
  timeZone,
})
export type RuleTime = z.infer<typeof ruleTime>

const anyOf = z.array(z.string().min(1)).max(500).optional()

/** What a routing rule tests; a condition that is absent or an empty list lets everybody through. */
export const ruleConditions = z.strictObject({
  channelIds: anyOf,
  siteIds: anyOf,
  projectTypes: anyOf,
  productCategories: anyOf,
  categoryIds: anyOf,
  stages: z.array(stage).optional(),
  languages: anyOf,
  customerTags: anyOf,
  vipMin: z.int().min(1).max(100).optional(),
  time: ruleTime.optional(),
})
export type RuleConditions = z.infer<typeof ruleConditions>

export const ruleCondition = ruleConditions.keyof()
export type RuleCondition = z.infer<typeof ruleCondition>

/** Where customers go when a group is paused, its queue is at its maximum, or a wait has lasted too long. */
export const overflow = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('group'), groupId: z.string().min(1) }),
  z.object({ mode: z.literal('message') }),
  z.object({ mode: z.literal('customer_chooses'), groupId: z.string().min(1).nullable() }),
])
export type Overflow = z.infer<typeof overflow>

/** What a customer who was asked may answer. */
export const queueChoice = z.enum(['wait', 'message', 'group'])
export type QueueChoice = z.infer<typeof queueChoice>

export const offlineMode = z.enum(['even', 'quality'])
export type OfflineMode = z.infer<typeof offlineMode>

/** For the owner of the order who is not able: wait for them, take their group, or leave them a message. */
export const ownerMode = z.enum(['wait', 'group', 'message'])
export type OwnerMode = z.infer<typeof ownerMode>

export const dispatchOutcome = z.enum(['assign', 'queue', 'offline', 'unassigned'])
export type DispatchOutcome = z.infer<typeof dispatchOutcome>

/** Why this outcome; each belongs to one outcome only, in the order assign, queue, offline, unassigned. */
export const dispatchReason = z.enum([
  'highest_coefficient',
  'order_owner',
  'last_agent',
  /** A person chose the agent: a transfer, or a conversation that an agent began. */
  'by_hand',
  'no_room',
  'quality_zero',
  'waiting_ahead',
  'held_for_owner',
  /** Service ended while they waited, and the group lets them stay. */
  'kept_waiting',
  'all_offline',
  'outside_hours',
  'group_paused',
  'queue_full',
  'waited_too_long',
  'owner_message',
  /** The customer was asked, and chose to leave a message. */
  'customer_choice',
  'group_empty',
])
export type DispatchReason = z.infer<typeof dispatchReason>

/** Why a candidate could not win. The order is that of the record: the closest to winning first. */
export const exclusion = z.enum([
  'lower_level',
  'waiting_ahead',
  'zero_quality',
  'window_full',
  'group_full',
  'full',
  'no_limit',
  'busy',
  'offline',
  'excluded',
  'disabled',
])
export type Exclusion = z.infer<typeof exclusion>

/** Whose limit was the smallest: the agent's, that of the membership, or that of the time window. */
export const limitBasis = z.enum(['agent', 'membership', 'window'])
export type LimitBasis = z.infer<typeof limitBasis>

export const tieBreak = z.enum(['none', 'longest_idle', 'id'])
export type TieBreak = z.infer<typeof tieBreak>

export const dispatchWarning = z.enum(['quality_sum_zero', 'receivers_unavailable', 'group_missing'])
export type DispatchWarning = z.infer<typeof dispatchWarning>

export const overflowCause = z.enum(['group_paused', 'queue_full', 'waited_too_long'])
export type OverflowCause = z.infer<typeof overflowCause>

export const candidateView = z.object({
  agentId: z.string(),
  name: z.string(),
  status: agentStatus,
  statusReason: z.string().nullable(),
  limit: z.int(),
  current: z.int(),
  /** The limit that decided, with the free places under it. */
  basis: z.object({ kind: limitBasis, limit: z.int(), free: z.int() }),
  /** Space coefficient: 0 to 1, -1 while offline. */
  space: z.number(),
  quality: z.int(),
  qualityShare: z.number(),
  /** Dispatch coefficient, for people to read; the choice compares exact fractions. */
  product: z.number(),
  level: z.int(),
  lastAssignedAt: z.number().nullable(),
  excluded: exclusion.nullable(),
})
export type CandidateView = z.infer<typeof candidateView>

export const ruleTrace = z.object({
  ruleId: z.string(),
  name: z.string(),
  result: z.enum(['matched', 'failed', 'disabled']),
  failed: z.array(ruleCondition),
})
export type RuleTrace = z.infer<typeof ruleTrace>

export const overflowStep = z.object({
  fromGroupId: z.string(),
  fromGroupName: z.string(),
  toGroupId: z.string(),
  toGroupName: z.string(),
  cause: overflowCause,
})
export type OverflowStep = z.infer<typeof overflowStep>

export const overrideCause = z.enum([
  'able',
  ...exclusion.options,
  'group_paused',
  'outside_hours',
  'not_in_group',
  'too_long_ago',
])
export type OverrideCause = z.infer<typeof overrideCause>

/** A person preferred before the coefficients: the owner of the order, or the customer's last agent. */
export const dispatchOverride = z.object({
  kind: z.enum(['order_owner', 'last_agent']),
  agentId: z.string(),
  name: z.string().nullable(),
  applied: z.boolean(),
  cause: overrideCause,
})
export type DispatchOverride = z.infer<typeof dispatchOverride>

export const offlineReceiver = z.object({
  agentId: z.string(),
  name: z.string(),
  by: z.enum(['named', 'even', 'quality', 'owner']),
  receivedToday: z.int(),
})
export type OfflineReceiver = z.infer<typeof offlineReceiver>

/** Picked out of the queue, claimed from the unassigned list, given to somebody, or transferred. */
export const handAct = z.enum(['pick', 'claim', 'assign', 'transfer'])
export type HandAct = z.infer<typeof handAct>

/** What the decision record stores, and what the preview answers. Times are epoch milliseconds. */
export const dispatchDecision = z.object({
  outcome: dispatchOutcome,
  reason: dispatchReason,
  creationType: z.enum(['direct', 'queued', 'offline']),
  agentId: z.string().nullable(),
  groupId: z.string(),
  groupName: z.string().nullable(),
  priority: z.int(),
  priorityBoost: z.int(),
  /** The group was given (moved, transferred, overflowed before): no rule was asked. */
  fixedGroup: z.boolean(),
  rules: z.array(ruleTrace),
  /** The group that the rules gave; the order's owner or an overflow may have led to another. */
  ruleGroup: z.object({ id: z.string(), name: z.string().nullable() }),
  overflow: z.array(overflowStep),
  overrides: z.array(dispatchOverride),
  qualitySum: z.int(),
  candidates: z.array(candidateView),
  /** Candidates left out of the list, with how many for which reason ('outranked' had a coefficient above 0). */
  omitted: z.object({ count: z.int(), byReason: z.record(z.string(), z.int()) }),
  winner: candidateView.nullable(),
  tieBreak,
  receiver: offlineReceiver.nullable(),
  /** Queued for one person until then; afterwards dispatch decides again. */
  hold: z.object({ agentId: z.string(), until: z.number() }).nullable(),
  /** The queue is at its maximum and the customer may choose: wait, leave a message, or that group. */
  choice: z.object({ groupId: z.string().nullable() }).nullable(),
  warnings: z.array(dispatchWarning),
  /** Who decided by hand, and whether it went beyond the limit on purpose. */
  byHand: z.object({ by: z.string(), act: handAct, overLimit: z.boolean(), note: z.string() }).optional(),
  configVersion: z.int(),
})
export type DispatchDecision = z.infer<typeof dispatchDecision>

/** One rule as a person configures it. */
export const ruleSettings = z.object({
  name: z.string().trim().min(1).max(80),
  enabled: z.boolean(),
  conditions: ruleConditions,
  groupId: z.uuid(),
  /** Added to the customer's priority; higher is served first. */
  priorityBoost: z.int().min(0).max(100),
})
export type RuleSettings = z.infer<typeof ruleSettings>

export const createRuleInput = z.object({
  rule: ruleSettings,
  /** Stands behind this one; at the end without. */
  afterId: z.uuid().nullable().default(null),
})
export const updateRuleInput = z.object({ id: z.uuid(), version: z.int(), rule: ruleSettings })
export const setRuleEnabledInput = z.object({ id: z.uuid(), version: z.int(), enabled: z.boolean() })
export const deleteRuleInput = z.object({ id: z.uuid(), version: z.int() })
export const ruleIdInput = z.object({ id: z.uuid() })
/** The whole order, as it was seen and as it shall be. */
export const reorderRulesInput = z.object({
  seen: z.array(z.uuid()).max(1_000),
  order: z.array(z.uuid()).max(1_000),
})
export const restoreRuleInput = z.object({ entryId: z.uuid() })
export const setDefaultGroupInput = z.object({ channelId: z.uuid(), version: z.int(), groupId: z.uuid() })

/** What holds for every decision, whichever rule matched. */
export const dispatchSettings = z.object({
  orderOwner: z.object({ mode: ownerMode, waitSeconds: z.int().min(1).max(3_600) }),
  stickinessHours: z.int().min(1).max(8_760).nullable(),
})
export type DispatchSettingsInput = z.infer<typeof dispatchSettings>
/** `seen`: as it was read; another change in between is a conflict. */
export const updateDispatchSettingsInput = z.object({ seen: dispatchSettings, settings: dispatchSettings })

/** Why a rule does not do what it seems to; `names` are of what it is about. */
export const ruleWarning = z.object({
  code: z.enum([
    'group_disabled',
    'group_paused',
    'channel_gone',
    'channel_disabled',
    'category_gone',
    'category_disabled',
    /** An earlier rule takes everybody whom this one would. */
    'never_reached',
    /** No condition: nothing behind it is ever asked. */
    'takes_everything',
  ]),
  names: z.array(z.string()),
})
export type RuleWarning = z.infer<typeof ruleWarning>

export type RuleView = RuleSettings & {
  id: string
  version: number
  groupName: string
  warnings: RuleWarning[]
}

export type ChannelDefault = {
  id: string
  publicKey: string
  name: string
  version: number
  disabled: boolean
  siteIds: string[]
  projectTypes: string[]
  defaultGroupId: string
  defaultGroupName: string
}

/** What a rule can name. */
export type RoutingChoices = {
  channels: ChannelDefault[]
  groups: { id: string; name: string; disabled: boolean; paused: boolean }[]
  categories: { id: string; parentId: string | null; names: Record<string, string>; disabled: boolean }[]
  /** Tags that customers carry, and product categories that were asked about: for suggestions. */
  tags: string[]
  productCategories: string[]
  timeZone: string
}

/** A rule as it is in a form: in place of the one with this id, or a new one behind `afterId`, or the last. */
export const ruleDraft = z.object({
  id: z.uuid().nullable(),
  afterId: z.uuid().nullable().optional(),
  rule: ruleSettings,
})
export const replayRuleInput = ruleDraft
export type ReplayRuleInput = z.output<typeof replayRuleInput>
export type RuleReplay = {
  /** How many customers were looked at, and when the first of them came. */
  asked: number
  since: string | null
  /** Would have gone to another group. */
  moved: number
  moves: { from: string; to: string; count: number }[]
  /** Would have stayed in their group with another priority. */
  reprioritised: number
  taken: { before: number; after: number }
}

/** A customer like this, at that moment, with a rule that is not saved yet. */
export const previewDraftInput = z.object({
  channelKey: z.string().min(1).max(64),
  siteId: z.string().max(64).optional(),
  projectType: z.string().max(64).optional(),
  productCategory: z.string().max(64).optional(),
  categoryId: z.uuid().optional(),
  language: z.string().max(16).optional(),
  customerTags: z.array(z.string().max(40)).max(20).default([]),
  vipLevel: z.int().min(0).max(9).default(0),
  stage: stage.optional(),
  /** After sale: the order whose owner is served first. */
  orderId: z.string().max(64).optional(),
  /** Rules and hours as of then; agents and queues are those of now. */
  at: z.iso.datetime({ offset: true }).optional(),
  draft: ruleDraft.optional(),
})
export type PreviewDraft = z.infer<typeof previewDraftInput>
/** A conversation given to one agent, whatever that agent holds. */
export const assignInput = z.object({ agentId: z.uuid(), reason: z.string().trim().min(1).max(200) })

export const handOverInput = z.object({
  reason: z.string().trim().min(1).max(200),
  /** Take nothing new from now on: the own choice becomes offline first. */
  goOffline: z.boolean().default(true),
})

/** What became of each conversation that was handed over; `error` where it stayed. */
export const handOverResult = z.object({
  conversationId: z.uuid(),
  number: z.int(),
  customerName: z.string(),
  outcome: dispatchOutcome.nullable(),
  agentName: z.string().nullable(),
  groupName: z.string().nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
})
export type HandOverResult = z.infer<typeof handOverResult>
export const setPeopleDisabledInput = z.object({
  ids: z.array(z.uuid()).min(1).max(200),
  disabled: z.boolean(),
})
/** `handedOver`: what became of each conversation that they held. */
export type RetireResult = { changed: number; handedOver: HandOverResult[] }
