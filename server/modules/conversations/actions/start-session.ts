import { now } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { type CustomerProfile, type CustomerRow, upsertAnonymous, upsertKnown } from '../store/customers'
import { saveSignedOrders } from '../store/orders'
import { verifyIdentity } from './verify-identity'

/** What a session needs of its channel. */
export type SessionChannel = {
  publicKey: string
  publicKeyOld: string | null
  identitySecret: string | null
  /** Accepted too while a site changes over to the new one. */
  identitySecretOld: string | null
  identityForced: boolean
  siteIds: string[]
  projectTypes: string[]
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
    const claims = await verifyIdentity(input.identityToken, {
      ...{ secret: channel.identitySecret, oldSecret: channel.identitySecretOld },
      audiences: [channel.publicKey, channel.publicKeyOld].filter((key) => key !== null),
    })
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
