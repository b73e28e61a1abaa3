import { beforeEach, describe, expect, it } from 'vitest'
import { builtInRoles, type Principal, type RoleKey } from '@/server/access'
import {
  acceptInvitation,
  hashPassword,
  resetPassword,
  setPicture,
  signIn,
  viewLink,
} from '@/server/modules/accounts'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { buildScenario, type Scenario } from '@/server/platform/testing/scenario'
import {
  cancelInvitation,
  makeResetLink,
  sendInvitation,
  sendInvitations,
  takeSecondStep,
} from './actions/person-access'
import { restorePerson } from './actions/restore-person'
import { deletePerson, setPeopleDisabled } from './actions/retire-person'
import { createPerson, editPeople, saveOwnProfile, updatePerson } from './actions/save-person'
import { createPersonInput, type PersonDetail, type PersonSettings } from './contract'
import { findPersonDetail } from './store/person-detail'
import { principalOf } from './testing'

useTestDatabase()

const admin = principalOf('administrator')
const password = 'correct horse battery'
let world: Scenario

beforeEach(async () => {
  setClock(undefined)
  await pool().query('truncate organization, users, roles, skill_groups, audit_entries, rate_limits cascade')
  world = await buildScenario([{ name: 'Bo' }, { name: 'Cy' }])
  for (const [key, { name, permissions }] of Object.entries(builtInRoles))
    await pool().query(
      'insert into roles(id, key, name, built_in, permissions) values ($1, $2, $3, true, $4)',
      [newId(), key, name, JSON.stringify(permissions)],
    )
})

const asked = (changes: Partial<PersonSettings['user']> = {}, agent: PersonSettings['agent'] = null) =>
  createPersonInput.parse({
    user: { name: 'Mei', email: `${newId()}@example.org`, locale: 'zh', roles: ['agent'], ...changes },
    agent,
  })
const agentOf = (groupId: string): NonNullable<PersonSettings['agent']> => ({
  ...{ publicName: 'Mei from Returns', languages: ['zh', 'en'], capacity: 3, ramp: [], window: null },
  groups: [{ groupId, level: 2, quality: 7, capacity: 1, offlineReceiver: true }],
})

async function make(changes: Partial<PersonSettings['user']> = {}, agent: PersonSettings['agent'] = null) {
  const { id, link } = await createPerson(admin, asked(changes, agent), null)
  return { id, token: tokenOf(link?.path), path: link?.path }
}
const tokenOf = (path: string | undefined) => path?.split('/').at(-1) ?? ''

async function get(id: string): Promise<PersonDetail> {
  const found = await findPersonDetail(id, admin)
  if (!found) throw new Error('nobody')
  return found
}
const settingsOf = ({ user, agent }: PersonDetail): PersonSettings => ({ user, agent })

/** An administrator who can sign in. */
async function makeAdministrator(): Promise<Principal> {
  const { id } = await make({ roles: ['administrator'] })
  await pool().query('update users set password_hash = $2 where id = $1', [id, await hashPassword(password)])
  return { ...admin, userId: id }
}

const audit = async (id: string): Promise<string[]> =>
  (
    await pool().query('select action from audit_entries where entity_id = $1 order by at, id', [id])
  ).rows.map((row) => row.action)

