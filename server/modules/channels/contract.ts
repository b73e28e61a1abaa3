import { z } from 'zod'
import { calendarDay } from '@/server/platform/calendar-day'
import { type ThresholdOverrides, thresholdOverrides } from '../conversations/contract'
import { mostRows, type TreeProblem, type TreeProblemCode } from './domain/plan-tree-import'

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

export const weekday = z.enum(weekdays)
export type Weekday = z.infer<typeof weekday>

/** Wall-clock time of day, 'HH:mm', 00:00 to 23:59. */
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'time_of_day')

/** As timeOfDay, with '24:00' for the end of the day. */
export const endOfSpan = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'time_of_day')

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** An IANA time zone name, such as 'Europe/Berlin'. */
export const timeZone = z.string().min(1).max(64).refine(isTimeZone, 'time_zone')

/** One span of open time; a `to` before its `from` reaches into the next day. The whole day is 00:00–24:00. */
export const openSpan = z
  .object({ from: timeOfDay, to: endOfSpan })
  .refine((span) => span.from !== span.to, { error: 'empty_span', path: ['to'] })
export type OpenSpan = z.infer<typeof openSpan>

const spans = z.array(openSpan).max(12)

/** A calendar date, 'YYYY-MM-DD', that really exists. */
export const calendarDate = calendarDay

/** What one date does instead of its weekday: no spans means closed all day. */
export const hoursException = z.object({ date: calendarDate, spans, name: z.string().trim().max(120) })
export type HoursException = z.infer<typeof hoursException>

function haveOwnDates(exceptions: HoursException[]): boolean {
  return new Set(exceptions.map((exception) => exception.date)).size === exceptions.length
}

export const serviceHours = z.object({
  timeZone,
  weekly: z.object({ mon: spans, tue: spans, wed: spans, thu: spans, fri: spans, sat: spans, sun: spans }),
  exceptions: z.array(hoursException).max(400).refine(haveOwnDates, 'duplicate_date'),
})
export type ServiceHours = z.infer<typeof serviceHours>

/** Text by language, { en, zh }. */
export const localText = z.partialRecord(z.enum(['en', 'zh']), z.string().trim().max(2_000))
export type LocalText = z.infer<typeof localText>

const formField = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  label: localText,
  type: z.enum(['text', 'email', 'phone', 'choice']),
  options: z
    .array(z.strictObject({ value: z.string().min(1).max(60), label: localText }))
    .max(30)
    .default([]),
  required: z.boolean().default(false),
})
export type FormField = z.infer<typeof formField>

const menuItem = z.strictObject({
  label: localText,
  /** A link to open, a question to send, or a category to choose. */
  action: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('link'), url: z.url({ protocol: /^https?$/ }).max(2_000) }),
    z.strictObject({ kind: z.literal('text'), text: localText }),
    z.strictObject({ kind: z.literal('category'), categoryId: z.uuid() }),
  ]),
})
export type MenuItem = z.infer<typeof menuItem>

/** channels.settings: how the window behaves, and what a conversation of this channel may do. */
export const channelSettings = z.strictObject({
  /** What a customer who returns within the reopening window gets. */
  reopen: z.enum(['reopen', 'new']).default('reopen'),
  askRating: z.boolean().default(true),
  /** The agent sees what the customer is typing before it is sent. */
  typingPreview: z.boolean().default(false),
  /** The conversation can be had by mail. */
  transcript: z.boolean().default(true),
  /** What is pushed to a phone says what was written, and not only that something was. */
  pushText: z.boolean().default(false),
  closingWords: localText.default({}),
  /** Asked before the chat begins. */
  form: z.array(formField).max(10).default([]),
  /** Whether a message that is left asks for an e-mail address or a phone number. */
  contact: z.enum(['none', 'optional', 'required']).default('optional'),
  menu: z.array(menuItem).max(12).default([]),
  /** Agents are told what the customer probably wants. */
  likelyQuestion: z.boolean().default(true),
  /** The published articles of its language stand on a public page. */
  helpPage: z.boolean().default(false),
})
export type ChannelSettings = z.infer<typeof channelSettings>

// ── configuration ──

export const channelKinds = ['web', 'app', 'api', 'im'] as const
export const channelStates = ['active', 'disabled'] as const
export const channelLanguages = ['en', 'zh'] as const

/** 'https://shop.example.com': scheme, host and port, as a browser sends it. */
function isOrigin(text: string): boolean {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return false
  return new URL(text).origin === text
}
export const origin = z.string().trim().toLowerCase().max(255).refine(isOrigin, 'origin')

/** Each at most once. */
function listOf<T extends z.ZodType<string>>(item: T, most: number) {
  return z
    .array(item)
    .max(most)
    .refine((values) => new Set(values).size === values.length, 'named_twice')
}

const entryName = z.string().trim().min(1).max(64)
const version = z.number().int()

