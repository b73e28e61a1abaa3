import { encode } from 'next-auth/jwt'
import { Secret, TOTP } from 'otpauth'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { inTransaction } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'
import { secrets } from '@/server/platform/secrets'
import { useTestDatabase } from '@/server/platform/testing/database'
import { buildScenario } from '@/server/platform/testing/scenario'
import {
  authenticateCookie,
  authenticateToken,
  createToken,
  forgetPrincipals,
  hashPassword,
  removeSecondStep,
  signIn,
} from '.'
import * as step from './actions/second-step'
import { throttle } from './domain/throttle'
import { ensureBuiltInRoles } from './store/organization'

vi.stubEnv('AUTH_SECRET', 'a'.repeat(40))
vi.stubEnv('TOKEN_SECRET', 'b'.repeat(40))
useTestDatabase()

const password = 'correct horse battery'
const start = new Date('2026-03-02T10:00:00Z')
let at = start
let user = { userId: '', name: 'Mei', email: '' }

beforeEach(async () => {
  await pool().query('truncate organization, users, roles, audit_entries, rate_limits cascade')
  await buildScenario([])
  await inTransaction(ensureBuiltInRoles)
  at = start
  setClock(() => at)
  const userId = newId()
  user = { userId, name: 'Mei', email: `${userId}@example.org` }
  await pool().query('insert into users(id, email, name, password_hash) values ($1, $2, $3, $4)', [
    ...[userId, user.email, 'Mei', await hashPassword(password)],
  ])
  await pool().query(
    `insert into user_roles(user_id, role_id) select $1, id from roles where key = 'supervisor'`,
    [userId],
  )
  forgetPrincipals()
})
afterEach(() => setClock(undefined))

const later = (seconds: number) => {
  at = new Date(at.getTime() + seconds * 1000)
}
const codeOf = (secret: string, shift = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() + shift * 1000 })
const enter = (code?: string) => signIn({ email: user.email, password, code }, newId())
const kind = async (code?: string) => (await enter(code)).kind

async function enable() {
  const { secret } = await step.startSecondStep(user, password)
  const { codes } = await step.confirmSecondStep(user, codeOf(secret))
  later(30)
  return { secret, codes }
}

