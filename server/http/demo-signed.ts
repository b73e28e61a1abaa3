import { randomBytes } from 'node:crypto'
import { SignJWT } from 'jose'
import { renderDemoSigned } from '@/customer/demo-signed'
import { loadConfiguration } from '@/server/modules/dispatch'
import { isOfDemo } from '@/server/modules/setup'
import { now } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'

const LIFETIME_S = 600

const customer = {
  id: 'demo-account-lin',
  name: 'Lin Wei',
  email: 'lin.wei@customers.example',
  order: { id: 'FH-2043', title: 'Ridge 2 tent', status: 'on its way', amount: 28_900, currency: 'EUR' },
}

/** A shop's account page that signs its customer in, for channels of the demo and for nobody real. */
export async function demoSigned(request: Request): Promise<Response> {
  const channel = (await loadConfiguration()).channelsByKey.get('demo-web')
  if (!channel || channel.disabled || !(await isOfDemo(pool(), 'channels', channel.id))) {
    return new Response('Not found', { status: 404 })
  }
  const url = new URL(request.url)
  const wanted = url.searchParams.get('lang') ?? request.headers.get('accept-language') ?? 'en'
  const { identitySecret } = channel
  const nonce = randomBytes(16).toString('base64url')
  const page = renderDemoSigned({
    ...{ channelKey: channel.publicKey, loaderSrc: '/widget.js', name: customer.name, nonce },
    language: /^zh\b/i.test(wanted.trim()) ? 'zh' : 'en',
    token: identitySecret ? await sign(identitySecret, channel.publicKey) : null,
  })
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }
  const policy = `default-src 'self'; script-src 'self' 'nonce-${nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:`
  return new Response(page, {
    headers: { ...headers, 'x-content-type-options': 'nosniff', 'content-security-policy': policy },
  })
}

function sign(secret: string, channelKey: string): Promise<string> {
  const { id, name, email, order } = customer
  const at = Math.floor(now().getTime() / 1_000)
  return new SignJWT({ name, email, orders: [order] })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(id)
    .setAudience(channelKey)
    .setIssuedAt(at)
    .setExpirationTime(at + LIFETIME_S)
    .sign(new TextEncoder().encode(secret))
}