export const channelInput = z.object({
  name: z.string().trim().min(1).max(80),
  kind: z.enum(channelKinds),
  language: z.enum(channelLanguages),
  /** The first is taken where a page names none. */
  siteIds: listOf(entryName, 100),
  projectTypes: listOf(entryName, 100),
  /** Sites that may show the window; none = any. */
  allowedOrigins: listOf(origin, 50),
  color: z.string().regex(/^#[0-9a-f]{6}$/i, 'color'),
  greeting: localText,
  /** null = always open. */
  calendarId: z.uuid().nullable(),
  defaultGroupId: z.uuid('choose_one'),
  /** Only customers whom the site has signed. */
  identityForced: z.boolean(),
  confirmClosing: z.boolean(),
  settings: channelSettings.refine(
    ({ form }) => new Set(form.map((field) => field.key)).size === form.length,
    { error: 'named_twice', path: ['form'] },
  ),
  thresholds: thresholdOverrides,
})
export type ChannelConfiguration = z.output<typeof channelInput>

export const idInput = z.object({ id: z.uuid() })
export const versionInput = z.object({ id: z.uuid(), version })
export const entryInput = z.object({ entryId: z.uuid() })
export const updateChannelInput = versionInput.extend({ channel: channelInput })
export const setChannelDisabledInput = versionInput.extend({ disabled: z.boolean() })
export const retireSecretInput = versionInput.extend({ what: z.enum(['old', 'all']) })

/** One change of several channels; each names only what it changes. */
export const channelChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hours'), calendarId: z.uuid().nullable() }),
  z.object({ kind: z.literal('group'), groupId: z.uuid() }),
  z.object({ kind: z.literal('language'), language: z.enum(channelLanguages) }),
  z.object({ kind: z.literal('disabled'), disabled: z.boolean() }),
])
export type ChannelChange = z.infer<typeof channelChange>
export const editChannelsInput = z.object({ ids: z.array(z.uuid()).min(1).max(200), change: channelChange })

export const csvLimits = { bytes: 2_000_000, rows: 5_000 }
export const importInput = z.object({ csv: z.string().max(csvLimits.bytes), dryRun: z.boolean() })

const direction = z.enum(['asc', 'desc']).default('asc')
const search = z.string().trim().max(100).optional()
const paging = {
  page: z.number().int().min(1).max(100_000).default(1),
  pageSize: z.number().int().min(1).max(200).default(25),
}

export const channelSorts = ['name', 'kind', 'language', 'group', 'hours', 'open', 'state'] as const
export const channelFilter = z.object({
  search,
  state: z.enum(channelStates).optional(),
  kind: z.enum(channelKinds).optional(),
  sort: z.enum(channelSorts).default('name'),
  direction,
})
export type ChannelFilter = z.infer<typeof channelFilter>
export const listChannelsInput = channelFilter.extend(paging)

export const channelWarnings = ['no_members', 'group_disabled', 'never_open', 'any_origin'] as const
export type ChannelWarning = (typeof channelWarnings)[number]

export type ChannelRow = {
  id: string
  name: string
  kind: (typeof channelKinds)[number]
  language: string
  publicKey: string
  state: (typeof channelStates)[number]
  version: number
  groupName: string
  calendarName: string | null
  siteIds: string[]
  /** Conversations that go on now. */
  open: number
  warnings: ChannelWarning[]
}

/** Of the secret only whether there is one: it is shown once, when it is made. */
export type IdentityState = { secrets: 0 | 1 | 2; rotatedAt: string | null }

export type ChannelDetail = ChannelConfiguration & {
  id: string
  version: number
  disabled: boolean
  publicKey: string
  /** The key before it, accepted too until it is given up. */
  publicKeyOld: string | null
  identity: IdentityState
  warnings: ChannelWarning[]
}

/** What the audit log keeps: no secret, and the names of that time beside the ids. */
export type ChannelSnapshot = ChannelConfiguration & {
  disabled: boolean
  secrets: number
  groupName: string
  calendarName: string | null
}

export type ChannelUses = { rules: string[]; open: number; past: number }

// ── service hours ──

export const calendarInput = z.object({
  name: z.string().trim().min(1).max(80),
  hours: serviceHours,
  /** Not offered any more; what uses it keeps it. Absent: as it is. */
  disabled: z.boolean().optional(),
})
export type CalendarConfiguration = z.output<typeof calendarInput>
export const updateCalendarInput = versionInput.extend({ calendar: calendarInput })
export const setCalendarDisabledInput = versionInput.extend({ disabled: z.boolean() })
export const calendarSorts = ['name', 'timeZone', 'weekly', 'exceptions'] as const
export const listCalendarsInput = z.object({
  search,
  sort: z.enum(calendarSorts).default('name'),
  direction,
  ...paging,
})
export type CalendarFilter = Omit<z.infer<typeof listCalendarsInput>, 'page' | 'pageSize'>

export type CalendarRow = {
  id: string
  name: string
  timeZone: string
  version: number
  /** Open time in an ordinary week. */
  weeklyMinutes: number
  exceptions: number
  disabled: boolean
  channels: string[]
  groups: string[]
  openNow: boolean
  nextOpening: string | null
}
export type CalendarDetail = CalendarConfiguration & { id: string; version: number; uses: CalendarUses }
export type CalendarUses = { channels: string[]; groups: string[] }

