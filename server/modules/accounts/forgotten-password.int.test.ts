import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { type SmtpDouble, startSmtpDouble } from '@/server/platform/testing/smtp-double'
import { requestPasswordReset, resetPassword, signIn } from '.'
import { throttle } from './domain/throttle'
import { hashPassword } from './store/passwords'

vi.stubEnv('PUBLIC_URL', 'https://chat.example.org')
useTestDatabase()

const password = 'correct horse battery'
const email = 'mei@example.org'
let smtp: SmtpDouble

beforeAll(async () => {
  smtp = await startSmtpDouble()
})
afterAll(() => smtp.close())
beforeEach(async () => {
  smtp.mails.length = 0
  await pool().query('truncate organization, users, audit_entries, rate_limits cascade')
  const mail = { host: '127.0.0.1', port: smtp.port, secure: false, user: '', from: 'help@example.org' }
  await pool().query(
    `insert into organization(id, name, time_zone, default_language, settings) values (1, 'Test', 'UTC', 'en', $1)`,
    [JSON.stringify({ mail })],
  )
  await pool().query('insert into users(id, email, name, password_hash) values ($1, $2, $3, $4)', [
    ...[newId(), email, 'Mei', await hashPassword(password)],
  ])
})

async function ask(who: string, address = newId()) {
  const answer = await requestPasswordReset(who, address)
  await answer.sending
  return Object.keys(answer)
}
const text = () =>
  Buffer.from(smtp.mails[0]?.data.split('\r\n\r\n').slice(1).join('') ?? '', 'base64').toString()

it('a link comes by mail, to the address that was set, and sets a password once', async () => {
  await ask('MEI@example.org')
  const token = /https:\/\/chat\.example\.org\/reset-password\/(\S+)/.exec(text())?.[1] ?? ''
  await resetPassword({ token, password: 'another good one' })
  expect(await signIn({ email, password: 'another good one' }, newId())).toMatchObject({ kind: 'signed_in' })
  await expect(resetPassword({ token, password })).rejects.toMatchObject({ code: 'not_found' })
})

it('the answer is the same for nobody, for whoever is disabled and for whoever has no password', async () => {
  const known = await ask(email)
  expect(await ask('nobody@example.org')).toEqual(known)
  await pool().query('update users set disabled_at = now()')
  expect(await ask(email)).toEqual(known)
  await pool().query('update users set disabled_at = null, password_hash = null')
  expect(await ask(email)).toEqual(known)
  expect(smtp.mails).toHaveLength(1)
})

it('asking too often is refused alike for names that exist and that do not, and never bars signing in', async () => {
  for (const who of [email, 'nobody@example.org']) {
    for (let i = 0; i < throttle.reset_account.attempts; i++) await ask(who)
    await expect(ask(who)).rejects.toMatchObject({ code: 'too_many_requests' })
  }
  expect(await signIn({ email, password }, newId())).toMatchObject({ kind: 'signed_in' })
})
