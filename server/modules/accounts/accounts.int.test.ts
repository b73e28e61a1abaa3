import { encode } from 'next-auth/jwt'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { setPeopleDisabled } from '@/server/modules/workforce'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { secrets } from '@/server/platform/secrets'
import { onSignal } from '@/server/platform/signals'
import { useTestDatabase } from '@/server/platform/testing/database'
import {
  authenticateCookie,
  authenticateRequest,
  authenticateToken,
  changePassword,
  createToken,
  forgetPrincipals,
  hashPassword,
  revokeToken,
  signIn,
} from '.'
import { throttle } from './domain/throttle'

vi.stubEnv('AUTH_SECRET', 'a'.repeat(40))
vi.stubEnv('TOKEN_SECRET', 'b'.repeat(40))
useTestDatabase()

const password = 'correct horse battery'
let address = ''
let user = { id: '', email: '' }

beforeEach(async () => {
  user = await makeUser()
  address = newId()
  forgetPrincipals()
})

async function makeUser() {
  const id = newId()
  const email = `u-${id}@example.org`
  await pool().query('insert into users(id, email, name, password_hash) values ($1, $2, $3, $4)', [
    id,
    email,
    'Mei',
    await hashPassword(password),
  ])
  return { id, email }
}

async function cookieOf(userId: string, sessionVersion = 1) {
  const token = await encode({ token: { sub: userId, sessionVersion }, secret: secrets().authSecret })
  return `x=1; switchyard.session=${token}`
}

const principalOf = async (id: string) => {
  const principal = await authenticateCookie(await cookieOf(id))
  if (!principal) throw new Error('not signed in')
  return principal
}

describe('signing in', () => {
  it('accepts the right password however the address is typed', async () => {
    const result = await signIn({ email: ` ${user.email.toUpperCase()} `, password }, address)
    expect(result).toMatchObject({ kind: 'signed_in', userId: user.id, sessionVersion: 1 })
  })

  it('gives one answer to a wrong name, a wrong password, a disabled user and nonsense', async () => {
    const off = await makeUser()
    await pool().query('update users set disabled_at = now() where id = $1', [off.id])
    const attempts = [
      { email: 'nobody@example.org', password },
      { email: user.email, password: 'wrong' },
      { email: off.email, password },
      { email: user.email },
      null,
    ]
    for (const attempt of attempts) expect(await signIn(attempt, address)).toEqual({ kind: 'refused' })
  })

  it('refuses an account after too many wrong passwords, right ones too, and says how long', async () => {
    for (let i = 0; i < throttle.account.attempts; i++)
      await signIn({ email: user.email, password: 'wrong' }, newId())
    const result = await signIn({ email: user.email, password }, address)
    expect(result.kind).toBe('throttled')
    expect(result.kind === 'throttled' && result.retryAfterSeconds).toBeGreaterThan(1)
  })

  it('throttles names that do not exist exactly alike', async () => {
    const email = `${newId()}@example.org`
    const kinds: string[] = []
    for (let i = 0; i <= throttle.account.attempts; i++)
      kinds.push((await signIn({ email, password: 'wrong' }, newId())).kind)
    expect(kinds.at(-1)).toBe('throttled')
    expect(new Set(kinds.slice(0, -1))).toEqual(new Set(['refused']))
  })

  it('counts attempts made at once one by one', async () => {
    const results = await Promise.all(
      Array.from({ length: 20 }, () => signIn({ email: user.email, password: 'wrong' }, newId())),
    )
    expect(results.filter((r) => r.kind === 'refused')).toHaveLength(throttle.account.attempts)
  })

  it('forgives earlier mistakes after a right password', async () => {
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < throttle.account.attempts - 1; i++)
        await signIn({ email: user.email, password: 'wrong' }, newId())
      expect((await signIn({ email: user.email, password }, newId())).kind).toBe('signed_in')
    }
  })

  it('refuses an address that tries many accounts', async () => {
    for (let i = 0; i < throttle.address.attempts; i++)
      await signIn({ email: `${newId()}@example.org`, password: 'wrong' }, address)
    expect((await signIn({ email: user.email, password }, address)).kind).toBe('throttled')
  })
})

