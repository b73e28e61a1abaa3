import type { NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { sessionCookieName, signIn, signOut } from '@/server/modules/accounts'
import { env } from '@/server/platform/env'
import { newId } from '@/server/platform/ids'
import { log } from '@/server/platform/log'
import { secrets } from '@/server/platform/secrets'
import { clientAddress } from './client-address'

export const sessionSeconds = 7 * 24 * 60 * 60

/** What next-auth stores in its signed cookie; `sessionVersion` is compared with the database at each use. */
type SignedIn = {
  id: string
  name: string
  sessionVersion: number
  locale: string | null
  secondStepDue: boolean
}

/** Read when asked for, because a build has neither secrets nor a database. */
export function authOptions(): NextAuthOptions {
  const secure = env().publicUrl?.startsWith('https:') ?? false
  return {
    secret: secrets().authSecret,
    session: { strategy: 'jwt', maxAge: sessionSeconds },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    useSecureCookies: secure,
    cookies: {
      sessionToken: {
        name: sessionCookieName(),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure },
      },
    },
    providers: [
      CredentialsProvider({
        credentials: { email: { type: 'email' }, password: { type: 'password' }, code: { type: 'text' } },
        authorize: (credentials, request) => authorize(credentials, request.headers ?? {}),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? claimsOf(user as SignedIn) : token),
      session: ({ session, token }) => ({
        expires: session.expires,
        user: { name: session.user?.name, locale: token.locale },
      }),
    },
    // The answer says "signed out" only once it is true of every copy of the cookie.
    events: { signOut: ({ token }) => signOut(token) },
    logger: {
      error: (code, details) => log().error({ code, err: details }, 'next-auth'),
      warn: () => {},
      debug: () => {},
    },
  }
}

/** A thrown message reaches the sign-in page as `error`. */
async function authorize(
  credentials: Record<string, string> | undefined,
  headers: Record<string, string>,
): Promise<SignedIn | null> {
  const result = await signIn(
    {
      email: credentials?.email,
      password: credentials?.password,
      code: credentials?.code || undefined,
    },
    clientAddress((name) => headers[name]),
  )
  if (result.kind === 'throttled') throw new Error(`throttled:${result.retryAfterSeconds}`)
  if (result.kind === 'refused') return null
  if (result.kind !== 'signed_in') throw new Error(result.kind)
  const { userId, name, sessionVersion, locale, secondStepDue } = result
  return { id: userId, name, sessionVersion, locale, secondStepDue }
}

/** Of a new session: its id is made here, whatever the browser held before. */
export function claimsOf({ id, name, sessionVersion, locale, secondStepDue }: SignedIn) {
  return { sub: id, sid: newId(), name, sessionVersion, locale, ...(secondStepDue && { secondStepDue }) }
}
