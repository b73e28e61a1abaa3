import { encode } from 'next-auth/jwt'
import { beforeAll, expect, it, vi } from 'vitest'
import { ensureBuiltInRoles } from '@/server/modules/accounts/store/organization'
import { pool } from '@/server/platform/db/pool'
import { inTransaction } from '@/server/platform/db/prisma'
import { secrets } from '@/server/platform/secrets'
import { useTestDatabase } from '@/server/platform/testing/database'
import { buildScenario } from '@/server/platform/testing/scenario'
import { handleAuditCsv } from './audit-csv'
import { handlePeopleCsv } from './people-csv'
import { useApiServer } from './testing/serve-api'

vi.stubEnv('AUTH_SECRET', 'a'.repeat(40))
vi.stubEnv('TOKEN_SECRET', 'b'.repeat(40))
useTestDatabase()
const { base } = useApiServer()

let session = ''
let mei = ''

/** An administrator who also is an agent: the one whose own status a view could touch. */
beforeAll(async () => {
  const scenario = await buildScenario([{ name: 'Mei', status: 'offline' }])
  mei = scenario.agents.Mei ?? ''
  await pool().query('update agents set lease_until = null where id = $1', [mei])
  await inTransaction(ensureBuiltInRoles)
  await pool().query(
    `insert into user_roles(user_id, role_id) select $1, id from roles where key in ('administrator', 'agent')`,
    [mei],
  )
  const token = await encode({ token: { sub: mei, sessionVersion: 1 }, secret: secrets().authSecret })
  session = `switchyard.session=${token}`
})

const call = (path: string, cookie: string, body?: unknown) =>
  fetch(`${base()}${path}`, {
    headers: { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  })
const status = async () => {
  const { rows } = await pool().query('select status from agents where id = $1', [mei])
  return rows[0].status
}

it('shows what the viewed role may see, changes nothing, brings nobody online, and ends with one call', async () => {
  const { rows } = await pool().query(`select id from roles where key = 'agent'`)
  const started = await call('/api/trpc/accounts.startView', session, { kind: 'role', id: rows[0].id })
  expect(started.status).toBe(200)
  const [set] = started.headers.getSetCookie()
  expect(set).toMatch(/HttpOnly; SameSite=Lax/)
  const viewing = `${session}; ${set?.split(';')[0]}`

  const me = await (await call('/api/trpc/accounts.me', viewing)).json()
  expect(me.result.data.viewing).toMatchObject({ kind: 'role', name: 'Agent' })
  expect((await call('/api/trpc/accounts.listAudit?input=%7B%7D', viewing)).status).toBe(403)
  expect((await call('/api/trpc/accounts.listAudit?input=%7B%7D', session)).status).toBe(200)

  const token = await call('/api/trpc/accounts.createToken', viewing, { name: 'x' })
  expect([token.status, (await token.json()).error.data.details.reason]).toEqual([403, 'viewing'])
  const view = await call('/api/v1/agent/views', viewing, { name: 'x', query: {} })
  expect([view.status, (await view.json()).code]).toEqual([403, 'forbidden'])
  expect((await call('/api/v1/agent/status', viewing)).status).toBe(403)

  const { rows: admins } = await pool().query(`select id from roles where key = 'administrator'`)
  const again = await call('/api/trpc/accounts.startView', session, { kind: 'role', id: admins[0].id })
  const asAdmin = `${session}; ${again.headers.getSetCookie()[0]?.split(';')[0]}`
  const written = async () =>
    (await pool().query(`select count(*)::int as n from audit_entries where action = 'exported'`)).rows[0].n
  const file = (method: string) =>
    new Request(`${base()}/export`, { method, headers: { cookie: asAdmin, 'sec-fetch-site': 'same-origin' } })
  expect((await handleAuditCsv(file('GET'))).status).toBe(403)
  expect((await handlePeopleCsv(file('GET'))).status).toBe(200)
  expect((await handlePeopleCsv(file('POST'))).status).toBe(403)
  expect(await written()).toBe(0)

  const stream = await call('/api/v1/agent/events', viewing)
  const reader = stream.body?.getReader()
  const first = new TextDecoder().decode((await reader?.read())?.value)
  expect(first).toContain('"status":null')
  expect(await status()).toBe('offline')
  await reader?.cancel()

  const ended = await call('/api/trpc/accounts.endView', viewing, {})
  expect(ended.headers.getSetCookie()[0]).toContain('Max-Age=0')
})
