import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { env } from '@/server/platform/env'

const POLICY = 'content-security-policy'

type Place = { nonce: string; development: boolean; secure: boolean }

/**
 * What a page of the console may load and who may frame it. Scripts run by the nonce of this answer only; styles
 * may stand inline, because the components set them on elements. Pictures of orders and customers come from the
 * shop's own addresses.
 */
export function pagePolicy({ nonce, development, secure }: Place): string {
  const scripts = `'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`
  const rules = [
    "default-src 'self'",
    `script-src ${scripts}`,
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob: https:${secure ? '' : ' http:'}`,
    `media-src 'self' data: blob: https:${secure ? '' : ' http:'}`,
    "font-src 'self' data:",
    `connect-src 'self'${development ? ' ws:' : ''}`,
    "worker-src 'self' blob:",
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ]
  if (secure) rules.push('upgrade-insecure-requests')
  return rules.join('; ')
}

/** Of every answer; one that has its own policy (the customer's window) replaces this one. */
function general({ secure }: Pick<Place, 'secure'>): Record<string, string> {
  return {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'permissions-policy': 'geolocation=(), payment=(), usb=()',
    ...(secure && { 'strict-transport-security': 'max-age=31536000' }),
  }
}

const place = () => {
  const { publicUrl, development } = env()
  return { development, secure: publicUrl?.startsWith('https:') ?? false }
}

/** For what is answered ahead of Next's pages: data, not documents, unless the answer says otherwise. */
export function guardAnswer(outgoing: ServerResponse): void {
  for (const [name, value] of Object.entries(general(place()))) outgoing.setHeader(name, value)
  outgoing.setHeader(POLICY, "default-src 'none'; frame-ancestors 'none'")
}

/** The nonce that `guardPage` wrote into a request's policy, for scripts that stand in a page by hand. */
export const nonceOf = (policy: string | null): string | undefined => policy?.match(/'nonce-([^']+)'/)?.[1]

/** For Next's pages, which read the nonce from the request's own header of that name and write it on their scripts. */
export function guardPage(incoming: IncomingMessage, outgoing: ServerResponse): void {
  const here = place()
  const policy = pagePolicy({ ...here, nonce: randomBytes(16).toString('base64') })
  incoming.headers[POLICY] = policy
  outgoing.setHeader(POLICY, policy)
  for (const [name, value] of Object.entries(general(here))) outgoing.setHeader(name, value)
}