describe('the second step', () => {
  it('counts only once a code was confirmed, and then a password alone opens nothing', async () => {
    const { secret, uri } = await step.startSecondStep(user, password)
    expect(uri).toContain(`secret=${secret}`)
    expect(await kind()).toBe('signed_in')
    await expect(step.confirmSecondStep(user, '000000')).rejects.toMatchObject({ code: 'invalid_input' })
    expect(await kind()).toBe('signed_in')
    const { codes } = await step.confirmSecondStep(user, codeOf(secret))
    expect(new Set(codes).size).toBe(10)
    later(30)
    expect(await kind()).toBe('code_needed')
    expect(await kind(codeOf(secret))).toBe('signed_in')
  })

  it('is never readable in the database, nor are recovery codes', async () => {
    const { secret, codes } = await enable()
    const { rows } = await pool().query('select totp_secret, recovery_hashes from users where id = $1', [
      user.userId,
    ])
    const bytes = Buffer.concat([rows[0].totp_secret, ...rows[0].recovery_hashes]).toString('latin1')
    for (const text of [secret, ...codes]) expect(bytes).not.toContain(text)
  })

  it('needs the password to begin, and cannot be begun over one that counts', async () => {
    const wrong = step.startSecondStep(user, 'wrong')
    await expect(wrong).rejects.toMatchObject({ fields: [{ path: 'password' }] })
    await enable()
    await expect(step.startSecondStep(user, password)).rejects.toMatchObject({ code: 'invalid_state' })
  })

  it('takes a clock that is one step off, either way, and no more', async () => {
    const { secret } = await enable()
    later(300)
    expect(await kind(codeOf(secret, -60))).toBe('code_wrong')
    expect(await kind(codeOf(secret, 60))).toBe('code_wrong')
    expect(await kind(codeOf(secret, -30))).toBe('signed_in')
    expect(await kind(codeOf(secret, 30))).toBe('signed_in')
  })

  it('takes no code twice, nor one from before it, also when sent at once', async () => {
    const { secret } = await enable()
    const code = codeOf(secret)
    const both = await Promise.all([kind(code), kind(code), kind(code)])
    expect(both.sort()).toEqual(['code_wrong', 'code_wrong', 'signed_in'])
    expect(await kind(code)).toBe('code_wrong')
    expect(await kind(codeOf(secret, -30))).toBe('code_wrong')
  })

  it('takes each recovery code once, however it is typed, also when sent at once', async () => {
    const { codes } = await enable()
    const typed = codes[0]?.toUpperCase().replace('-', '') ?? ''
    const both = await Promise.all([kind(typed), kind(typed)])
    expect(both.sort()).toEqual(['code_wrong', 'signed_in'])
    expect(await kind(codes[1])).toBe('signed_in')
    expect((await step.getSecondStep(user)).recoveryLeft).toBe(8)
  })

  it('is throttled like a password: with the password known, codes cannot be tried on and on', async () => {
    const { secret } = await enable()
    const kinds: string[] = []
    for (let i = 0; i <= throttle.account.attempts; i++) kinds.push(await kind('000000'))
    expect(kinds.slice(0, -1).every((one) => one === 'code_wrong')).toBe(true)
    expect(kinds.at(-1)).toBe('throttled')
    expect(await kind(codeOf(secret))).toBe('throttled')
  })

  it('is given up with the password and a code, not with one of them', async () => {
    const { secret, codes } = await enable()
    const off = (input: { password: string; code: string }) => step.disableSecondStep(user, input)
    await expect(off({ password: 'wrong', code: codeOf(secret) })).rejects.toMatchObject({
      fields: [{ path: 'password' }],
    })
    await expect(off({ password, code: '000000' })).rejects.toMatchObject({ fields: [{ path: 'code' }] })
    await off({ password, code: codes[3] ?? '' })
    expect(await kind()).toBe('signed_in')
    expect(await step.getSecondStep(user)).toMatchObject({ enabledAt: null, recoveryLeft: 0 })
  })

  it('gives new recovery codes in place of the old ones', async () => {
    const { secret, codes } = await enable()
    const fresh = await step.renewRecoveryCodes(user, { password, code: codeOf(secret) })
    expect(await kind(codes[0])).toBe('code_wrong')
    expect(await kind(fresh.codes[0])).toBe('signed_in')
  })

  it('is removed for somebody who lost it, on record, and ends their sessions', async () => {
    await enable()
    const base = { userId: newId(), name: 'Bo', agentId: null, roles: [], groupIds: [], scopeGroupIds: [] }
    const version = async () =>
      (await pool().query('select session_version as v from users where id = $1', [user.userId])).rows[0].v
    const before = await version()
    await removeSecondStep({ ...base, permissions: {} }, user.userId)
    expect(await version()).toBe(before + 1)
    await expect(removeSecondStep({ ...base, permissions: {} }, user.userId)).rejects.toMatchObject({
      code: 'invalid_state',
    })
    expect(await kind()).toBe('signed_in')
    const audit = await pool().query('select action from audit_entries order by at, id')
    expect(audit.rows.map(({ action }) => action)).toEqual(['second_step_on', 'second_step_removed'])
  })
})

describe('a second step that a role asks for', () => {
  beforeEach(() =>
    pool().query(`update organization set settings = '{"signIn": {"secondStepRoles": ["supervisor"]}}'`),
  )

  async function sessionOf(result: Awaited<ReturnType<typeof enter>>) {
    if (result.kind !== 'signed_in') throw new Error(result.kind)
    const { userId: sub, sessionVersion, secondStepDue } = result
    const token = await encode({
      token: { sub, sessionVersion, secondStepDue },
      secret: secrets().authSecret,
    })
    return authenticateCookie(`switchyard.session=${token}`)
  }

  it('leaves a session nothing but to set it up, and then everything', async () => {
    const result = await enter()
    const due = await sessionOf(result)
    expect(due).toMatchObject({ secondStepDue: true, permissions: {}, agentId: null, roles: [] })
    const { secret } = await step.startSecondStep(user, password)
    await step.confirmSecondStep(user, codeOf(secret))
    const done = await sessionOf(result)
    expect(done?.secondStepDue).toBeUndefined()
    expect(done?.permissions['groups.write']).toBe('all')
    later(30)
    expect(await enter(codeOf(secret))).toMatchObject({ kind: 'signed_in', secondStepDue: false })
    const off = step.disableSecondStep(user, { password, code: codeOf(secret) })
    await expect(off).rejects.toMatchObject({ data: { reason: 'second_step_required' } })
  })

  it('does not concern tokens: programs have no phone', async () => {
    const { token } = await createToken(user, { name: 'program', expiresInDays: null })
    expect((await authenticateToken(`Bearer ${token}`))?.permissions['groups.write']).toBe('all')
  })

  it('does not concern who holds none of the roles', async () => {
    await pool().query('delete from user_roles')
    expect(await enter()).toMatchObject({ kind: 'signed_in', secondStepDue: false })
  })
})
