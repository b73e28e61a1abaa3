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
