import { errors, jwtVerify } from 'jose'
import { z } from 'zod'
import { now } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { type CustomerProfile, type CustomerRow, upsertAnonymous, upsertKnown } from '../store/customers'
import { saveSignedOrders } from '../store/orders'

/** What a session needs of its channel. */
export type SessionChannel = {
  identitySecret: string | null
  /** Accepted too while a site changes over to the new one. */
  identitySecretOld: string | null
  identityForced: boolean
  siteIds: string[]
  projectTypes: string[]
}

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
export type SignedOrder = z.infer<typeof signedOrder>

const identity = z.object({
  sub: z.string().min(1).max(200),
  name: z.string().trim().max(80).optional(),
  email: z.string().max(200).optional(),
  phone: z.string().trim().max(40).optional(),
  vip: z.number().int().min(0).max(9).optional(),
  orders: z.array(signedOrder).max(20).default([]),
})

function verify(token: string, secret: string) {
  return jwtVerify(token, new TextEncoder().encode(secret), {
    algorithms: ['HS256'],
    requiredClaims: ['sub', 'exp'],
    currentDate: now(),
  })
}

/** @throws {AppError} unauthenticated when the signature is wrong or the token is old */
async function verifyIdentity(
  token: string,
  secret: string,
  oldSecret: string | null,
): Promise<z.infer<typeof identity>> {
  try {
    const { payload } = await verify(token, secret).catch((error: unknown) => {
      if (!oldSecret || !(error instanceof errors.JWSSignatureVerificationFailed)) throw error
      return verify(token, oldSecret)
    })
    return identity.parse(payload)
  } catch (error) {
    throw new AppError('unauthenticated', 'The identity token is not valid.', {
      fields: [{ path: 'identityToken', message: 'wrong signature, expired, or without sub and exp' }],
      cause: error,
    })
  }
}

/** One of the values the channel allows; the first is the default. @throws {AppError} invalid_input */
export function allowedEntry(given: string | undefined, allowed: string[], path: string): string | null {
  if (given === undefined) return allowed[0] ?? null
  if (!allowed.includes(given)) {
    throw new AppError('invalid_input', 'The channel does not allow this entry.', {
      fields: [{ path, message: allowed.length ? `one of ${allowed.join(', ')}` : 'the channel knows none' }],
    })
  }
  return given
}

/** Finds or makes the customer of a new session. @throws {AppError} unauthenticated, forbidden */
export async function startSession(input: {
  channel: SessionChannel
  identityToken: string | undefined
  rememberedId: string | null
  profile: CustomerProfile
  /** The caller is staff with the right to say who the customer is. */
  trusted: boolean
}): Promise<CustomerRow> {
  const { channel, profile } = input
  const plain = input.trusted ? profile : { ...profile, vipLevel: undefined }
  if (input.identityToken !== undefined) {
    if (!channel.identitySecret) {
      throw new AppError('invalid_input', 'This channel has no identity secret.', {
        fields: [{ path: 'identityToken', message: 'not set up for this channel' }],
      })
    }
    const claims = await verifyIdentity(
      input.identityToken,
      channel.identitySecret,
      channel.identitySecretOld,
    )
    const known = {
      ...plain,
      name: claims.name ?? plain.name,
      email: claims.email ?? plain.email,
      phone: claims.phone ?? plain.phone,
      vipLevel: claims.vip ?? plain.vipLevel,
    }
    const customer = await upsertKnown(pool(), claims.sub, known, now())
    await saveSignedOrders(pool(), customer.id, claims.orders, now())
    return customer
  }
  if (channel.identityForced && !input.trusted) {
    throw new AppError('unauthenticated', 'This channel serves signed-in customers only.', {
      fields: [{ path: 'identityToken', message: 'required' }],
    })
  }
  return upsertAnonymous(pool(), input.rememberedId, plain, now())
}
