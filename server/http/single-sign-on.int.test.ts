import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { builtInRoles, type Principal } from '@/server/access'
import { authenticateCookie, forgetPrincipals, hashPassword, signIn } from '@/server/modules/accounts'
import { saveSignInSettings, testOidc } from '@/server/modules/accounts/actions/configure-sign-in'
import { type SignInSettings, signInSettings } from '@/server/modules/accounts/contract'
import { ensureBuiltInRoles } from '@/server/modules/accounts/store/organization'
import { pool } from '@/server/platform/db/pool'
import { inTransaction } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { type OidcDouble, startOidcDouble } from '@/server/platform/testing/oidc-double'
import { buildScenario } from '@/server/platform/testing/scenario'
import { handleSso } from './single-sign-on'

vi.stubEnv('AUTH_SECRET', 'a'.repeat(40))
vi.stubEnv('TOKEN_SECRET', 'b'.repeat(40))
useTestDatabase()

let provider: OidcDouble
beforeAll(async () => {
  provider = await startOidcDouble()
})
afterAll(() => provider.close())

const here = 'http://console.test'
const password = 'correct horse battery'
const mei = { sub: 'subject-mei', email: 'Mei@example.org', email_verified: true, name: 'Mei' }
const base: Omit<Principal, 'permissions'> = {
  ...{ userId: newId(), name: 'Ada', agentId: null, roles: [], groupIds: [], scopeGroupIds: [] },
}
const admin: Principal = { ...base, permissions: builtInRoles.administrator.permissions }

beforeEach(async () => {
  await pool().query('truncate organization, users, roles, audit_entries, rate_limits cascade')
  await buildScenario([])
  await inTransaction(ensureBuiltInRoles)
  provider.mood({})
  await addUser('root@example.org', 'administrator')
  await configure({})
  await pool().query('delete from users')
  forgetPrincipals()
})

async function configure(
  oidc: Partial<NonNullable<SignInSettings['oidc']>>,
  more: Partial<SignInSettings> = {},
): Promise<void> {
  const { rows } = await pool().query(`select settings->'signIn' as stored from organization`)
  const before = signInSettings.parse(rows[0].stored ?? {})
  const standard = { issuer: provider.issuer, clientId: 'switchyard', label: 'Company account' }
  const settings = signInSettings.parse({ ...more, oidc: { ...standard, ...oidc } })
  await saveSignInSettings(admin, { settings, before })
}

async function addUser(email = 'mei@example.org', role = 'agent'): Promise<string> {
  const id = newId()
  await pool().query('insert into users(id, email, name, password_hash) values ($1, $2, $3, $4)', [
    ...[id, email, 'Mei', await hashPassword(password)],
  ])
  await pool().query('insert into user_roles(user_id, role_id) select $1, id from roles where key = $2', [
    ...[id, role],
  ])
  return id
}

const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

async function begin(next = '/monitor') {
  const response = await handleSso(new Request(`${here}/api/sso/start?next=${encodeURIComponent(next)}`))
  return { url: response.headers.get('location') ?? '', cookie: cookiesOf(response), response }
}

async function comeBack(url: URL, cookie: string) {
  const response = await handleSso(new Request(url, { headers: { cookie } }))
  const principal = await authenticateCookie(cookiesOf(response))
  return { to: response.headers.get('location'), principal, response }
}

/** The whole way, with these claims. */
async function enter(claims: Record<string, unknown> = mei) {
  const { url, cookie } = await begin()
  return comeBack(provider.consent(url, claims), cookie)
}

