import { z } from 'zod'
import { permissions, scopes } from '@/server/access/permissions'
import {
  brandingSettings,
  locales,
  organizationSettings,
  ratingTag,
  signInSettings,
} from '@/server/modules/accounts/contract'
import {
  calendarInput,
  channelInput,
  localText,
  mostLevels,
  timeZone,
} from '@/server/modules/channels/contract'
import { macroStep, quickReplyFields } from '@/server/modules/conversations/contract'
import { ruleConditions, ruleSettings } from '@/server/modules/dispatch/contract'
import { alarmReceivers, alarmRuleSettings } from '@/server/modules/oversight/contract'
import {
  groupServiceSettings,
  groupSettings,
  groupThresholds,
  limits,
  memberSettings,
  ramp,
  windowSettings,
} from '@/server/modules/workforce/contract'
import { email, flag, name } from './file-words'
import { coverageTargetEntry, rotationEntry, shiftTemplateEntry } from './roster-entries'

/**
 * The form of the configuration as a file. Records name each other by what a person would call them (names,
 * paths of names, addresses), never by ids, so that one file fits several installations. A field that is left
 * out of a record has its default; those marked "as it is" stay untouched. A section that is left out is not
 * looked at. Shapes and bounds are those of the screens.
 */
export const SCHEMA_VERSION = 1
export const FILE_KIND = 'configuration'
export const MAX_FILE_BYTES = 10 * 1024 * 1024

const most = 20_000
/** English names from the root down; the Chinese one where there is no English. */
const path = z.array(z.string().trim().min(1).max(80)).min(1).max(mostLevels)

const {
  ratingTags: _tags,
  guide: _guide,
  signIn: _signIn,
  branding: _branding,
  ...organizationKeys
} = organizationSettings.shape
const brandingEntry = brandingSettings.omit({ logoId: true })
export const organizationEntry = z.strictObject({
  name: z.string().trim().min(1).max(80),
  timeZone,
  language: z.enum(locales).default('en'),
  settings: z
    .strictObject({ ...organizationKeys, branding: brandingEntry.default({ productName: '', accent: null }) })
    .prefault({}),
})

/** How one signs in, without the client's secret. Left out = as it is, like every section. */
export const signInEntry = signInSettings

export const roleEntry = z.strictObject({
  key: z.string().trim().min(1).max(60),
  name,
  description: z.string().trim().max(500).default(''),
  permissions: z.partialRecord(z.enum(permissions), z.enum(scopes)),
})

export const calendarEntry = z.strictObject({ name, ...calendarInput.shape.hours.shape })

export const userEntry = z.strictObject({
  email,
  name: z.string().trim().min(1).max(120),
  roles: z.array(z.string().min(1).max(60)).max(50),
  disabled: flag,
})

export const agentEntry = z.strictObject({
  agent: email,
  publicName: z.string().trim().min(1).max(120),
  languages: z.array(z.string().trim().min(1).max(16)).max(20).default([]),
  capacity: z.number().int().min(0).max(limits.capacity),
  ramp: ramp.default([]),
  window: windowSettings.nullable().default(null),
  enabled: z.boolean().default(true),
})

const { agentId: _agentId, ...memberShape } = memberSettings.shape
const memberEntry = z.strictObject({
  agent: email,
  level: memberShape.level.default(1),
  quality: memberShape.quality.default(10),
  capacity: memberShape.capacity.default(null),
  offlineReceiver: memberShape.offlineReceiver.default(false),
})

const group = groupSettings.shape
export const groupEntry = z.strictObject({
  name: group.name,
  description: group.description.default(''),
  parent: name.nullable().default(null),
  disabled: flag,
  /** How the members' weights come about; absent = as it is. */
  qualityMode: z.enum(['manual', 'computed']).optional(),
  intakePaused: flag,
  calendar: name.nullable().default(null),
  offlineMode: group.offlineMode.default('even'),
  maxQueueLength: group.maxQueueLength.default(null),
  maxWaitSeconds: group.maxWaitSeconds.default(null),
  overflowGroup: name.nullable().default(null),
  serviceLevelSeconds: group.serviceLevelSeconds.default(30),
  settings: groupServiceSettings.prefault({}),
  thresholds: groupThresholds.prefault({}),
  /** Absent = as they are. */
  members: z.array(memberEntry).max(limits.members).optional(),
})

export type NodeEntry = {
  names: { en?: string | undefined; zh?: string | undefined }
  disabled: boolean
  children: NodeEntry[]
}
export const nodeEntry: z.ZodType<NodeEntry> = z.strictObject({
  names: z
    .strictObject({ en: name.optional(), zh: name.optional() })
    .refine(({ en, zh }) => (en ?? zh) !== undefined, 'a name is needed'),
  disabled: flag,
  get children() {
    return z.array(nodeEntry).max(1_000).default([])
  },
}) as never

