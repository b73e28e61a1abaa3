import { createPrivateKey, generateKeyPairSync, type JsonWebKey } from 'node:crypto'
import { SignJWT } from 'jose'
import { now } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { env } from '@/server/platform/env'
import { seal, unseal } from '@/server/platform/seal'
import { findPushKeys, insertPushKeys, type StoredKeys } from '../store/push'

const PURPOSE = 'push key'
const LIFETIME_S = 12 * 3_600

/** A point of the curve as browsers want it: uncompressed. */
const pointOf = ({ x = '', y = '' }: JsonWebKey): string =>
  Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]).toString(
    'base64url',
  )

/** Made once for the installation, whichever process needs them first. */
async function pushKeys(): Promise<StoredKeys> {
  const kept = await findPushKeys(pool())
  if (kept) return kept
  const pair = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const jwk = pair.privateKey.export({ format: 'jwk' })
  const privateKey = seal(PURPOSE, '1', JSON.stringify(jwk))
  await insertPushKeys(pool(), { publicKey: pointOf(jwk), privateKey })
  const made = await findPushKeys(pool())
  if (!made) throw new Error('the push keys could not be kept')
  return made
}

export const pushPublicKey = async (): Promise<string> => (await pushKeys()).publicKey

/** Who calls a push service (RFC 8292). */
export async function vapidFor(endpoint: string): Promise<string> {
  const { publicKey, privateKey } = await pushKeys()
  const opened = unseal(PURPOSE, '1', privateKey)
  if (opened === null) throw new Error('the push key cannot be opened: was AUTH_SECRET changed?')
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT' })
    .setAudience(new URL(endpoint).origin)
    .setSubject(env().publicUrl?.startsWith('https:') ? env().publicUrl! : 'mailto:switchyard@localhost')
    .setExpirationTime(Math.floor(now().getTime() / 1_000) + LIFETIME_S)
    .sign(createPrivateKey({ key: JSON.parse(opened) as JsonWebKey, format: 'jwk' }))
  return `vapid t=${token}, k=${publicKey}`
}
