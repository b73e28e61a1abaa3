import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { env } from '@/server/platform/env'

export type Claims = Record<string, unknown>

/** How the double errs on purpose. */
export type Mood = {
  nonce?: string
  issuer?: string
  audience?: string
  /** Seconds by which its clock is ahead. */
  clock?: number
  /** Signs with a key that it does not publish. */
  foreignKey?: boolean
  /** The issuer that its own description names. */
  describedAs?: string
}

/** An identity provider on 127.0.0.1: description, keys, and a token endpoint that checks PKCE. */
export async function startOidcDouble() {
  // It stands on this machine.
  env().webhookPrivate = true
  const key = await generateKeyPair('RS256')
  const foreign = await generateKeyPair('RS256')
  const jwk = { ...(await exportJWK(key.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }
  const codes = new Map<string, { claims: Claims; nonce: string; challenge: string; mood: Mood }>()
  let mood: Mood = {}
  let origin = ''

  async function token(body: URLSearchParams): Promise<{ status: number; answer: object }> {
    const grant = codes.get(body.get('code') ?? '')
    codes.delete(body.get('code') ?? '')
    const digest = await crypto.subtle.digest('SHA-256', Buffer.from(body.get('code_verifier') ?? ''))
    if (!grant || Buffer.from(digest).toString('base64url') !== grant.challenge)
      return { status: 400, answer: { error: 'invalid_grant' } }
    const seconds = Math.floor(Date.now() / 1000) + (grant.mood.clock ?? 0)
    const idToken = await new SignJWT({ ...grant.claims, nonce: grant.mood.nonce ?? grant.nonce })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setIssuer(grant.mood.issuer ?? origin)
      .setAudience(grant.mood.audience ?? body.get('client_id') ?? '')
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + 300)
      .sign((grant.mood.foreignKey ? foreign : key).privateKey)
    return {
      status: 200,
      answer: { access_token: 'x', token_type: 'Bearer', expires_in: 300, id_token: idToken },
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const send = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (request.url === '/.well-known/openid-configuration')
      return void send(200, {
        issuer: mood.describedAs ?? origin,
        authorization_endpoint: `${origin}/authorize`,
        token_endpoint: `${origin}/token`,
        jwks_uri: `${origin}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      })
    if (request.url === '/keys') return void send(200, { keys: [jwk] })
    if (request.url !== '/token') return void send(404, {})
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const made = await token(new URLSearchParams(Buffer.concat(chunks).toString()))
    send(made.status, made.answer)
  }

  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer: origin,
    mood: (next: Mood) => {
      mood = next
    },
    /** What a browser does at the provider: the person signs in and is sent back. */
    consent: (authorizeUrl: string, claims: Claims, changes: { state?: string } = {}): URL => {
      const asked = new URL(authorizeUrl).searchParams
      const code = `code-${Math.random()}`
      const challenge = asked.get('code_challenge') ?? ''
      codes.set(code, { claims, nonce: asked.get('nonce') ?? '', challenge, mood })
      const back = new URL(asked.get('redirect_uri') ?? '')
      back.search = new URLSearchParams({ code, state: changes.state ?? asked.get('state') ?? '' }).toString()
      return back
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

export type OidcDouble = Awaited<ReturnType<typeof startOidcDouble>>
