import { createHmac, timingSafeEqual } from 'node:crypto'
import { keyedHash } from '@/server/platform/seal'

/** A report that was signed earlier or later than this is not taken. */
export const SIGNED_WITHIN_SECONDS = 300

/** Made from the installation's own secret and a number, so that nothing has to be kept; another number is another one. */
export const providerSecret = (number: number): string =>
  `swc_call_${keyedHash('call provider', String(number)).toString('base64url')}`

const mac = (secret: string, seconds: number, body: string): Buffer =>
  createHmac('sha256', secret).update(`${seconds}.${body}`).digest()

export const signBody = (secret: string, seconds: number, body: string): string =>
  `t=${seconds},v1=${mac(secret, seconds, body).toString('hex')}`

export function isSigned(header: string | null, body: string, secret: string, atSeconds: number): boolean {
  const [, time, hex] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? '') ?? []
  if (!time || !hex || Math.abs(atSeconds - Number(time)) > SIGNED_WITHIN_SECONDS) return false
  return timingSafeEqual(mac(secret, Number(time), body), Buffer.from(hex, 'hex'))
}
