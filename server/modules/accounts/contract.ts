import { z } from 'zod'

export const locales = ['en', 'zh'] as const
export type Locale = (typeof locales)[number]

/** next-auth's cookie: the second where the public address is https. */
export const sessionCookieNames = ['switchyard.session', '__Secure-switchyard.session']

/** Lengths are in characters. Long beats complicated: there is no rule about kinds of characters. */
export const passwordLength = { min: 10, max: 200 } as const

export const signInInput = z.object({
  email: z.string().trim().min(1).max(200),
  password: z.string().min(1).max(passwordLength.max),
})

export const changePasswordInput = z.object({
  currentPassword: z.string().min(1).max(passwordLength.max),
  newPassword: z.string().min(passwordLength.min).max(passwordLength.max),
})

export const ratingTag = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  names: z.partialRecord(z.enum(locales), z.string().trim().min(1).max(60)),
  scores: z.array(z.number().int().min(1).max(5)).min(1).max(5),
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
  /** Offered with a rating of these scores. */
  ratingTags: z.array(ratingTag).max(40).default(defaultRatingTags),
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
  ratingTags: shape.ratingTags.catch(defaults.ratingTags),
  mail: shape.mail.catch(defaults.mail),
  guide: shape.guide.catch(defaults.guide),
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

export const userDisabledInput = z.object({ userId: z.uuid(), disabled: z.boolean() })

export const auditListInput = z.object({
  entity: z.string().max(40).optional(),
  entityId: z.string().max(100).optional(),
  action: z.string().max(60).optional(),
  /** In actor, label or action. */
  search: z.string().trim().max(100).optional(),
  page: z.number().int().min(1).max(100_000).default(1),
  pageSize: z.number().int().min(1).max(200).default(50),
  direction: z.enum(['asc', 'desc']).default('desc'),
})

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
})

export type TokenView = z.infer<typeof tokenView>
export type AuditView = z.infer<typeof auditView>
export type AuditListInput = z.infer<typeof auditListInput>
