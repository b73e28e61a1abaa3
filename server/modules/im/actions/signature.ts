import { createHash, randomInt, timingSafeEqual } from 'node:crypto'
import type { SignedHeaders } from '../domain/tolerance'

export const signOf = (nonce: string, secret: string, timestamp: string): string =>
  createHash('sha1').update(`${nonce}|${secret}|${timestamp}`).digest('hex')

/** Headers of a request in the name of an account; without `rid` in the name of the IM's administration. */
export function signedHeaders(rid: string | null, secret: string, at: number): Record<string, string> {
  const nonce = String(randomInt(1, 2 ** 47))
  const timestamp = String(at)
  return {
    'content-type': 'application/json; charset=utf-8',
    ...{ nonce, timestamp, sign: signOf(nonce, secret, timestamp) },
    ...(rid === null ? {} : { rid }),
  }
}

/** In a time that tells nothing of how much was right. */
export function isSigned({ nonce, timestamp, sign }: SignedHeaders, secret: string): boolean {
  const wanted = Buffer.from(signOf(nonce, secret, timestamp))
  const given = Buffer.from(sign.toLowerCase())
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
