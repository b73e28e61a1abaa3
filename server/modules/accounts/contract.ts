import { z } from 'zod'
import { signInSettings } from './contract/sign-in'

export * from './contract/notices'
export * from './contract/roles'
export * from './contract/sign-in'

import { rosterLimits, systemSettings } from './contract/settings'

export * from './contract/customer-settings'
export * from './contract/settings'
export * from './contract/tickets'

export const locales = ['en', 'zh'] as const
export type Locale = (typeof locales)[number]

/** next-auth's cookie: the second where the public address is https. */
export const sessionCookieNames = ['switchyard.session', '__Host-switchyard.session']

/**
 * Where to go after signing in. Browsers read `/\host` as `//host` and pass over tabs and line breaks, so nothing
 * but what stands in an address as it is written is taken.
 */
export const isPlaceOfThisSite = (next: string): boolean => /^\/(?!\/)[!-[\]-~]*$/.test(next)

/** Carries whose view the console is looked at with. */
export const viewCookieName = 'switchyard.view'

/** Lengths are in characters. Long beats complicated: there is no rule about kinds of characters. */
export const passwordLength = { min: 10, max: 200 } as const

export const signInInput = z.object({
  email: z.string().trim().min(1).max(200),
  password: z.string().min(1).max(passwordLength.max),
  /** Of the second step: six digits, or a recovery code. */
  code: z.string().trim().max(40).optional(),
})

export const changePasswordInput = z.object({
  currentPassword: z.string().min(1).max(passwordLength.max),
  newPassword: z.string().min(passwordLength.min).max(passwordLength.max),
})

export const linkPurposes = ['invitation', 'password_reset'] as const
export type LinkPurpose = (typeof linkPurposes)[number]
/** How long a one-time link works. */
export const linkHours: Record<LinkPurpose, number> = { invitation: 7 * 24, password_reset: 1 }

const linkToken = z.string().min(20).max(100)
const newPassword = changePasswordInput.shape.newPassword
export const linkInput = z.object({ token: linkToken, purpose: z.enum(linkPurposes) })
export const acceptInvitationInput = z.object({
  token: linkToken,
  name: z.string().trim().min(1).max(80),
  password: newPassword,
  locale: z.enum(locales),
})
export const resetPasswordInput = z.object({ token: linkToken, password: newPassword })
export const forgotPasswordInput = z.object({ email: z.email().max(200) })
export type LinkView = {
  email: string
  name: string
  locale: string | null
  organization: string
  expiresAt: string
}

/** What an administrator says of a user; roles by key. */
export const userSettings = z.object({
  name: z.string().trim().min(1).max(80),
  email: z.email().max(200),
  locale: z.enum(locales).nullable(),
  roles: z.array(z.string().min(1).max(80)).max(20),
})
export type UserSettings = z.infer<typeof userSettings>

export const pictureLimits = { bytes: 512 * 1024, pixels: 4096 }

export const ratingTag = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  names: z.partialRecord(z.enum(locales), z.string().trim().min(1).max(60)),
  scores: z.array(z.number().int().min(1).max(5)).min(1).max(5),
  /** Offered to nobody any more; ratings that carry it keep its name. */
  disabled: z.literal(true).optional(),
})
export type RatingTag = z.infer<typeof ratingTag>

const good = [4, 5]
const bad = [1, 2, 3]

/** What an organisation offers until it says otherwise. */
const defaultRatingTags: RatingTag[] = [
  { key: 'fast', names: { en: 'Quick', zh: '回复快' }, scores: good },
  { key: 'solved', names: { en: 'Problem solved', zh: '问题解决了' }, scores: good },
  { key: 'friendly', names: { en: 'Friendly', zh: '态度好' }, scores: good },
  { key: 'clear', names: { en: 'Clear answers', zh: '讲得清楚' }, scores: good },
  { key: 'slow', names: { en: 'Long wait', zh: '等得太久' }, scores: bad },
  { key: 'not_solved', names: { en: 'Not solved', zh: '没解决问题' }, scores: bad },
  { key: 'unfriendly', names: { en: 'Unfriendly', zh: '态度不好' }, scores: bad },
  { key: 'unclear', names: { en: 'Unclear answers', zh: '没讲清楚' }, scores: bad },
]

/** organization.settings; what is absent has its default. */
export const organizationSettings = z.strictObject({
  /** Overrides of the thresholds for everybody (conversations/contract.ts). */
  thresholds: z.record(z.string(), z.number().int()).default({}),
  /** After sale, when the owner of the order is not able: wait for them, take their group, or leave a message. */
  orderOwner: z
    .strictObject({
      mode: z.enum(['wait', 'group', 'message']),
      waitSeconds: z.number().int().min(1).max(3_600),
    })
    .default({ mode: 'group', waitSeconds: 60 }),
  /** The customer's last agent is preferred for so long; null prefers nobody. */
  stickinessHours: z.number().int().min(1).max(8_760).nullable().default(null),
  /** Whether a supervisor decides on shifts that two agents swap, or their agreement is enough. */
  swapsNeedApproval: z.boolean().default(true),
  /** Offered with a rating of these scores. */
  ratingTags: z.array(ratingTag).max(40).default(defaultRatingTags),
  /** Rosters: a longer shift cannot be saved; beyond the others the plan is marked. */
  roster: rosterLimits.default({
    longestShiftHours: 16,
    maxShiftHours: 10,
    minRestHours: 11,
    maxWeekHours: 48,
  }),
  /** Mail out; the password stands in the environment (SMTP_PASSWORD) or in DATA_DIR, never here. */
  mail: z
    .strictObject({
      host: z.string().trim().min(1).max(200),
      port: z.number().int().min(1).max(65_535),
      secure: z.boolean(),
      user: z.string().trim().max(200).default(''),
      from: z.email().max(200),
    })
    .nullable()
    .default(null),
  /** How one signs in: second step, single sign-on. */
  signIn: signInSettings.default(signInSettings.parse({})),
  ...systemSettings,
  /** How the first-run guide was left; what is done it sees for itself. */
  guide: z
    .strictObject({ skipped: z.array(z.string().max(20)).max(20), dismissed: z.boolean() })
    .default({ skipped: [], dismissed: false }),
})

