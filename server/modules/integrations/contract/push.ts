import { z } from 'zod'
import { webAddress } from '@/server/platform/web-address'

/** What a browser gives: where it can be told, and the keys that only it can open. */
export const pushSubscription = z.object({
  endpoint: webAddress,
  keys: z.object({
    /** A point of P-256, uncompressed. */
    p256dh: z.string().regex(/^[\w-]{87}=?$/),
    auth: z.string().regex(/^[\w-]{22}(==)?$/),
  }),
  language: z.string().max(20).optional(),
})
export type PushSubscriptionInput = z.infer<typeof pushSubscription>

export const pushOffer = z.object({
  /** For `applicationServerKey`. */
  publicKey: z.string(),
})
