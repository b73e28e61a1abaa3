import { readSessionCookie } from '@/server/modules/accounts'

/** What a page shell may know: that the cookie is signed and not run out. Data calls check the rest. */
export async function findSession(cookieHeader: string | null): Promise<{ locale: string | null } | null> {
  const session = await readSessionCookie(cookieHeader)
  return session && { locale: session.locale }
}