const channel = channelInput.shape
const menuEntry = z.strictObject({
  label: localText,
  action: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('link'), url: z.url({ protocol: /^https?$/ }).max(2_000) }),
    z.strictObject({ kind: z.literal('text'), text: localText }),
    z.strictObject({ kind: z.literal('category'), category: path }),
  ]),
})
export const channelEntry = z.strictObject({
  name: channel.name,
  /** Absent = as it is, or a new one. */
  publicKey: z
    .string()
    .regex(/^[A-Za-z0-9_-]{3,64}$/)
    .optional(),
  kind: channel.kind.default('web'),
  language: channel.language.default('en'),
  disabled: flag,
  siteIds: channel.siteIds.default([]),
  projectTypes: channel.projectTypes.default([]),
  allowedOrigins: channel.allowedOrigins.default([]),
  color: channel.color.default('#2f6fed'),
  greeting: channel.greeting.default({}),
  calendar: name.nullable().default(null),
  defaultGroup: name,
  identityForced: flag,
  confirmClosing: flag,
  settings: z
    .strictObject({ ...channel.settings.shape, menu: z.array(menuEntry).max(12).default([]) })
    .prefault({}),
  thresholds: channel.thresholds.prefault({}),
})

const { channelIds, categoryIds: _categoryIds, ...otherConditions } = ruleConditions.shape
export const ruleEntry = z.strictObject({
  name: ruleSettings.shape.name,
  enabled: z.boolean().default(true),
  group: name,
  priorityBoost: ruleSettings.shape.priorityBoost.default(0),
  when: z
    .strictObject({ channels: channelIds, categories: z.array(path).max(500).optional(), ...otherConditions })
    .prefault({}),
})

export const busyReasonEntry = z.strictObject({
  key: z.string().trim().min(1).max(60),
  names: z.partialRecord(z.enum(locales), z.string().trim().min(1).max(60)),
  disabled: flag,
})

export const quickReplyEntry = z.strictObject({
  group: name.nullable().default(null),
  shortcut: quickReplyFields.shortcut,
  title: quickReplyFields.title,
  text: quickReplyFields.text,
})

const [reply, , note, tag, , , snooze, end] = macroStep.options
const stepEntry = z.discriminatedUnion('kind', [
  reply,
  /** Of the group named, or for all. */
  z.strictObject({
    kind: z.literal('quick_reply'),
    shortcut: quickReplyFields.shortcut,
    group: name.nullable().default(null),
  }),
  note,
  tag,
  z.strictObject({ kind: z.literal('wrap_up'), wrapUp: path }),
  z.strictObject({
    kind: z.literal('transfer'),
    group: name,
    reason: z.string().trim().min(1).max(200),
  }),
  snooze,
  end,
])
export const macroEntry = z.strictObject({
  group: name.nullable().default(null),
  name: z.string().trim().min(1).max(60),
  position: z.int().min(0).max(1_000).default(0),
  steps: z.array(stepEntry).max(10),
})

const alarm = alarmRuleSettings.shape
export const alarmRuleEntry = z.strictObject({
  name: alarm.name.default(''),
  kind: alarm.kind,
  level: alarm.level,
  threshold: alarm.threshold,
  groups: z.array(name).max(200).default([]),
  channels: z.array(name).max(200).default([]),
  tell: z
    .strictObject({
      owner: alarmReceivers.shape.owner,
      users: z.array(email).max(200).default([]),
      roles: alarmReceivers.shape.roleKeys,
    })
    .prefault({}),
  repeatSeconds: alarm.repeatSeconds.default(null),
  webhookUrl: alarm.webhookUrl.default(null),
  enabled: z.boolean().default(true),
})

const list = <T extends z.ZodType>(entry: T) => z.array(entry).max(most).optional()

export const configuration = z.strictObject({
  organization: organizationEntry.optional(),
  roles: list(roleEntry),
  calendars: list(calendarEntry),
  users: list(userEntry),
  signIn: signInEntry.optional(),
  agents: list(agentEntry),
  groups: list(groupEntry),
  categories: list(nodeEntry),
  wrapUps: list(nodeEntry),
  channels: list(channelEntry),
  routingRules: list(ruleEntry),
  busyReasons: list(busyReasonEntry),
  ratingTags: list(ratingTag),
  quickReplies: list(quickReplyEntry),
  macros: list(macroEntry),
  alarmRules: list(alarmRuleEntry),
  shiftTemplates: list(shiftTemplateEntry),
  rotations: list(rotationEntry),
  coverageTargets: list(coverageTargetEntry),
})
export type Configuration = z.output<typeof configuration>

export const configurationFile = z.strictObject({
  switchyard: z.literal(FILE_KIND),
  schema: z.literal(SCHEMA_VERSION),
  product: z.string().max(40).optional(),
  exportedAt: z.string().max(40).optional(),
  /** The organisation it was taken from. */
  from: z.string().max(200).optional(),
  ...configuration.shape,
})
