import { z } from 'zod'

export type SignInAnswer =
  | { kind: 'signed_in'; locale: string | null }
  | { kind: 'refused' }
  /** The password was right; a code of the second step is asked for, or the one given was wrong. */
  | { kind: 'code_needed' }
  | { kind: 'code_wrong' }
  /** Comes in by single sign-on. */
  | { kind: 'password_off' }
  | { kind: 'throttled'; seconds: number }

const sessionShape = z.object({ user: z.object({ locale: z.string().nullish() }).optional() })

async function post(path: string, values: Record<string, string>): Promise<string> {
  const { csrfToken } = z
    .object({ csrfToken: z.string() })
    .parse(await (await fetch('/api/auth/csrf', { cache: 'no-store' })).json())
  const response = await fetch(`/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...values, csrfToken, json: 'true', callbackUrl: '/' }),
  })
  if (response.status >= 500) throw new Error(`Sign-in answered ${response.status}`)
  return z.object({ url: z.string() }).parse(await response.json()).url
}

/** Speaks next-auth's protocol: the answer is an address whose `error` says what went wrong. */
export async function signIn(email: string, password: string, code = ''): Promise<SignInAnswer> {
  const url = await post('callback/credentials', { email, password, code })
  const error = new URL(url, location.origin).searchParams.get('error')
  const seconds = /^throttled:(\d+)$/.exec(error ?? '')?.[1]
  if (seconds) return { kind: 'throttled', seconds: Number(seconds) }
  if (error === 'CredentialsSignin') return { kind: 'refused' }
  if (error === 'code_needed' || error === 'code_wrong' || error === 'password_off') return { kind: error }
  if (error) throw new Error(error)
  const session = sessionShape.safeParse(await (await fetch('/api/auth/session')).json())
  return { kind: 'signed_in', locale: session.data?.user?.locale ?? null }
}

export async function signOut(): Promise<void> {
  await post('signout', {})
  location.assign('/sign-in')
}

/** What stands on the button of single sign-on; null where there is none. */
export async function findSsoOffer(): Promise<{ label: string } | null> {
  const response = await fetch('/api/sso/offer', { cache: 'no-store' })
  if (!response.ok) return null
  return z
    .object({ label: z.string() })
    .nullable()
    .parse(await response.json())
}