describe('an invitation', () => {
  it('lets in once, with a password, a name and a language of one’s own', async () => {
    const { id, token, path } = await make()
    expect(path).toBe(`/invitation/${token}`)
    expect((await get(id)).state).toBe('invited')
    expect(await viewLink(token, 'invitation')).toMatchObject({ name: 'Mei', locale: 'zh' })
    const accept = { token, password, name: 'Mei Lin', locale: 'en' as const }
    const tries = await Promise.allSettled([acceptInvitation(accept), acceptInvitation(accept)])
    expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(1)
    await expect(acceptInvitation(accept)).rejects.toMatchObject({ code: 'not_found' })
    const person = await get(id)
    expect(person).toMatchObject({ state: 'active', user: { name: 'Mei Lin', locale: 'en' } })
    expect(await signIn({ email: person.user.email, password }, newId())).toMatchObject({ kind: 'signed_in' })
    expect(await audit(id)).toEqual(['created', 'invited', 'invitation_accepted'])
  })

  it('goes to all who are chosen at once, past those who need none, or to nobody', async () => {
    const [one, two, off] = [await make(), await make(), await make()]
    const top = await makeAdministrator()
    await setPeopleDisabled(admin, [off.id], true)
    const { links, skipped } = await sendInvitations(admin, [one.id, two.id, off.id, top.userId], null)
    expect(skipped).toBe(2)
    const names = await Promise.all(links.map(({ path }) => viewLink(tokenOf(path), 'invitation')))
    const emails = [(await get(one.id)).user.email, (await get(two.id)).user.email]
    expect(names.map(({ email }) => email).sort()).toEqual(emails.sort())
    expect(links.map(({ email }) => email).sort()).toEqual(emails)
    const above = await make({ roles: ['administrator'] })
    const lead = principalOf('supervisor')
    const mine = { ...lead, permissions: { ...lead.permissions, 'users.write': 'all' as const } }
    await expect(sendInvitations(mine, [one.id, above.id], null)).rejects.toMatchObject({ code: 'forbidden' })
    const [still] = links.filter(({ email }) => email === emails[0])
    expect(await viewLink(tokenOf(still?.path ?? ''), 'invitation')).toMatchObject({ email: emails[0] })
  })

  it('keeps only the hash of the link', async () => {
    const { id, token } = await make()
    const { rows } = await pool().query(
      `select encode(token_hash, 'escape') as kept from user_links where user_id = $1`,
      [id],
    )
    expect(rows).toHaveLength(1)
    expect(rows[0].kept).not.toContain(token)
  })

  it('opens nothing after seven days, when withdrawn, when a newer one was made, when disabled', async () => {
    const late = await make()
    setClock(() => new Date(Date.now() + 7 * 24 * 3_600_000 + 1_000))
    await expect(viewLink(late.token, 'invitation')).rejects.toMatchObject({ code: 'not_found' })
    setClock(undefined)
    const withdrawn = await make()
    await cancelInvitation(admin, withdrawn.id)
    await expect(cancelInvitation(admin, withdrawn.id)).rejects.toMatchObject({ code: 'not_found' })
    const again = await make()
    const newer = await sendInvitation(admin, again.id, null)
    const off = await make()
    await setPeopleDisabled(admin, [off.id], true)
    for (const { token } of [withdrawn, again, off])
      await expect(viewLink(token, 'invitation')).rejects.toMatchObject({ code: 'not_found' })
    expect(await viewLink(tokenOf(newer.path), 'invitation')).toMatchObject({ name: 'Mei' })
    await expect(viewLink(tokenOf(newer.path), 'password_reset')).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('a forgotten password', () => {
  it('is replaced by an administrator’s link, once, within the hour, and ends every session', async () => {
    const someone = await makeAdministrator()
    const { path } = await makeResetLink(admin, someone.userId, null)
    const token = tokenOf(path)
    const before = (await pool().query('select session_version from users where id = $1', [someone.userId]))
      .rows[0]
    const { email } = await resetPassword({ token, password: 'another good one' })
    const after = (await pool().query('select session_version from users where id = $1', [someone.userId]))
      .rows[0]
    expect(after.session_version).toBe(before.session_version + 1)
    expect(await signIn({ email, password }, newId())).toEqual({ kind: 'refused' })
    expect(await signIn({ email, password: 'another good one' }, newId())).toMatchObject({
      kind: 'signed_in',
    })
    await expect(resetPassword({ token, password })).rejects.toMatchObject({ code: 'not_found' })
    const late = await makeResetLink(admin, someone.userId, null)
    setClock(() => new Date(Date.now() + 3_601_000))
    await expect(resetPassword({ token: tokenOf(late.path), password })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('the last administrator', () => {
  const standing = async () =>
    (
      await pool().query(
        `select count(*)::int as n from users u join user_roles ur on ur.user_id = u.id join roles r on r.id = ur.role_id
         where r.key = 'administrator' and u.disabled_at is null and u.password_hash is not null`,
      )
    ).rows[0].n

  it('is left when two take each other’s right at once, whichever way', async () => {
    const ways = {
      disable: (by: Principal, who: string) => setPeopleDisabled(by, [who], true).then(() => {}),
      role: (by: Principal, who: string) =>
        editPeople(by, { ids: [who], change: { kind: 'remove_role', role: 'administrator' } }).then(() => {}),
      delete: async (by: Principal, who: string) =>
        deletePerson(by, { id: who, version: (await get(who)).version }),
    }
    for (const first of Object.values(ways))
      for (const second of Object.values(ways)) {
        await pool().query('truncate users, audit_entries cascade')
        const [a, b] = [await makeAdministrator(), await makeAdministrator()]
        await pool().query('delete from audit_entries')
        const results = await Promise.allSettled([first(a, b.userId), second(b, a.userId)])
        expect(await standing()).toBe(1)
        const refused = results.find((result) => result.status === 'rejected')
        // Whoever has just disabled somebody has a history, and is not deleted for that reason.
        expect(['last_administrator', 'has_history']).toContain(refused?.reason.data?.reason)
      }
  })

  it('does not count somebody who was invited and never came', async () => {
    const only = await makeAdministrator()
    await make({ roles: ['administrator'] })
    await expect(setPeopleDisabled(admin, [only.userId], true)).rejects.toMatchObject({
      code: 'invalid_state',
    })
    expect(await standing()).toBe(1)
  })
})

describe('who may give what', () => {
  const holding = (role: RoleKey): Principal => {
    const lead = principalOf(role)
    return { ...lead, permissions: { ...lead.permissions, 'users.write': 'all' } }
  }

  it('refuses roles whose permissions one lacks, whole lists at once too, and leaves everything', async () => {
    const lead = holding('supervisor')
    await expect(createPerson(lead, asked({ roles: ['administrator'] }), null)).rejects.toMatchObject({
      ...{ code: 'forbidden', data: { reason: 'role_above' } },
    })
    const { id } = await make()
    const change = { kind: 'add_role', role: 'administrator' } as const
    await expect(editPeople(lead, { ids: [id], change })).rejects.toMatchObject({ code: 'forbidden' })
    expect((await get(id)).user.roles).toEqual(['agent'])
    const { id: made } = await createPerson(lead, asked({ roles: ['agent', 'supervisor'] }), null)
    expect((await get(made)).user.roles).toEqual(['agent', 'supervisor'])
  })

  it('lets nobody change the address of, or make a link for, somebody who may do more', async () => {
    const top = await makeAdministrator()
    const lead = holding('supervisor')
    const person = await get(top.userId)
    const user = { ...person.user, email: 'mine@example.org' }
    const update = { id: top.userId, version: person.version, person: { ...settingsOf(person), user } }
    await expect(updatePerson(lead, update)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(makeResetLink(lead, top.userId, null)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(takeSecondStep(lead, top.userId)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(setPeopleDisabled(lead, [top.userId], true)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(setPicture(principalOf('supervisor'), top.userId, null)).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  it('lets a supervisor change groups and limits, and neither name nor roles', async () => {
    const { id } = await make({}, agentOf(world.groupId))
    const lead = principalOf('supervisor')
    const person = await get(id)
    const agent = { ...agentOf(world.groupId), capacity: 9 }
    await updatePerson(lead, { id, version: person.version, person: { user: person.user, agent } })
    const now = await get(id)
    expect(now.agent?.capacity).toBe(9)
    const user = { ...now.user, roles: [] }
    await expect(
      updatePerson(lead, { id, version: now.version, person: { user, agent } }),
    ).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})

describe('a change', () => {
  it('writes user and agent together, with audit, configuration and group version', async () => {
    const { id } = await make({}, agentOf(world.groupId))
    const version = async () =>
      (
        await pool().query(
          'select config_version, (select version from skill_groups where id = $1) as g from organization',
          [world.groupId],
        )
      ).rows[0]
    const [before, person] = [await version(), await get(id)]
    expect(person.agent).toEqual(agentOf(world.groupId))
    const next = {
      user: { ...person.user, name: 'Mei Lin' },
      agent: { ...agentOf(world.groupId), groups: [] },
    }
    await updatePerson(admin, { id, version: person.version, person: next })
    expect(settingsOf(await get(id))).toEqual(next)
    const after = await version()
    expect(after.config_version).toBeGreaterThan(before.config_version)
    expect(after.g).toBe(before.g + 1)
  })

  it('over an older version conflicts and hands back what stands; a change of nothing writes nothing', async () => {
    const { id } = await make({}, agentOf(world.groupId))
    const seen = await get(id)
    await updatePerson(admin, { id, version: seen.version, person: settingsOf(seen) })
    expect(await audit(id)).toEqual(['created', 'invited'])
    await pool().query('delete from group_members where agent_id = $1', [id])
    const late = updatePerson(admin, { id, version: seen.version, person: settingsOf(seen) })
    await expect(late).rejects.toMatchObject({ code: 'conflict', data: { current: { id } } })
  })

  it('refuses an address that somebody else has, also when both take it at once', async () => {
    const email = 'mei@example.org'
    const both = await Promise.allSettled([make({ email }), make({ email: 'MEI@example.org' })])
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    expect(both.find((one) => one.status === 'rejected')?.reason).toMatchObject({ code: 'duplicate' })
  })

  it('of many touches what it names, of all or of nobody', async () => {
    const a = await make({}, agentOf(world.groupId))
    const b = await make()
    const change = { kind: 'remove_group', groupId: world.groupId } as const
    expect(await editPeople(admin, { ids: [a.id, b.id], change })).toEqual({ changed: 1 })
    expect((await get(a.id)).agent?.groups).toEqual([])
    const gone = editPeople(admin, { ids: [a.id, newId()], change: { kind: 'language', locale: 'en' } })
    await expect(gone).rejects.toMatchObject({ code: 'not_found' })
    expect((await get(a.id)).user.locale).toBe('zh')
  })

  it('is taken back in one step; who was deleted comes back under the same id', async () => {
    const { id } = await make({}, agentOf(world.groupId))
    const person = await get(id)
    await editPeople(admin, { ids: [id], change: { kind: 'capacity', capacity: 8 } })
    const entryOf = async (action: string) =>
      (await pool().query('select id from audit_entries where entity_id = $1 and action = $2', [id, action]))
        .rows[0].id
    await restorePerson(admin, { entryId: await entryOf('updated') })
    expect(settingsOf(await get(id))).toEqual(settingsOf(person))
    await deletePerson(admin, { id, version: person.version })
    expect(await findPersonDetail(id, admin)).toBeNull()
    expect(await restorePerson(admin, { entryId: await entryOf('deleted') })).toEqual({ id, leftOut: 0 })
    expect(settingsOf(await get(id))).toEqual(settingsOf(person))
  })

  it('of oneself needs no permission and reaches neither roles nor limits', async () => {
    const { id } = await make({}, agentOf(world.groupId))
    const me: Principal = { ...principalOf('agent'), userId: id }
    await saveOwnProfile(me, { name: 'Mei L.', agent: { publicName: 'Mei', languages: ['zh'] } })
    expect(settingsOf(await get(id))).toMatchObject({
      user: { name: 'Mei L.', roles: ['agent'] },
      agent: { publicName: 'Mei', languages: ['zh'], capacity: 3 },
    })
  })
})

describe('somebody who goes', () => {
  it('is deleted only without a history, else disabled; never oneself', async () => {
    const bo = await get(world.agents.Bo as string)
    await pool().query('update users set last_sign_in_at = now() where id = $1', [bo.id])
    await expect(deletePerson(admin, { id: bo.id, version: bo.version })).rejects.toMatchObject({
      ...{ code: 'in_use', data: { reason: 'has_history' } },
    })
    const self = { ...admin, userId: bo.id }
    await expect(setPeopleDisabled(self, [bo.id], true)).rejects.toMatchObject({ code: 'invalid_state' })
    expect(await setPeopleDisabled(admin, [bo.id, world.agents.Cy as string], true)).toHaveLength(2)
    const { rows } = await pool().query('select enabled, receives from agents')
    expect(rows).toEqual([
      { enabled: false, receives: true },
      { enabled: false, receives: true },
    ])
    expect(await setPeopleDisabled(admin, [bo.id], false)).toEqual([bo.id])
    expect((await pool().query('select enabled from agents where id = $1', [bo.id])).rows[0].enabled).toBe(
      true,
    )
  })
})

describe('a picture', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )

  it('is what its bytes say, small, and shown wherever the agent is', async () => {
    const { id } = await make({}, agentOf(world.groupId))
    const { path } = await setPicture(admin, id, png)
    expect((await get(id)).picture).toBe(path)
    const url = async () =>
      (await pool().query('select avatar_url from agents where id = $1', [id])).rows[0].avatar_url
    expect(await url()).toBe(path)
    await setPicture(admin, id, null)
    expect(await url()).toBeNull()
    expect((await pool().query('select count(*)::int as n from pictures')).rows[0].n).toBe(0)
    const claimed = Buffer.from('<svg onload="alert(1)">')
    await expect(setPicture(admin, id, claimed)).rejects.toMatchObject({ code: 'unsupported_media_type' })
    const large = Buffer.concat([png, Buffer.alloc(512 * 1024)])
    await expect(setPicture(admin, id, large)).rejects.toMatchObject({ code: 'too_large' })
  })
})
