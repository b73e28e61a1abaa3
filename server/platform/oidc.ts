import * as client from 'openid-client'
import { nowMs } from './clock'
import { env } from './env'
import { callOut } from './outbound-read'

/**
 * OpenID Connect as the relying party: authorization code with PKCE, state and nonce. The library checks
 * issuer, audience, signature, times and nonce of the id token; what the claims are good for is for the
 * caller to decide.
 */
export type Provider = { issuer: string; clientId: string; clientSecret: string | undefined }
export type Flow = { state: string; nonce: string; verifier: string }
export type Identity = {
  subject: string
  email: string | null
  emailVerified: boolean
  name: string | null
}

/** What the provider said or did wrong, fit for an administrator; never holds a token. */
export class OidcError extends Error {
  override name = 'OidcError'
}

const timeoutSeconds = 8
const clockToleranceSeconds = 60

export function oidcSecret(): string | undefined {
  return env().oidcClientSecret
}

/** Nothing of a provider is longer, its keys included. */
const maxBytes = 512 * 1024

/**
 * Description, keys and tokens go the way of everything that goes out: the addresses stand in a form, and the
 * provider's own description names more of them.
 */
const fetchOut: client.CustomFetch = async (url, { method, headers, body }) => {
  const { status, contentType, bytes } = await callOut({
    ...{ url, headers, maxBytes, timeoutMs: timeoutSeconds * 1_000, allowInside: env().webhookPrivate },
    method: method === 'POST' ? 'POST' : 'GET',
    ...(body === null || body === undefined ? {} : { body: String(body) }),
  })
  const empty = status === 204 || status === 304
  return new Response(empty ? null : new Uint8Array(bytes), {
    status,
    headers: { 'content-type': contentType },
  })
}

async function discover({ issuer, clientId, clientSecret }: Provider): Promise<client.Configuration> {
  const url = new URL(issuer)
  return client.discovery(
    url,
    clientId,
    { [client.clockTolerance]: clockToleranceSeconds },
    clientSecret ? client.ClientSecretPost(clientSecret) : client.None(),
    {
      [client.customFetch]: fetchOut,
      timeout: timeoutSeconds,
      // The signature too, although the token comes straight from the provider.
      execute: [
        client.enableNonRepudiationChecks,
        ...(url.protocol === 'http:' ? [client.allowInsecureRequests] : []),
      ],
    },
  )
}

/** Where the provider says it is reached. @throws {OidcError} */
export async function tryProvider(provider: Provider): Promise<{ authorization: string; token: string }> {
  const metadata = (await discover(provider).catch(asOidcError)).serverMetadata()
  if (!metadata.authorization_endpoint || !metadata.token_endpoint || !metadata.jwks_uri)
    throw new OidcError('The provider does not name its endpoints.')
  return { authorization: metadata.authorization_endpoint, token: metadata.token_endpoint }
}

/** @throws {OidcError} */
export async function beginFlow(
  provider: Provider,
  redirectUri: string,
): Promise<{ url: string; flow: Flow }> {
  const config = await discover(provider).catch(asOidcError)
  const flow = {
    state: client.randomState(),
    nonce: client.randomNonce(),
    verifier: client.randomPKCECodeVerifier(),
  }
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid email profile',
    state: flow.state,
    nonce: flow.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(flow.verifier),
    code_challenge_method: 'S256',
  })
  return { url: url.href, flow }
}

/** `callback` is the whole address that the provider sent the browser back to. @throws {OidcError} */
export async function finishFlow(provider: Provider, callback: URL, flow: Flow): Promise<Identity> {
  const config = await discover(provider).catch(asOidcError)
  const tokens = await client
    .authorizationCodeGrant(config, callback, {
      pkceCodeVerifier: flow.verifier,
      expectedState: flow.state,
      expectedNonce: flow.nonce,
      idTokenExpected: true,
    })
    .catch(asOidcError)
  const claims = tokens.claims()
  if (!claims) throw new OidcError('The provider sent no id token.')
  if (claims.iat > nowMs() / 1000 + clockToleranceSeconds)
    throw new OidcError('The id token comes from the future: the clocks differ too much.')
  return {
    subject: claims.sub,
    email: typeof claims.email === 'string' ? claims.email.trim().toLowerCase() : null,
    emailVerified: claims.email_verified === true,
    name: typeof claims.name === 'string' ? claims.name.trim().slice(0, 100) || null : null,
  }
}

function asOidcError(error: unknown): never {
  const { message, code, cause } = error as { message?: string; code?: string; cause?: { message?: string } }
  const parts = [message, code, cause?.message].filter((part) => typeof part === 'string')
  throw new OidcError([...new Set(parts)].join(': ').slice(0, 300), { cause: error })
}
