import { decode, encode } from 'next-auth/jwt'
import { z } from 'zod'
import { now } from '@/server/platform/clock'
import { type Db, inTransaction, prisma } from '@/server/platform/db/prisma'
import { log } from '@/server/platform/log'
import {
  beginFlow,
  finishFlow,
  type Identity,
  OidcError,
  oidcSecret,
  type Provider,
} from '@/server/platform/oidc'
import { secrets } from '@/server/platform/secrets'
import type { OidcSettings } from '../contract'
import { decideArrival } from '../domain/single-sign-on'
import { recordAudit } from '../store/audit'
import * as identities from '../store/identities'
import { insertUser } from '../store/new-users'
import { readOrganizationSettings } from '../store/organization'
import { findUser, markSignedIn } from '../store/users'
import type { SignedIn } from './sign-in'

const salt = 'single sign-on'
export const flowSeconds = 10 * 60

const flowClaims = z.object({
  ...{ state: z.string(), nonce: z.string(), verifier: z.string(), issuer: z.string() },
  /** Where to go afterwards: a path of this site. */
  next: z.string(),
})

export type SsoRefusal =
  | 'off'
  | 'failed'
  | 'unverified'
  | 'domain'
  | 'unknown'
  | 'disabled'
  | 'linked_elsewhere'

/** On the button of the sign-in page; null = there is no single sign-on. */
export async function findSsoOffer(): Promise<{ label: string } | null> {
  const { signIn } = await readOrganizationSettings(prisma())
  return signIn.oidc && { label: signIn.oidc.label }
}

/** Where to send the browser, and what it brings back in a cookie, encrypted. null = it cannot begin. */
export async function beginSso(
  redirectUri: string,
  next: string,
): Promise<{ url: string; cookie: string } | null> {
  const { signIn } = await readOrganizationSettings(prisma())
  if (!signIn.oidc) return null
  try {
    const { url, flow } = await beginFlow(providerOf(signIn.oidc), redirectUri)
    const claims = { ...flow, issuer: signIn.oidc.issuer, next }
    const cookie = await encode({
      token: claims,
      ...{ secret: secrets().authSecret, salt, maxAge: flowSeconds },
    })
    return { url, cookie }
  } catch (error) {
    return refused(error)
  }
}

/** `callback` is the address the provider sent the browser to, as it was registered. */
export async function finishSso(
  callback: URL,
  cookie: string | null,
): Promise<{ kind: 'refused'; reason: SsoRefusal } | { kind: 'entered'; session: SignedIn; next: string }> {
  const { signIn } = await readOrganizationSettings(prisma())
  if (!signIn.oidc) return { kind: 'refused', reason: 'off' }
  const claims =
    cookie && (await decode({ token: cookie, secret: secrets().authSecret, salt }).catch(() => null))
  const flow = flowClaims.safeParse(claims)
  // Not begun in this browser, too long ago, or with another provider.
  if (!flow.success || flow.data.issuer !== signIn.oidc.issuer) return { kind: 'refused', reason: 'failed' }
  try {
    const identity = await finishFlow(providerOf(signIn.oidc), callback, flow.data)
    const session = await enter(signIn.oidc, identity)
    return 'reason' in session
      ? { kind: 'refused', reason: session.reason }
      : { kind: 'entered', session, next: flow.data.next }
  } catch (error) {
    return refused(error) ?? { kind: 'refused', reason: 'failed' }
  }
}

function providerOf({ issuer, clientId }: OidcSettings): Provider {
  return { issuer, clientId, clientSecret: oidcSecret() }
}

function refused(error: unknown): null {
  if (!(error instanceof OidcError)) throw error
  log().warn({ reason: error.message }, 'single sign-on failed')
  return null
}

async function enter(settings: OidcSettings, identity: Identity): Promise<SignedIn | { reason: SsoRefusal }> {
  const userId = await inTransaction(async (tx) => admit(tx, settings, identity))
  if (typeof userId !== 'string') return userId
  const user = await findUser(prisma(), userId)
  if (!user || user.disabledAt) return { reason: 'disabled' }
  await markSignedIn(userId, now())
  const { name, locale, sessionVersion } = user
  // Who checks the second step here is the provider.
  return { kind: 'signed_in', userId, name, locale, sessionVersion, secondStepDue: false }
}

async function admit(
  tx: Db,
  settings: OidcSettings,
  identity: Identity,
): Promise<string | { reason: SsoRefusal }> {
  const { issuer: provider, entry, domains, role } = settings
  const { subject, email } = identity
  await identities.lockArrival(tx, provider, subject, email ?? '')
  const arrival = decideArrival(
    identity,
    {
      linked: await identities.findLinked(tx, provider, subject),
      byEmail: email ? await identities.findByEmail(tx, provider, email) : null,
    },
    { entry, domains },
  )
  if (arrival.kind === 'refuse') return { reason: arrival.reason }
  if (arrival.kind === 'enter') return arrival.userId
  const createdAt = now()
  const name = identity.name ?? email ?? subject
  const userId =
    arrival.kind === 'link'
      ? arrival.userId
      : await insertUser(tx, {
          ...{ email: arrival.email, name, passwordHash: null, role: role ?? '', createdAt },
        })
  await identities.linkIdentity(tx, { userId, provider, subject, createdAt })
  await recordAudit(tx, {
    ...{ actor: { userId, name }, entity: 'user', entityId: userId, label: name },
    action: arrival.kind === 'link' ? 'identity_linked' : 'created',
    after: { provider, ...(arrival.kind === 'create' && { email: arrival.email, roles: [role] }) },
  })
  return userId
}
