import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { secrets } from './secrets'

/**
 * Keeps small secrets in the database that only this installation can read: AES-256-GCM under a key derived
 * from AUTH_SECRET, one for each purpose. Who takes the database alone cannot open them; who loses the secret
 * cannot either.
 */
const ivBytes = 12
const tagBytes = 16

function keyOf(purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secrets().authSecret, 'switchyard', purpose, 32))
}

/** `bound` names whose secret it is: a sealed value moved to another row does not open. */
export function seal(purpose: string, bound: string, text: string): Buffer {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', keyOf(purpose), iv).setAAD(Buffer.from(bound))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed])
}

/** null when it was sealed under another secret, for somebody else, or is damaged. */
export function unseal(purpose: string, bound: string, sealed: Uint8Array): string | null {
  try {
    const bytes = Buffer.from(sealed)
    const decipher = createDecipheriv('aes-256-gcm', keyOf(purpose), bytes.subarray(0, ivBytes))
    decipher.setAAD(Buffer.from(bound)).setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
    return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString(
      'utf8',
    )
  } catch {
    return null
  }
}

/** A hash that cannot be guessed at without the installation's secret, for short random codes. */
export function keyedHash(purpose: string, text: string): Buffer {
  return createHmac('sha256', keyOf(purpose)).update(text).digest()
}