const { shape } = organizationSettings
const defaults = organizationSettings.parse({})
/** As stored: keys of other versions are passed over and what fits no more has its default, so that reading stops nobody. */
export const storedOrganizationSettings = z.object({
  thresholds: shape.thresholds.catch(defaults.thresholds),
  orderOwner: shape.orderOwner.catch(defaults.orderOwner),
  stickinessHours: shape.stickinessHours.catch(defaults.stickinessHours),
  swapsNeedApproval: shape.swapsNeedApproval.catch(defaults.swapsNeedApproval),
  ratingTags: shape.ratingTags.catch(defaults.ratingTags),
  roster: shape.roster.catch(defaults.roster),
  mail: shape.mail.catch(defaults.mail),
  guide: shape.guide.catch(defaults.guide),
  signIn: shape.signIn.catch(defaults.signIn),
  masking: shape.masking.catch(defaults.masking),
  retention: shape.retention.catch(defaults.retention),
  customers: shape.customers.catch(defaults.customers),
  branding: shape.branding.catch(defaults.branding),
  texts: shape.texts.catch(defaults.texts),
  notifications: shape.notifications.catch(defaults.notifications),
  monitor: shape.monitor.catch(defaults.monitor),
  tickets: shape.tickets.catch(defaults.tickets),
  calls: shape.calls.catch(defaults.calls),
})
export type OrganizationSettings = z.infer<typeof organizationSettings>

export type MailSettings = NonNullable<OrganizationSettings['mail']>
const mailSettings = organizationSettings.shape.mail.removeDefault()
export const saveMailInput = z.object({
  mail: mailSettings,
  /** As read: another change in between is a conflict. */
  before: mailSettings,
})
export const testMailInput = z.object({ to: z.email().max(200) })
export type MailView = { mail: MailSettings | null; passwordSet: boolean }

/** An entry of the audit log to go back behind; a record whose entries are asked for. */
export const historyEntryInput = z.object({ entryId: z.uuid() })
export const recordIdInput = z.object({ id: z.uuid() })
/** What stood before the first settings were saved is no mail at all. */
export const storedMail = mailSettings

export const setLocaleInput = z.object({ locale: z.enum(locales) })

export const createTokenInput = z.object({
  name: z.string().trim().min(1).max(60),
  /** null = until revoked. */
  expiresInDays: z.number().int().min(1).max(3650).nullable().default(null),
})

export const tokenIdInput = z.object({ id: z.uuid() })

export const tokenView = z.object({
  id: z.uuid(),
  name: z.string(),
  prefix: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
})

export const auditFilter = z.object({
  entity: z.string().max(40).optional(),
  entityId: z.string().max(100).optional(),
  action: z.string().max(60).optional(),
  actorId: z.uuid().optional(),
  /** In the name of who acted, the record's name or the action. */
  search: z.string().trim().max(100).optional(),
  /** In the address, the program, or the token's name. */
  origin: z.string().trim().max(100).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
  direction: z.enum(['asc', 'desc']).default('desc'),
})
export const auditListInput = auditFilter.extend({
  page: z.number().int().min(1).max(100_000).default(1),
  pageSize: z.number().int().min(1).max(200).default(50),
})

/** Stands where a personal value was before it was erased. */
export const ERASED = '[erased]'

export const auditView = z.object({
  id: z.uuid(),
  at: z.string(),
  actorId: z.string().nullable(),
  actorName: z.string(),
  action: z.string(),
  entity: z.string(),
  entityId: z.string(),
  label: z.string(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  requestId: z.string().nullable(),
  ip: z.string().nullable(),
  client: z.string().nullable(),
  via: z.string().nullable(),
  viaName: z.string().nullable(),
  /** null for a second, until it is chained. */
  position: z.number().nullable(),
  hash: z.string().nullable(),
})

export const eraseAuditInput = z.object({ userId: z.uuid() })
export type AuditPlace = { position: number; hash: string }
/** The first place at which the chain does not hold. */
export type AuditBreak = {
  position: number
  entryId: string | null
  why:
    | 'missing'
    | 'changed'
    | 'personal_changed'
    | 'not_as_noted'
    | 'cut_off'
    | 'end_changed'
    | 'erased_unrecorded'
}
export type AuditCheck = {
  ok: boolean
  entries: number
  erased: number
  first: AuditPlace | null
  last: AuditPlace | null
  broken: AuditBreak | null
}
export type AuditFacets = {
  entities: string[]
  actions: string[]
  actors: { id: string; name: string }[]
}

export type TokenView = z.infer<typeof tokenView>
export type AuditView = z.infer<typeof auditView>
export type AuditFilter = z.infer<typeof auditFilter>
export type AuditListInput = z.infer<typeof auditListInput>
