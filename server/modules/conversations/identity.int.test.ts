import { SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { now } from '@/server/platform/clock'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { startSession } from './actions/start-session'

useTestDatabase()

const sign = (secret: string, sub: string, expiresInSeconds = 60) =>
  new SignJWT({ sub, exp: Math.floor(now().getTime() / 1_000) + expiresInSeconds })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(secret))

const [newer, older] = ['n'.repeat(43), 'o'.repeat(43)]
const start = (identityToken: string | undefined, identitySecretOld: string | null, identityForced = true) =>
  startSession({
    channel: { identitySecret: newer, identitySecretOld, identityForced, siteIds: [], projectTypes: [] },
    identityToken,
    rememberedId: null,
    profile: {},
    trusted: false,
  })

describe('a customer whom the site has signed', () => {
  it('is the same person under the newer and the older of two live secrets', async () => {
    const sub = newId()
    const first = await start(await sign(older, sub), older)
    const second = await start(await sign(newer, sub), older)
    expect(second.id).toBe(first.id)
    expect(second.externalId).toBe(sub)
  })

  it('is refused under a secret that was given up, or that was never one', async () => {
    const refused = { code: 'unauthenticated' }
    await expect(start(await sign(older, 'a'), null)).rejects.toMatchObject(refused)
    await expect(start(await sign('x'.repeat(43), 'a'), older)).rejects.toMatchObject(refused)
  })

  it('is refused when the token is old, whichever secret signed it', async () => {
    for (const secret of [newer, older]) {
      await expect(start(await sign(secret, 'a', -10), older)).rejects.toMatchObject({
        code: 'unauthenticated',
      })
    }
  })

  it('is asked for where identities are forced, and not elsewhere', async () => {
    await expect(start(undefined, null)).rejects.toMatchObject({ code: 'unauthenticated' })
    expect((await start(undefined, null, false)).externalId).toBe(null)
  })
})