/** Dates for several calendars at once; a date that one has already stays as it is unless `replace`. */
export const addExceptionsInput = z.object({
  ids: z.array(z.uuid()).min(1).max(200),
  exceptions: z.array(hoursException).min(1).max(100).refine(haveOwnDates, 'duplicate_date'),
  replace: z.boolean().default(false),
})
export type AddExceptions = z.output<typeof addExceptionsInput>

/** From today on, or from another date on. */
export const previewHoursInput = z.object({ hours: serviceHours, from: calendarDate.optional() })
export type HoursPreview = {
  days: DayPreview[]
  /** The next date on which the clocks of the zone change. */
  clocksChangeOn: string | null
}
/** One date as it will be: when it is open, and why it is not as usual. */
export type DayPreview = {
  date: string
  weekday: Weekday
  spans: { from: string; to: string; opensAt: string; closesAt: string }[]
  /** Name of the exception, where one replaces the weekday. */
  exception: string | null
  /** Minutes by which the day is longer (+) or shorter (−) than 24 hours: the clocks change. */
  clockChange: number
}

export const icalLimits = { bytes: 1_000_000, dates: 400 }
export const readIcalInput = z.object({ text: z.string().max(icalLimits.bytes) })
export type IcalReading = {
  dates: { date: string; name: string }[]
  /** What was left out, and why. */
  skipped: { name: string; reason: 'timed' | 'repeats' | 'no_date' | 'too_long' | 'past' | 'too_many' }[]
}

export { findOverlaps, type Overlap } from './domain/overlaps'

// ── categories and wrap-ups ──

export const trees = ['category', 'wrap_up'] as const
export const tree = z.enum(trees)
export type Tree = z.infer<typeof tree>
const nodeName = z.string().trim().min(1).max(80)
export const nodeNames = z.object({ en: nodeName, zh: nodeName })
export type NodeNames = z.infer<typeof nodeNames>
export const mostLevels = 6

const nodeRef = z.object({ tree, id: z.uuid(), version })
export const treeInput = z.object({ tree })
export const createNodeInput = z.object({ tree, parentId: z.uuid().nullable(), names: nodeNames })
export const renameNodeInput = nodeRef.extend({ names: nodeNames })
export const moveNodeInput = nodeRef.extend({
  parentId: z.uuid().nullable(),
  /** Its place among its new siblings, itself not counted; beyond the end = last. */
  position: z.number().int().min(0).max(10_000),
})
export const setNodeDisabledInput = nodeRef.extend({ disabled: z.boolean() })
export const deleteNodeInput = nodeRef
export const mergeNodesInput = nodeRef.extend({ intoId: z.uuid() })

const nodeRefs = z
  .array(z.object({ id: z.uuid(), version }))
  .min(1)
  .max(500)
export const bulkNodesInput = z.object({
  tree,
  nodes: nodeRefs,
  act: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('disable') }),
    z.object({ kind: z.literal('enable') }),
    /** Below another, behind what is there; null = to the top. */
    z.object({ kind: z.literal('move'), parentId: z.uuid().nullable() }),
  ]),
})
export const duplicateBranchInput = nodeRef

export const treeCsvLimits = { bytes: 20_000_000, rows: mostRows }
export const importTreeInput = z.object({
  tree,
  csv: z.string().max(treeCsvLimits.bytes),
  dryRun: z.boolean(),
})
export type TreeImportProblem = Omit<TreeProblem, 'code'> & {
  code: TreeProblemCode | 'not_csv' | 'too_many'
}
export type TreeImportReport = {
  applied: boolean
  created: number
  updated: number
  unchanged: number
  problems: TreeImportProblem[]
}

export const nodePeriods = ['week', 'month', 'quarter', 'all'] as const
export type NodePeriod = (typeof nodePeriods)[number]
export const nodeConversationsInput = z.object({
  ...{ tree, id: z.uuid(), period: z.enum(nodePeriods).default('month') },
  ...paging,
})
/** Conversations of one node, and of what stands below it, that began in the period. */
export type NodeConversations = {
  total: number
  rows: {
    id: string
    number: number
    customer: string
    agent: string | null
    openedAt: string
    node: string
  }[]
}

export const listTreeInput = treeInput.extend({ period: z.enum(nodePeriods).default('all') })

export type NodeUses = { conversations: number; rules: number; menus: number }
export type TreeNode = {
  id: string
  parentId: string | null
  names: Partial<NodeNames>
  position: number
  disabled: boolean
  version: number
  uses: NodeUses
  /** Conversations that began in the period asked for. */
  recent: number
}

// ── thresholds ──

/** As read and as wanted: what another has changed meanwhile is a conflict. */
export const setThresholdsInput = z.object({ before: thresholdOverrides, after: thresholdOverrides })
type Differing = { id: string; name: string; thresholds: ThresholdOverrides }
export type ThresholdOverview = {
  organization: ThresholdOverrides
  channels: Differing[]
  groups: Differing[]
}

export const listHistoryInput = z.object({
  entity: z.enum(['channel', 'calendar', 'category', 'wrap_up', 'organization']),
  id: z.string().max(64),
})