describe('single sign-on', () => {
  it('lets in who has an account with the verified address, links it, and then goes by the subject', async () => {
    const id = await addUser()
    const first = await enter()
    expect(first.to).toBe('/monitor')
    expect(first.principal?.userId).toBe(id)
    const { rows } = await pool().query('select user_id, provider, subject from user_identities')
    expect(rows).toEqual([{ user_id: id, provider: provider.issuer, subject: mei.sub }])
    const moved = await enter({ ...mei, email: 'other@example.org', email_verified: false })
    expect(moved.principal?.userId).toBe(id)
    const other = await enter({ ...mei, sub: 'somebody-else' })
    expect(other.to).toBe('/sign-in?sso=linked_elsewhere')
    const audit = await pool().query(`select action from audit_entries where entity = 'user'`)
    expect(audit.rows).toEqual([{ action: 'identity_linked' }])
  })

  it('asks the provider with PKCE, state and nonce, and keeps its own part where scripts cannot read it', async () => {
    const { url, response } = await begin()
    const asked = new URL(url).searchParams
    expect(asked.get('response_type')).toBe('code')
    expect(asked.get('redirect_uri')).toBe(`${here}/api/sso/callback`)
    expect(asked.get('code_challenge_method')).toBe('S256')
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(asked.get(name)?.length).toBeGreaterThan(30)
    expect(response.headers.getSetCookie()[0]).toMatch(/HttpOnly; SameSite=Lax; Max-Age=600/)
    expect(response.headers.getSetCookie()[0]).not.toContain(asked.get('nonce'))
  })

  it.each([
    ['a wrong nonce', { nonce: 'somebody-elses' }],
    ['another issuer in the token', { issuer: 'https://evil.example.com' }],
    ['a token for another client', { audience: 'another-client' }],
    ['a token signed by another key', { foreignKey: true }],
    ['a clock that is an hour behind', { clock: -3_600 }],
    ['a clock that is an hour ahead', { clock: 3_600 }],
    ['a description of another issuer', { describedAs: 'https://evil.example.com' }],
  ])('refuses %s', async (_, mood) => {
    await addUser()
    const { url, cookie } = await begin()
    provider.mood(mood)
    const { to, principal } = await comeBack(provider.consent(url, mei), cookie)
    expect(to).toBe('/sign-in?sso=failed')
    expect(principal).toBeNull()
  })

  it('bears a clock that is half a minute off', async () => {
    await addUser()
    for (const clock of [-30, 30]) {
      provider.mood({ clock })
      expect((await enter()).to).toBe('/monitor')
    }
  })

  it('refuses a wrong state, a way that another browser began, none at all, and a code that was used', async () => {
    await addUser()
    const { url, cookie } = await begin()
    expect((await comeBack(provider.consent(url, mei, { state: 'x' }), cookie)).to).toBe(
      '/sign-in?sso=failed',
    )
    const other = await begin()
    expect((await comeBack(provider.consent(url, mei), other.cookie)).to).toBe('/sign-in?sso=failed')
    expect((await comeBack(provider.consent(url, mei), '')).to).toBe('/sign-in?sso=failed')
    const back = provider.consent(url, mei)
    expect((await comeBack(back, cookie)).to).toBe('/monitor')
    expect((await comeBack(back, cookie)).to).toBe('/sign-in?sso=failed')
  })

  it('goes by no address that the provider does not vouch for', async () => {
    await addUser()
    for (const email_verified of [false, undefined, 'true'])
      expect((await enter({ ...mei, email_verified })).to).toBe('/sign-in?sso=unverified')
    expect((await enter({ sub: 'x' })).to).toBe('/sign-in?sso=unverified')
  })

  it('refuses disabled people, linked or not, and strangers', async () => {
    expect((await enter()).to).toBe('/sign-in?sso=unknown')
    const id = await addUser()
    await enter()
    await pool().query('update users set disabled_at = now()')
    expect((await enter()).to).toBe('/sign-in?sso=disabled')
    await pool().query('delete from user_identities where user_id = $1', [id])
    expect((await enter()).to).toBe('/sign-in?sso=disabled')
  })

  it('makes accounts with the chosen role where that is set, once, and only of the listed domains', async () => {
    await configure({ entry: 'create', role: 'agent', domains: ['example.org'] })
    expect((await enter({ ...mei, email: 'mei@example.com' })).to).toBe('/sign-in?sso=domain')
    const both = await Promise.all([enter(), enter()])
    expect(new Set(both.map(({ principal }) => principal?.userId)).size).toBe(1)
    expect(both[0]?.principal).toMatchObject({ name: 'Mei', roles: ['agent'] })
    const { rows } = await pool().query('select email, password_hash from users')
    expect(rows).toEqual([{ email: 'mei@example.org', password_hash: null }])
  })

  it('leads nowhere else afterwards', async () => {
    await addUser()
    for (const next of [
      '//evil.example.com',
      '/\\evil.example.com',
      'https://evil.example.com',
      '/\t/evil.example.com',
      '/\n/evil.example.com',
    ]) {
      const { url, cookie } = await begin(next)
      expect((await comeBack(provider.consent(url, mei), cookie)).to).toBe('/')
    }
  })

  it('is off until it is set up, and says so', async () => {
    await pool().query(`update organization set settings = '{}'`)
    expect((await begin()).url).toBe('/sign-in?sso=failed')
    const offer = () => handleSso(new Request(`${here}/api/sso/offer`)).then((response) => response.json())
    expect(await offer()).toBeNull()
    await addUser('root@example.org', 'administrator')
    await configure({})
    expect(await offer()).toEqual({ label: 'Company account' })
  })
})

