import { z } from 'zod'
import { customerSettings } from './customer-settings'
import { callSettings, defaultCallSettings, defaultTicketSettings, ticketSettings } from './tickets'

const languages = ['en', 'zh'] as const

/** Kinds of numbers that are made unreadable in messages; all off until somebody wants it. */
export const maskingSettings = z.strictObject({
  cards: z.boolean(),
  phones: z.boolean(),
  identities: z.boolean(),
})
export type MaskingSettings = z.infer<typeof maskingSettings>

const days = z.number().int().min(1).max(36_500).nullable()

/** After so many days; null keeps it for good. */
export const retentionSettings = z.strictObject({
  /** Words, files and the customer of conversations that have ended; what reports count stays. */
  conversationDays: days,
  attachmentDays: days,
  /** Names and addresses beside the audit log. */
  auditDays: days,
})
export type RetentionSettings = z.infer<typeof retentionSettings>

export const accentColor = z.string().regex(/^#[0-9a-f]{6}$/i, 'color')

export const brandingSettings = z.strictObject({
  /** Shown instead of the product's name; empty = the product's. */
  productName: z.string().trim().max(60),
  logoId: z.uuid().nullable(),
  /** White text stands on it: at least 4.5 to 1. */
  accent: accentColor.refine((color) => contrastOf(color, '#ffffff') >= 4.5, 'contrast').nullable(),
})
export type BrandingSettings = z.infer<typeof brandingSettings>

type Words = Partial<Record<(typeof languages)[number], string>>
/** By language; an empty text is none. */
const words = z
  .partialRecord(z.enum(languages), z.string().trim().max(2_000))
  .transform((all): Words => Object.fromEntries(Object.entries(all).filter(([, text]) => text !== '')))

/** What the customer's window says where a channel says nothing of its own. */
export const windowTexts = z.strictObject({ greeting: words, queue: words, offline: words, closing: words })
export type WindowTexts = z.infer<typeof windowTexts>
export const windowTextKeys = ['greeting', 'queue', 'offline', 'closing'] as const

/** Those that mail is sent about. */
export const mailSubjects = ['roster'] as const
const mailChoice = z.strictObject({ mentions: z.boolean(), roster: z.boolean(), alarms: z.boolean() })

export const notificationSettings = z.strictObject({
  sound: z.boolean(),
  desktop: z.boolean(),
  mail: mailChoice,
})
export type NotificationSettings = z.infer<typeof notificationSettings>

/** users.preferences: what is absent is as the organisation says. */
export const notificationPreferences = z.strictObject({
  sound: z.boolean().optional(),
  desktop: z.boolean().optional(),
  mail: mailChoice.partial().optional(),
})
export type NotificationPreferences = z.infer<typeof notificationPreferences>
export type NotificationView = { defaults: NotificationSettings; own: NotificationPreferences }

export const rosterLimits = z.strictObject({
  longestShiftHours: z.number().int().min(1).max(48),
  maxShiftHours: z.number().min(1).max(48),
  minRestHours: z.number().min(0).max(48),
  maxWeekHours: z.number().min(1).max(168),
})
/** As the settings page shows it: who decides on swaps, and the limits. */
const rosterPart = rosterLimits.extend({ swapsNeedApproval: z.boolean() })
export const rosterSettings = rosterPart.refine(
  ({ maxShiftHours, longestShiftHours }) => maxShiftHours <= longestShiftHours,
  { path: ['maxShiftHours'], message: 'above_longest' },
)

const percent = z.number().int().min(1).max(100)

/** What the live page's figures are held against; waits for a reply have their own thresholds. */
export const monitorTargets = z.strictObject({
  /** More customers in all queues than this need a person to look. */
  queueing: z.number().int().min(1).max(100_000),
  longestWaitSeconds: z.number().int().min(1).max(86_400),
  /** Of those on shift, so many should be able to take somebody. */
  ablePercent: percent,
  /** Above it there is no reserve left. */
  occupancyPercent: percent,
  serviceLevelPercent: percent,
  /** More of those who came giving up is too many. */
  abandonedPercent: percent,
})
export type MonitorTargets = z.infer<typeof monitorTargets>

/** Keys of organization.settings that the settings page keeps. */
export const systemSettings = {
  monitor: monitorTargets.default({
    queueing: 5,
    longestWaitSeconds: 30,
    ablePercent: 50,
    occupancyPercent: 85,
    serviceLevelPercent: 80,
    abandonedPercent: 5,
  }),
  masking: maskingSettings.default({ cards: false, phones: false, identities: false }),
  retention: retentionSettings.default({ conversationDays: null, attachmentDays: null, auditDays: null }),
  customers: customerSettings.default({
    fields: [],
    blockedAnswer: 'told',
    blockedText: { en: '', zh: '' },
  }),
  branding: brandingSettings.default({ productName: '', logoId: null, accent: null }),
  texts: windowTexts.default({ greeting: {}, queue: {}, offline: {}, closing: {} }),
  notifications: notificationSettings.default({
    sound: false,
    desktop: false,
    mail: { mentions: false, roster: false, alarms: false },
  }),
  tickets: ticketSettings.default(defaultTicketSettings),
  calls: callSettings.default(defaultCallSettings),
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

export const organizationFacts = z.strictObject({
  name: z.string().trim().min(1).max(80),
  timeZone: z.string().min(1).max(64).refine(isTimeZone, 'time_zone'),
  defaultLanguage: z.enum(languages),
})
export type OrganizationFacts = z.infer<typeof organizationFacts>

/** Each is saved for itself, over the value that was read. */
export const settingsSections = {
  organization: organizationFacts,
  masking: maskingSettings,
  retention: retentionSettings,
  customers: customerSettings,
  branding: brandingSettings,
  texts: windowTexts,
  notifications: notificationSettings,
  roster: rosterSettings,
  monitor: monitorTargets,
  tickets: ticketSettings,
  calls: callSettings,
}
export type SettingsSection = keyof typeof settingsSections
export const sectionKeys = Object.keys(settingsSections) as [SettingsSection, ...SettingsSection[]]
export type SettingsValues = { [K in SettingsSection]: z.infer<(typeof settingsSections)[K]> }

const save = <K extends SettingsSection>(section: K) =>
  z.object({
    section: z.literal(section),
    before: settingsSections[section],
    value: settingsSections[section],
  })
export const saveSectionInput = z.discriminatedUnion('section', [
  save('organization'),
  save('masking'),
  save('retention'),
  save('customers'),
  save('branding'),
  save('texts'),
  save('notifications'),
  save('monitor'),
  save('tickets'),
  save('calls'),
  // What stands may be older than the rule.
  z.object({ section: z.literal('roster'), before: rosterPart, value: rosterSettings }),
])
export const sectionInput = z.object({ section: z.enum(sectionKeys) })
export const restoreSectionInput = z.object({ entryId: z.uuid() })

export type RetentionPreview = { conversations: number; attachments: number; auditValues: number }

/** Base64 of a PNG, JPEG or WebP file. */
export const logoInput = z.object({
  data: z
    .string()
    .max(720_000)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/),
})

/** What anybody may see: the sign-in page and the customer's window carry it. */
export type PublicBranding = {
  organization: string
  productName: string
  logoUrl: string | null
  accent: string | null
  /** IANA name: rosters and reports go by its days, wherever the reader sits. */
  timeZone: string
}

/** Its address never shows anything else, so that it can be kept for ever. */
export const logoPath = (id: string) => `/api/logo/${id}`

/** WCAG contrast of two colours, 1 to 21. */
export function contrastOf(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

function luminance(color: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}
