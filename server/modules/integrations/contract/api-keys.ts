import { z } from 'zod'
import { apiScopes } from '@/server/access/api-scopes'

/** What a key may be told to be; the secret itself is told once, when it is made. */
export const apiKeySettings = z.strictObject({
  name: z.string().trim().min(1).max(80),
  scopes: z
    .array(z.enum(apiScopes))
    .min(1)
    .max(apiScopes.length)
    .transform((scopes) => apiScopes.filter((scope) => scopes.includes(scope))),
  /** Empty: not bound to groups. */
  groupIds: z.array(z.uuid()).max(200).default([]),
  /** Addresses and networks it may be used from; empty: from anywhere. */
  networks: z.array(z.string().trim().min(2).max(60)).max(100).default([]),
  /** Calls in a minute. */
  perMinute: z.int().min(1).max(60_000).default(600),
  /** ISO 8601; null: until it is revoked. */
  expiresAt: z.iso.datetime({ offset: true }).nullable().default(null),
})
export type ApiKeySettings = z.infer<typeof apiKeySettings>

export const apiKeyVersion = z.object({ id: z.uuid(), version: z.int() })
export const updateApiKeyInput = apiKeyVersion.extend({ key: apiKeySettings })
export const rotateApiKeyInput = apiKeyVersion.extend({
  /** How long the former one is accepted beside the new one; 0: not at all. */
  overlapHours: z
    .int()
    .min(0)
    .max(30 * 24),
})

export const apiKeyStates = ['live', 'expired', 'revoked'] as const
export type ApiKeyState = (typeof apiKeyStates)[number]

export type ApiKeyView = ApiKeySettings & {
  id: string
  version: number
  prefix: string
  state: ApiKeyState
  createdAt: string
  lastUsedAt: string | null
  /** The former key is accepted until then. */
  formerUntil: string | null
}