describe('the password beside single sign-on', () => {
  const byPassword = async (email: string) => (await signIn({ email, password }, newId())).kind

  it('can be switched off for whoever is linked, but not for the last administrator who could use one', async () => {
    await configure({}, { passwordOff: true })
    await addUser()
    expect(await byPassword('mei@example.org')).toBe('signed_in')
    await enter()
    expect(await byPassword('mei@example.org')).toBe('password_off')
    await addUser('ada@example.org', 'administrator')
    await enter({ sub: 'ada', email: 'ada@example.org', email_verified: true })
    expect(await byPassword('ada@example.org')).toBe('signed_in')
    const spare = await addUser('spare@example.org', 'administrator')
    expect(await byPassword('ada@example.org')).toBe('password_off')
    await pool().query('update users set disabled_at = now() where id = $1', [spare])
    expect(await byPassword('ada@example.org')).toBe('signed_in')
  })
})

describe('its settings', () => {
  it('conflict when they were changed in between, and are audited', async () => {
    const stale = saveSignInSettings(admin, {
      settings: signInSettings.parse({}),
      before: signInSettings.parse({}),
    })
    await expect(stale).rejects.toMatchObject({ code: 'conflict' })
    const { rows } = await pool().query(
      `select entity_id, after from audit_entries where entity = 'settings'`,
    )
    expect(rows).toMatchObject([{ entity_id: 'signIn', after: { oidc: { clientId: 'switchyard' } } }])
  })

  it('give newcomers no role that whoever sets it could not give', async () => {
    const weak = { ...base, permissions: { 'settings.write': 'all' } as const }
    const oidc = {
      issuer: provider.issuer,
      clientId: 'x',
      label: 'x',
      entry: 'create',
      role: 'manager',
    } as const
    const { rows } = await pool().query(`select settings->'signIn' as stored from organization`)
    const before = signInSettings.parse(rows[0].stored)
    const save = (role: string, who: Principal) =>
      saveSignInSettings(who, { settings: signInSettings.parse({ oidc: { ...oidc, role } }), before })
    await expect(save('manager', weak)).rejects.toMatchObject({ fields: [{ code: 'beyond_own' }] })
    await expect(save('nonsense', admin)).rejects.toMatchObject({ fields: [{ code: 'unknown_role' }] })
    await save('manager', admin)
  })

  it('stay while nobody who administers could come in without the provider', async () => {
    const { rows } = await pool().query(`select settings->'signIn' as stored from organization`)
    const before = signInSettings.parse(rows[0].stored)
    const off = () => saveSignInSettings(admin, { settings: signInSettings.parse({}), before })
    const id = await addUser('ada@example.org', 'administrator')
    await pool().query('update users set password_hash = null where id = $1', [id])
    await expect(off()).rejects.toMatchObject({ data: { reason: 'last_administrator' } })
    await addUser('spare@example.org', 'administrator')
    await off()
  })

  it('can be tried before they are saved', async () => {
    const found = await testOidc({ issuer: provider.issuer, clientId: 'x' })
    expect(found.authorization).toBe(`${provider.issuer}/authorize`)
    provider.mood({ describedAs: 'https://evil.example.com' })
    await expect(testOidc({ issuer: provider.issuer, clientId: 'x' })).rejects.toMatchObject({
      code: 'invalid_state',
    })
    expect(signInSettings.safeParse({ passwordOff: true }).success).toBe(false)
    const issuer = (text: string) =>
      signInSettings.safeParse({ oidc: { issuer: text, clientId: 'x', label: 'x' } }).success
    expect(['https://id.example.org/realms/x', 'http://127.0.0.1:9'].map(issuer)).toEqual([true, true])
    expect(['http://id.example.org', 'ftp://x', 'x', 'https://x/?a=1'].map(issuer)).toEqual([
      false,
      false,
      false,
      false,
    ])
  })
})
