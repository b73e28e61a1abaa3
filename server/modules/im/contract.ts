import { z } from 'zod'
import { localText } from '@/server/modules/channels/contract'
import { webAddress } from '@/server/platform/web-address'
import { imTexts } from './domain/default-texts'

export { defaultTexts, type ImText, imTexts } from './domain/default-texts'

const word = z.string().trim().min(1).max(30)
const imId = z.string().trim().min(1).max(64)

export const defaultHandOverWords = ['0', '人工', '转人工', 'human', 'agent']
export const defaultEndWords = ['/end', '结束会话', 'end chat']

/** im_connections.settings, with the robot's id and the switch that stand in columns of their own. */
export const imSettings = z.strictObject({
  serverUrl: webAddress,
  /** Where accounts are made; empty: the same address. */
  adminUrl: webAddress.or(z.literal('')).default(''),
  robotId: imId,
  /** Whom the IM names as the owner of the shadows; empty: the robot. */
  owner: z.string().trim().max(64).default(''),
  /** The line of the IM's conversations. */
  line: z.int().min(0).max(999).default(0),
  enabled: z.boolean().default(true),
  /** First the menu of the channel, then a person on demand; otherwise a person at once. */
  menuFirst: z.boolean().default(false),
  handOverWords: z.array(word).min(1).max(20).default(defaultHandOverWords),
  endWords: z.array(word).min(1).max(20).default(defaultEndWords),
  texts: z.partialRecord(z.enum(imTexts), localText).default({}),
})
export type ImSettings = z.infer<typeof imSettings>

const secret = z.string().min(1).max(200)

export const imChannelId = z.object({ channelId: z.uuid() })
export const saveImInput = imChannelId.extend({
  /** As it was read; 0 = there is none yet. */
  version: z.int().min(0),
  connection: imSettings,
  /** Absent: as it is. */
  robotSecret: secret.optional(),
  /** Absent: as it is; null: no shadows are made any more. */
  adminSecret: secret.nullable().optional(),
})
export type SaveIm = z.infer<typeof saveImInput>

export type ImView = ImSettings & {
  channelId: string
  version: number
  hasAdminSecret: boolean
}

export const imHealthStates = ['off', 'on', 'failing'] as const
export type ImHealth = {
  state: (typeof imHealthStates)[number]
  lastSentAt: string | null
  lastReceivedAt: string | null
  failingSince: string | null
  waitingOut: number
  waitingIn: number
  /** Given up, to be sent or read again by hand. */
  givenUp: number
  refused: { forged: number; late: number; replayed: number }
}

export const imVersion = imChannelId.extend({ version: z.int() })
export const testImInput = imChannelId.extend({ imUserId: imId })

export const imAgentLink = z.strictObject({
  agentId: z.uuid(),
  imUserId: imId,
  /** Counts as connected while this is on: the status follows choice and roster. */
  receives: z.boolean().default(false),
})
export type ImAgentLink = z.infer<typeof imAgentLink>
const once = (values: readonly string[]) => new Set(values).size === values.length
export const imAgentLinks = z
  .array(imAgentLink)
  .max(1_000)
  .refine((links) => once(links.map(({ agentId }) => agentId)), 'named_twice')
  .refine((links) => once(links.map(({ imUserId }) => imUserId)), 'named_twice')
export const saveImAgentsInput = imChannelId.extend({
  /** As they were read: what another has changed meanwhile is a conflict. */
  before: imAgentLinks,
  after: imAgentLinks,
})

export const imDeliveryStates = ['waiting', 'done', 'given_up'] as const
export type ImDeliveryState = (typeof imDeliveryStates)[number]
export const listImDeliveriesInput = imChannelId.extend({
  state: z.enum(imDeliveryStates).optional(),
  page: z.int().min(1).max(10_000).default(1),
  pageSize: z.int().min(1).max(200).default(25),
})
export const resendImInput = imChannelId.extend({
  /** Absent: everything that was given up. */
  ids: z.array(z.uuid()).min(1).max(200).optional(),
})

export type ImDelivery = {
  id: string
  direction: 'in' | 'out'
  at: string
  /** Who wrote, or who is written to. */
  who: string
  /** The account that speaks or hears. */
  account: string
  conversationId: string | null
  conversationNumber: number | null
  state: ImDeliveryState
  attempts: number
  /** Sent again after a try of which nobody knows how it ended. */
  repeated: boolean
  dueAt: string
  doneAt: string | null
  lastError: string | null
}
