import { errors, type JWTPayload, jwtVerify } from 'jose'
import { z } from 'zod'
import { now } from '@/server/platform/clock'
import { AppError } from '@/server/platform/errors'

/**
 * Who a site says its customer is. HMAC with SHA-256 and nothing else: an algorithm that the token chooses could be
 * "none", or take the secret for a public key. A token lives a day at most, so that one that leaks dies by itself.
 */
export const CLOCK_TOLERANCE_S = 30
export const LONGEST_LIFE_S = 24 * 3_600

const webAddress = z.url({ protocol: /^https?$/ }).max(2_000)

/** An order that the embedding site says is this customer's. */
const signedOrder = z.object({
  id: z.string().min(1).max(64),
  title: z.string().trim().min(1).max(200),
  status: z.string().trim().max(60).optional(),
  amount: z.number().min(0).max(999_999_999_999).optional(),
  currency: z.string().length(3).optional(),
  imageUrl: webAddress.optional(),
  url: webAddress.optional(),
  placedAt: z.iso.datetime({ offset: true }).optional(),
})

const identity = z.object({
  sub: z.string().min(1).max(200),
  name: z.string().trim().max(80).optional(),
  email: z.string().max(200).optional(),
  phone: z.string().trim().max(40).optional(),
  vip: z.number().int().min(0).max(9).optional(),
  orders: z.array(signedOrder).max(20).default([]),
})
export type Identity = z.infer<typeof identity>

export type Verifying = {
  secret: string
  /** Accepted too while a site changes over. */
  oldSecret: string | null
  /** Names of the channel: a token that names an audience must name one of them. */
  audiences: readonly string[]
}

async function verifyWith(token: string, secret: string): Promise<JWTPayload> {
  const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
    algorithms: ['HS256'],
    requiredClaims: ['sub', 'exp'],
    currentDate: now(),
    clockTolerance: CLOCK_TOLERANCE_S,
  })
  return payload
}

function requireBounds({ exp = 0, iat, aud }: JWTPayload, audiences: readonly string[]): void {
  const at = now().getTime() / 1_000
  if (exp > at + LONGEST_LIFE_S + CLOCK_TOLERANCE_S) throw new Error('it lives longer than a day')
  if (iat !== undefined && iat > at + CLOCK_TOLERANCE_S) throw new Error('it was made in the future')
  const named = aud === undefined ? [] : [aud].flat()
  if (aud !== undefined && !named.some((one) => audiences.includes(one))) {
    throw new Error('it is meant for another channel')
  }
}

/** @throws {AppError} unauthenticated when the signature is wrong, or the token old, too long-lived or for another */
export async function verifyIdentity(token: string, of: Verifying): Promise<Identity> {
  const { oldSecret } = of
  try {
    const payload = await verifyWith(token, of.secret).catch((error: unknown) => {
      if (!oldSecret || !(error instanceof errors.JWSSignatureVerificationFailed)) throw error
      return verifyWith(token, oldSecret)
    })
    requireBounds(payload, of.audiences)
    return identity.parse(payload)
  } catch (error) {
    const message =
      'signed by HS256 with the channel’s secret, with sub and exp, living at most 24 hours, and for this channel if it names one'
    throw new AppError('unauthenticated', 'The identity token is not valid.', {
      fields: [{ path: 'identityToken', message }],
      cause: error,
    })
  }
}
