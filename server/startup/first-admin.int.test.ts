import { mkdtempSync, readFileSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { can } from '@/server/access'
import { authenticateToken, signIn } from '@/server/modules/accounts'
import { pool } from '@/server/platform/db/pool'
import { useTestDatabase } from '@/server/platform/testing/database'
import { foundWithAdministrator } from './first-admin'

useTestDatabase()

it('an empty installation gets one administrator with a password and a token, even when two starts race', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'first-admin-'))
  const made = (await Promise.all([foundWithAdministrator(folder), foundWithAdministrator(folder)])).filter(
    Boolean,
  )
  expect(made).toHaveLength(1)
  const { login, password } = made[0]!
  expect(await signIn({ email: login, password }, 'test')).toMatchObject({ kind: 'signed_in' })

  const file = path.join(folder, 'admin-token')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const principal = await authenticateToken(`Bearer ${readFileSync(file, 'utf8').trim()}`)
  expect(principal && can(principal, 'users.write')).toBe(true)
  const { rows } = await pool().query(
    'select (select count(*)::int from users) as users, count(*)::int as roles from roles',
  )
  expect(rows).toEqual([{ users: 1, roles: 5 }])
})
