import { encode } from 'next-auth/jwt'
import {
  beginSso,
  cookieValue,
  findSsoOffer,
  finishSso,
  flowSeconds,
  type SsoRefusal,
  sessionCookieName,
} from '@/server/modules/accounts'
import { isPlaceOfThisSite } from '@/server/modules/accounts/contract'
import { env } from '@/server/platform/env'
import { secrets } from '@/server/platform/secrets'
import { claimsOf, sessionSeconds } from './auth-options'

export const ssoPath = '/api/sso'
const flowCookie = 'switchyard.sso'
const noStore = { 'cache-control': 'no-store' }

/** The browser's way to the identity provider and back; the session is the same cookie as after a password. */
export async function handleSso(request: Request): Promise<Response> {
  const url = new URL(request.url)
  if (request.method !== 'GET') return new Response('Method not allowed', { status: 405 })
  if (url.pathname === `${ssoPath}/offer`) return Response.json(await findSsoOffer(), { headers: noStore })
  if (url.pathname === `${ssoPath}/start`) return start(url)
  if (url.pathname === `${ssoPath}/callback`) return finish(request, url)
  return new Response('Not found', { status: 404 })
}

/** As browsers see this server: behind a proxy the request itself does not know. */
const origin = (url: URL) => env().publicUrl ?? url.origin

async function start(url: URL): Promise<Response> {
  const next = url.searchParams.get('next') ?? '/'
  const begun = await beginSso(`${origin(url)}${ssoPath}/callback`, isPlaceOfThisSite(next) ? next : '/')
  if (!begun) return backToSignIn('failed')
  return redirect(begun.url, [setCookie(flowCookie, begun.cookie, flowSeconds, ssoPath)])
}

async function finish(request: Request, url: URL): Promise<Response> {
  const callback = new URL(`${origin(url)}${ssoPath}/callback${url.search}`)
  const result = await finishSso(callback, cookieValue(request.headers.get('cookie'), [flowCookie]))
  // Used up, whatever came of it.
  const forget = setCookie(flowCookie, '', 0, ssoPath)
  if (result.kind === 'refused') return backToSignIn(result.reason, [forget])
  const { userId, ...session } = result.session
  const token = await encode({
    token: claimsOf({ ...session, id: userId }),
    ...{ secret: secrets().authSecret, maxAge: sessionSeconds },
  })
  return redirect(result.next, [forget, setCookie(sessionCookieName(), token, sessionSeconds, '/')])
}

function backToSignIn(reason: SsoRefusal, cookies: string[] = []): Response {
  return redirect(`/sign-in?sso=${reason}`, cookies)
}

function redirect(location: string, cookies: string[]): Response {
  const headers = new Headers({ ...noStore, location })
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return new Response(null, { status: 303, headers })
}

const isSecure = () => env().publicUrl?.startsWith('https:') ?? false

function setCookie(name: string, value: string, seconds: number, path: string): string {
  const secure = isSecure() ? '; Secure' : ''
  return `${name}=${value}; Path=${path}; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`
}