describe('sessions', () => {
  it('end at once when the password changes, and streams are told', async () => {
    const principal = await principalOf(user.id)
    const told: string[] = []
    const stop = onSignal('user_revoked', ({ userId }) => told.push(userId))
    await changePassword(principal, { currentPassword: password, newPassword: 'another good one' })
    stop()
    expect(told).toEqual([user.id])
    expect(await authenticateCookie(await cookieOf(user.id))).toBe(null)
    expect(await authenticateCookie(await cookieOf(user.id, 2))).toMatchObject({ userId: user.id })
  })

  it('end at once when the user is disabled; tokens too', async () => {
    const admin = await principalOf((await makeUser()).id)
    const { token } = await createToken({ userId: user.id, name: 'Mei' }, { name: 'ci', expiresInDays: null })
    expect(await authenticateToken(`Bearer ${token}`)).toMatchObject({ userId: user.id })
    await setPeopleDisabled(admin, [user.id], true)
    expect(await authenticateCookie(await cookieOf(user.id))).toBe(null)
    expect(await authenticateToken(`Bearer ${token}`)).toBe(null)
  })

  it('are refused when forged, foreign or empty', async () => {
    const foreign = await encode({ token: { sub: user.id, sessionVersion: 1 }, secret: 'c'.repeat(40) })
    for (const header of [
      null,
      '',
      'switchyard.session=',
      'switchyard.session=abc',
      `switchyard.session=${foreign}`,
    ])
      expect(await authenticateCookie(header)).toBe(null)
  })

  it('need the current password to change it', async () => {
    const principal = await principalOf(user.id)
    const change = changePassword(principal, { currentPassword: 'wrong', newPassword: 'another good one' })
    await expect(change).rejects.toMatchObject({
      code: 'invalid_input',
      fields: [{ path: 'currentPassword' }],
    })
  })
})

describe('personal access tokens', () => {
  it('are stored as a hash only and shown in part', async () => {
    const { token, view } = await createToken(
      { userId: user.id, name: 'Mei' },
      { name: 'ci', expiresInDays: 7 },
    )
    expect(token.startsWith(view.prefix)).toBe(true)
    const { rows } = await pool().query('select * from access_tokens where id = $1', [view.id])
    expect(JSON.stringify(rows)).not.toContain(token.slice(12))
  })

  it('are refused from the moment of revocation', async () => {
    const principal = await principalOf(user.id)
    const { token, view } = await createToken(principal, { name: 'ci', expiresInDays: null })
    expect(await authenticateToken(`Bearer ${token}`)).not.toBe(null)
    await revokeToken(principal, view.id)
    expect(await authenticateToken(`Bearer ${token}`)).toBe(null)
  })

  it('are refused after their time', async () => {
    const { token, view } = await createToken(
      { userId: user.id, name: 'Mei' },
      { name: 'ci', expiresInDays: 1 },
    )
    await pool().query(`update access_tokens set expires_at = now() - interval '1 second' where id = $1`, [
      view.id,
    ])
    expect(await authenticateToken(`Bearer ${token}`)).toBe(null)
  })

  it('of somebody else cannot be revoked', async () => {
    const { view } = await createToken({ userId: user.id, name: 'Mei' }, { name: 'ci', expiresInDays: null })
    const other = await principalOf((await makeUser()).id)
    await expect(revokeToken(other, view.id)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('that are wrong never fall back to the cookie', async () => {
    const headers = { authorization: `Bearer swy_pat_${'a'.repeat(43)}`, cookie: await cookieOf(user.id) }
    expect(await authenticateRequest(new Request('http://x/', { headers }))).toBe(null)
  })
})
