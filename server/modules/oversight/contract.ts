import { z } from 'zod'
import { ratingTag } from '@/server/modules/accounts/contract'
import { webAddress } from '@/server/platform/web-address'
import { agentStatuses } from './domain/words'

export { type AlarmKind, type AlarmLevel, alarmKinds, alarmLevels } from './domain/words'

import { alarmKinds, alarmLevels } from './domain/words'

const whole = (min: number, max: number) => z.number().int().min(min).max(max)
const ids = z.array(z.uuid()).max(200)
const note = z.string().trim().max(1_000)

export const limits = { thresholdSeconds: 86_400, customers: 100_000, repeatSeconds: 86_400 }

/** Empty lists mean everywhere; a group covers those below it. */
export const alarmScope = z.strictObject({ groupIds: ids.default([]), channelIds: ids.default([]) })
export const alarmReceivers = z.strictObject({
  /** The agent concerned. */
  owner: z.boolean().default(false),
  userIds: ids.default([]),
  roleKeys: z.array(z.string().max(60)).max(50).default([]),
})

const fields = {
  /** Empty: called after its kind. */
  name: z.string().trim().max(80),
  kind: z.enum(alarmKinds),
  level: z.enum(alarmLevels),
  /** Seconds, customers or stars, by kind. For no_reply 0 stands for the conversation's own threshold. */
  threshold: whole(0, limits.customers),
  scope: alarmScope,
  receivers: alarmReceivers,
  repeatSeconds: whole(30, limits.repeatSeconds).nullable(),
  webhookUrl: webAddress.nullable(),
  enabled: z.boolean(),
}
export const alarmRuleSettings = z.strictObject(fields).superRefine(({ kind, threshold }, context) => {
  const refuse = () => context.addIssue({ code: 'custom', message: 'threshold_of_kind', path: ['threshold'] })
  if (kind === 'low_rating') {
    if (threshold < 1 || threshold > 5) refuse()
  } else if (kind === 'queue_length') {
    if (threshold < 1) refuse()
  } else if (threshold > limits.thresholdSeconds || (threshold < 1 && !mayBeZero.has(kind))) refuse()
})
const mayBeZero = new Set<string>(['no_reply', 'unassigned_message', 'missing_from_shift'])
export type AlarmRuleSettings = z.infer<typeof alarmRuleSettings>

export const createAlarmRuleInput = alarmRuleSettings
export const updateAlarmRuleInput = z.object({ id: z.uuid(), version: z.int(), rule: alarmRuleSettings })
export const deleteAlarmRuleInput = z.object({ id: z.uuid(), version: z.int() })
export const setAlarmRulesEnabledInput = z.object({
  rules: z.array(deleteAlarmRuleInput).min(1).max(200),
  enabled: z.boolean(),
})
export type AlarmRuleView = AlarmRuleSettings & { id: string; version: number; open: number }

export const alarmStates = ['open', 'acknowledged', 'resolved'] as const
export type AlarmState = (typeof alarmStates)[number]
export const listAlarmsInput = z.object({
  state: z.enum(alarmStates).optional(),
  level: z.enum(alarmLevels).optional(),
  kind: z.enum(alarmKinds).optional(),
  search: z.string().trim().max(100).optional(),
  page: whole(1, 100_000).default(1),
  pageSize: whole(1, 200).default(50),
  direction: z.enum(['asc', 'desc']).default('desc'),
})
export type ListAlarmsInput = z.infer<typeof listAlarmsInput>
export const acknowledgeInput = z.object({ id: z.uuid(), note: note.default('') })

export type AlarmView = {
  id: string
  ruleId: string | null
  ruleName: string
  kind: (typeof alarmKinds)[number]
  level: (typeof alarmLevels)[number]
  state: AlarmState
  /** Seconds, customers or stars, by kind. */
  value: number | null
  conversation: { id: string; number: number; customer: string } | null
  agent: { id: string; name: string } | null
  group: { id: string; name: string } | null
  raisedAt: string
  toldAt: string
  timesTold: number
  acknowledgedAt: string | null
  acknowledgedBy: string | null
  note: string | null
  resolvedAt: string | null
}

export const listFollowUpsInput = z.object({
  state: z.enum(['open', 'done']).optional(),
  search: z.string().trim().max(100).optional(),
  page: whole(1, 100_000).default(1),
  pageSize: whole(1, 200).default(50),
  direction: z.enum(['asc', 'desc']).default('desc'),
})
export type ListFollowUpsInput = z.infer<typeof listFollowUpsInput>
export const followUpInput = z.object({ conversationId: z.uuid(), note: z.string().trim().min(1).max(1_000) })
export type FollowUpView = {
  /** The conversation's. */
  id: string
  number: number
  customer: string
  score: number
  tags: string[]
  comment: string | null
  source: 'closing' | 'invitation'
  agent: string | null
  group: string | null
  at: string
  followedUpAt: string | null
  followedUpBy: string | null
  note: string | null
}

export const saveRatingTagsInput = z.object({
  /** As read: another change in between is a conflict. */
  before: z.array(ratingTag),
  tags: z
    .array(ratingTag)
    .max(40)
    .refine((tags) => new Set(tags.map(({ key }) => key)).size === tags.length, 'duplicate_key'),
})

export const setAgentStatusInput = z.object({
  agentId: z.uuid(),
  status: z.enum(agentStatuses),
  reason: z.string().trim().max(60).optional(),
})
export const pauseEffectInput = z.object({ ids: ids.min(1) })
export type PauseEffect = {
  groupId: string
  name: string
  waiting: number
  /** null: they are taken as messages. */
  overflow: string | null
}

/** One line of a conversation's record. */
export type RecordEntry = {
  key: string
  at: string
  seq: number | null
  type: string
  audience: 'both' | 'staff'
  actor: string | null
  /** Values for the sentence of its type. */
  values: Record<string, string | number | null>
  decisionId: string | null
  message: {
    kind: string
    side: 'customer' | 'agent' | 'bot' | 'system'
    text: string
    file: string | null
  } | null
}
