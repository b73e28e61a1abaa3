import { createHmac } from 'node:crypto'

/**
 * What a receiver checks: `t=<epoch seconds>,v1=<hex HMAC-SHA256 of "t.delivery.body">`, with a `v1` for each
 * secret that is valid. The delivery's id is signed too, so that one body cannot be passed off as another.
 */
export function signDelivery(secrets: readonly string[], delivery: string, at: number, body: string): string {
  const t = Math.floor(at / 1_000)
  const sign = (secret: string) =>
    createHmac('sha256', secret).update(`${t}.${delivery}.${body}`).digest('hex')
  return [`t=${t}`, ...secrets.map((secret) => `v1=${sign(secret)}`)].join(',')
}
