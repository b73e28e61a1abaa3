import { createHmac, generateKeyPairSync } from 'node:crypto'
import { exportSPKI, type JWTPayload, SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { now } from '@/server/platform/clock'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { startSession } from './actions/start-session'

useTestDatabase()

const seconds = () => Math.floor(now().getTime() / 1_000)
const sign = (secret: string, sub: string, claims: JWTPayload = {}) =>
  new SignJWT({ sub, exp: seconds() + 60, ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(secret))

const [newer, older] = ['n'.repeat(43), 'o'.repeat(43)]
const start = (
  identityToken: string | undefined,
  identitySecretOld: string | null = null,
  identityForced = true,
  identitySecret = newer,
) =>
  startSession({
    channel: {
      ...{ identitySecret, identitySecretOld, identityForced, siteIds: [], projectTypes: [] },
      ...{ publicKey: 'shop', publicKeyOld: 'shop-before' },
    },
    ...{ identityToken, rememberedId: null, profile: {}, trusted: false },
  })
const refused = { code: 'unauthenticated' }

describe('a customer whom the site has signed', () => {
  it('is the same person under the newer and the older of two live secrets', async () => {
    const sub = newId()
    const first = await start(await sign(older, sub), older)
    const second = await start(await sign(newer, sub), older)
    expect(second.id).toBe(first.id)
    expect(second.externalId).toBe(sub)
  })

  it('is refused under a secret that was given up, or that was never one', async () => {
    await expect(start(await sign(older, 'a'))).rejects.toMatchObject(refused)
    await expect(start(await sign('x'.repeat(43), 'a'), older)).rejects.toMatchObject(refused)
  })

  it('is asked for where identities are forced, and not elsewhere', async () => {
    await expect(start(undefined)).rejects.toMatchObject(refused)
    expect((await start(undefined, null, false)).externalId).toBe(null)
  })

  it.each<[string, () => JWTPayload]>([
    ['a clock that goes half a minute wrong', () => ({ exp: seconds() - 20, iat: seconds() + 20 })],
    ['a life of a whole day', () => ({ exp: seconds() + 24 * 3_600 })],
    ['this channel by name', () => ({ aud: 'shop' })],
    ['this channel among others', () => ({ aud: ['app', 'shop'] })],
    ['the name that the channel had before', () => ({ aud: 'shop-before' })],
  ])('comes in with %s', async (_, claims) => {
    for (const secret of [newer, older]) {
      expect((await start(await sign(secret, 'a', claims()), older)).externalId).toBe('a')
    }
  })

  it.each<[string, () => JWTPayload]>([
    ['an end that has passed', () => ({ exp: seconds() - 60 })],
    ['no end', () => ({ exp: undefined })],
    ['an end beyond a day', () => ({ exp: seconds() + 25 * 3_600 })],
    ['an end that never comes', () => ({ exp: Number.MAX_SAFE_INTEGER })],
    ['a beginning that has not come', () => ({ nbf: seconds() + 300 })],
    ['a making in the future', () => ({ iat: seconds() + 300 })],
    ['the name of another channel', () => ({ aud: 'other' })],
    ['nobody in it', () => ({ sub: undefined })],
    ['an empty name', () => ({ sub: '' })],
  ])('is refused with %s, whichever secret signed it', async (_, claims) => {
    for (const secret of [newer, older]) {
      await expect(start(await sign(secret, 'a', claims()), older)).rejects.toMatchObject(refused)
    }
  })
})

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const forged = (header: object, claims: object, signature: (text: string) => string) => {
  const text = `${part(header)}.${part(claims)}`
  return `${text}.${signature(text)}`
}
const hmac = (hash: string, secret: string) => (text: string) =>
  createHmac(hash, secret).update(text).digest('base64url')

describe('a forged identity', () => {
  const claims = () => ({ sub: 'a', exp: seconds() + 60 })

  it.each<[string, () => string | Promise<string>]>([
    ['without a signature', () => forged({ alg: 'none' }, claims(), () => '')],
    ['without a signature, spelt otherwise', () => forged({ alg: 'nOnE' }, claims(), () => '')],
    ['of no algorithm', () => forged({ typ: 'JWT' }, claims(), hmac('sha256', newer))],
    ['by another hash of the right secret', () => forged({ alg: 'HS512' }, claims(), hmac('sha512', newer))],
    [
      'with what it must understand',
      () => forged({ alg: 'HS256', crit: ['x'], x: 1 }, claims(), hmac('sha256', newer)),
    ],
    ['with a signature cut short', async () => (await sign(newer, 'a')).slice(0, -10)],
    ['with an empty signature', async () => `${(await sign(newer, 'a')).split('.').slice(0, 2).join('.')}.`],
    [
      'with claims exchanged under a right signature',
      async () => {
        const [header, , signature] = (await sign(newer, 'a')).split('.')
        return `${header}.${part({ ...claims(), sub: 'b' })}.${signature}`
      },
    ],
    ['that is no token', () => 'a.b.c'],
    ['that is empty', () => ''],
  ])('%s is refused', async (_, make) => {
    await expect(start(await make(), older)).rejects.toMatchObject(refused)
  })

  it('cannot take the algorithm of a public key for its own', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
    const pem = await exportSPKI(publicKey as never)
    const byKey = await new SignJWT(claims()).setProtectedHeader({ alg: 'RS256' }).sign(privateKey)
    await expect(start(byKey, null, true, pem)).rejects.toMatchObject(refused)
  })
})
