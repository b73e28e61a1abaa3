import { encode } from 'next-auth/jwt'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { builtInRoles, type PermissionMap, type Principal } from '@/server/access'
import { pool } from '@/server/platform/db/pool'
import { inTransaction, prisma } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'
import { secrets } from '@/server/platform/secrets'
import { onSignal } from '@/server/platform/signals'
import { useTestDatabase } from '@/server/platform/testing/database'
import { buildScenario } from '@/server/platform/testing/scenario'
import { authenticateCookie, forgetPrincipals } from '.'
import { createRole, deleteRole, restoreRole, updateRole } from './actions/save-role'
import { endView, startView } from './actions/view-as'
import { explainAccess, whoCan } from './store/access-questions'
import { ensureBuiltInRoles } from './store/organization'
import { listAudit } from './store/read-audit'
import { findRole, listRoles } from './store/roles'

vi.stubEnv('AUTH_SECRET', 'a'.repeat(40))
vi.stubEnv('TOKEN_SECRET', 'b'.repeat(40))
useTestDatabase()

let admin: Principal

beforeEach(async () => {
  await pool().query('truncate organization, users, roles, skill_groups, audit_entries cascade')
  await buildScenario([])
  await inTransaction(ensureBuiltInRoles)
  admin = await person('Ada', 'administrator')
  forgetPrincipals()
})

async function person(name: string, roleKey: string): Promise<Principal> {
  const id = newId()
  await pool().query(`insert into users(id, email, name, password_hash) values ($1, $2, $3, 'x')`, [
    ...[id, `${id}@example.org`, name],
  ])
  await pool().query('insert into user_roles(user_id, role_id) select $1, id from roles where key = $2', [
    ...[id, roleKey],
  ])
  return principal(id)
}

async function sessionCookie(id: string): Promise<string> {
  const token = await encode({ token: { sub: id, sessionVersion: 1 }, secret: secrets().authSecret })
  return `switchyard.session=${token}`
}

async function principal(id: string, more = ''): Promise<Principal> {
  const found = await authenticateCookie(`${await sessionCookie(id)}${more}`)
  if (!found) throw new Error('not signed in')
  return found
}

const stored = async (id: string) => {
  const role = await findRole(prisma(), id)
  if (!role) throw new Error('no such role')
  return role
}
const byKey = async (key: string) => {
  const { rows } = await pool().query<{ id: string }>('select id from roles where key = $1', [key])
  return stored(rows[0]?.id ?? '')
}
const role = (permissions: PermissionMap, name = 'Team lead') => ({ name, description: '', permissions })

describe('roles of one’s own', () => {
  it('are made, changed, deleted and brought back, each with its entry of before and after', async () => {
    const { id } = await createRole(admin, role({ 'groups.read': 'group' }))
    await updateRole(admin, { id, version: 1, role: role({ 'groups.read': 'all' }, 'Lead') })
    expect(await stored(id)).toMatchObject({
      name: 'Lead',
      version: 2,
      permissions: { 'groups.read': 'all' },
    })
    await deleteRole(admin, { id, version: 2 })
    expect(await findRole(prisma(), id)).toBeNull()
    const { rows } = await listAudit({ entity: 'role', page: 1, pageSize: 10, direction: 'asc' })
    expect(rows.map(({ action }) => action)).toEqual(['created', 'updated', 'deleted'])
    await restoreRole(admin, rows[1]?.id ?? '')
    expect(await stored(id)).toMatchObject({ name: 'Team lead', permissions: { 'groups.read': 'group' } })
    await restoreRole(admin, rows[2]?.id ?? '')
    expect(await stored(id)).toMatchObject({ name: 'Lead', permissions: { 'groups.read': 'all' } })
  })

  it('conflict on a stale version, with what stands now', async () => {
    const { id } = await createRole(admin, role({}))
    await updateRole(admin, { id, version: 1, role: role({}, 'First') })
    const second = updateRole(admin, { id, version: 1, role: role({}, 'Second') })
    await expect(second).rejects.toMatchObject({ code: 'conflict', data: { current: { name: 'First' } } })
  })

  it('have names of their own, however they are written, also when made at once', async () => {
    const all = await Promise.allSettled(
      ['Lead', 'LEAD', 'lead'].map((name) => createRole(admin, role({}, name))),
    )
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(createRole(admin, role({}, 'agent'))).rejects.toMatchObject({ code: 'duplicate' })
  })

  it('stay while anybody holds them or anything names them', async () => {
    const { id } = await createRole(admin, role({}))
    const holder = await person('Bo', 'agent')
    await pool().query('insert into user_roles(user_id, role_id) values ($1, $2)', [holder.userId, id])
    const deletion = () => deleteRole(admin, { id, version: 1 })
    await expect(deletion()).rejects.toMatchObject({ code: 'in_use', data: { uses: { holders: 1 } } })
    await pool().query('delete from user_roles where role_id = $1', [id])
    const { key } = await stored(id)
    await pool().query(
      `update organization set settings = jsonb_build_object('signIn', jsonb_build_object('secondStepRoles', jsonb_build_array($1::text)))`,
      [key],
    )
    await expect(deletion()).rejects.toMatchObject({ code: 'in_use', data: { uses: { settings: 1 } } })
    await pool().query(`update organization set settings = '{}'`)
    await deletion()
  })

  it('are listed with how many hold each, sorted and filtered by the server', async () => {
    await createRole(admin, role({ 'groups.read': 'all' }, 'Zebra'))
    await person('Bo', 'agent')
    await person('Cy', 'agent')
    const input = { sort: 'holders', direction: 'desc', page: 1, pageSize: 2 } as const
    const { rows, total } = await listRoles(input)
    expect(total).toBe(6)
    expect(rows.map(({ key, holders }) => [key, holders])).toEqual([
      ['agent', 2],
      ['administrator', 1],
    ])
    expect((await listRoles({ ...input, kind: 'own' })).rows).toMatchObject([
      { name: 'Zebra', permissions: 1 },
    ])
    expect((await listRoles({ ...input, search: '%' })).total).toBe(0)
  })
})

describe('what nobody can do with roles', () => {
  it('is give what they do not hold, by making, widening or bringing back', async () => {
    const { id: makerId } = await createRole(
      admin,
      role({ 'roles.write': 'all', 'groups.read': 'group', 'agent.receive': 'own' }, 'Maker'),
    )
    const maker: Principal = {
      ...(await person('Bo', 'agent')),
      permissions: (await stored(makerId)).permissions,
    }
    for (const permissions of [{ 'users.write': 'all' }, { 'groups.read': 'all' }] as const) {
      const made = createRole(maker, role(permissions))
      await expect(made).rejects.toMatchObject({ code: 'forbidden', data: { reason: 'beyond_own' } })
    }
    const { id } = await createRole(maker, role({ 'groups.read': 'group', 'agent.receive': 'own' }))
    const widened = updateRole(maker, { id, version: 1, role: role({ 'groups.read': 'all' }) })
    await expect(widened).rejects.toMatchObject({ fields: [{ path: 'permissions.groups.read' }] })
    await updateRole(admin, { id, version: 1, role: role({ 'users.write': 'all' }) })
    await updateRole(maker, { id, version: 2, role: role({ 'users.write': 'all' }, 'Renamed') })
    await updateRole(maker, { id, version: 3, role: role({}, 'Narrowed') })
    const { rows } = await listAudit({ entityId: id, page: 1, pageSize: 1, direction: 'desc' })
    await expect(restoreRole(maker, rows[0]?.id ?? '')).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('is take from administrators what keeps the console reachable', async () => {
    const { id, permissions } = await byKey('administrator')
    for (const lost of ['users.write', 'roles.write', 'users.read', 'roles.read'] as const) {
      const { [lost]: _, ...rest } = permissions
      const change = updateRole(admin, { id, version: 1, role: role(rest, 'Administrator') })
      await expect(change).rejects.toMatchObject({ data: { reason: 'administrators_keep', lost: [lost] } })
    }
    const { 'audit.erase': _, ...rest } = permissions
    await updateRole(admin, { id, version: 1, role: role(rest, 'Administrator') })
    const whole = builtInRoles.administrator.permissions
    await updateRole(admin, { id, version: 2, role: role(whole, 'Administrator') })
    expect((await stored(id)).permissions).toEqual(whole)
  })

  it('is narrow the role by which the last administrator administers, also from two sides at once', async () => {
    await pool().query('delete from user_roles')
    const rights = { 'users.write': 'all', 'roles.write': 'all' } as const
    const ids: string[] = []
    for (const name of ['One', 'Two']) {
      const id = newId()
      ids.push(id)
      await pool().query('insert into roles(id, key, name, permissions) values ($1, $2, $2, $3)', [
        ...[id, name, JSON.stringify(rights)],
      ])
      const holder = await person(name, name)
      expect(holder.permissions).toEqual(rights)
    }
    const narrow = (id: string, name: string) =>
      updateRole(admin, { id, version: 1, role: role({ 'users.write': 'all' }, name) })
    const both = await Promise.allSettled([narrow(ids[0] ?? '', 'One'), narrow(ids[1] ?? '', 'Two')])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { data: { reason: 'last_administrator' } },
    })
  })

  it('is delete a built-in role', async () => {
    const { id } = await byKey('quality_inspector')
    await expect(deleteRole(admin, { id, version: 1 })).rejects.toMatchObject({ code: 'invalid_state' })
  })
})

it('a change of a role bites at once for those who hold it', async () => {
  const bo = await person('Bo', 'manager')
  const told: string[] = []
  const stop = onSignal('user_revoked', ({ userId }) => told.push(userId))
  const { id } = await byKey('manager')
  await updateRole(admin, { id, version: 1, role: role({ 'groups.read': 'all' }, 'Manager') })
  stop()
  expect(told).toEqual([bo.userId])
  expect((await principal(bo.userId)).permissions).toEqual({ 'groups.read': 'all' })
})

describe('who can do what, and why', () => {
  it('names every role that gives a permission, the widest scope first to count', async () => {
    const bo = await person('Bo', 'agent')
    const { id } = await createRole(admin, role({ 'conversations.read': 'group' }))
    await pool().query('insert into user_roles(user_id, role_id) values ($1, $2)', [bo.userId, id])
    const explained = await explainAccess(bo.userId)
    const one = explained?.permissions.find(({ permission }) => permission === 'conversations.read')
    expect(one?.scope).toBe('group')
    expect(one?.through.map(({ roleName, scope }) => [roleName, scope])).toEqual([
      ['Agent', 'own'],
      ['Team lead', 'group'],
    ])
    expect(await explainAccess(newId())).toBeNull()
  })

  it('agrees with the one check for every person and every permission', async () => {
    const people = [admin, await person('Bo', 'agent'), await person('Cy', 'supervisor')]
    for (const permission of ['audit.read', 'agent.receive', 'conversations.read', 'groups.write'] as const) {
      const { rows, total } = await whoCan({ permission, page: 1, pageSize: 50 })
      const holders = people.filter((one) => one.permissions[permission])
      expect(rows.map(({ id, scope }) => [id, scope]).sort()).toEqual(
        holders.map((one) => [one.userId, one.permissions[permission]]).sort(),
      )
      expect(total).toBe(holders.length)
    }
  })
})

describe('viewing as somebody', () => {
  const cookieOf = (setCookie: string) => `; ${setCookie.split(';')[0]}`

  it('narrows the session to what both may do, until it ends, and is audited', async () => {
    const { id } = await byKey('manager')
    const cookie = await startView(admin, { kind: 'role', id })
    const viewing = await principal(admin.userId, cookieOf(cookie))
    expect(viewing).toMatchObject({ userId: admin.userId, agentId: null, roles: ['manager'] })
    expect(viewing.permissions).toEqual(builtInRoles.manager.permissions)
    expect(viewing.viewing).toMatchObject({ kind: 'role', id, name: 'Manager', lacking: [] })
    expect(await endView(viewing)).toContain('Max-Age=0')
    expect((await principal(admin.userId)).viewing).toBeUndefined()
    const { rows } = await listAudit({ entity: 'role', page: 1, pageSize: 10, direction: 'asc' })
    expect(rows.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['view_started', admin.userId],
      ['view_ended', admin.userId],
    ])
  })

  it('is nobody else’s cookie, and ends with the right to it', async () => {
    const bo = await person('Bo', 'supervisor')
    const cookie = cookieOf(await startView(admin, { kind: 'user', id: bo.userId }))
    expect((await principal(admin.userId, cookie)).viewing?.name).toBe('Bo')
    const cy = await person('Cy', 'administrator')
    expect((await principal(cy.userId, cookie)).viewing).toBeUndefined()
    await pool().query('update users set disabled_at = now() where id = $1', [bo.userId])
    forgetPrincipals()
    expect((await principal(admin.userId, cookie)).viewing).toBeUndefined()
    expect((await principal(admin.userId, '; switchyard.view=nonsense')).viewing).toBeUndefined()
  })

  it('is of somebody who is there, and not of oneself', async () => {
    for (const id of [newId(), admin.userId])
      await expect(startView(admin, { kind: 'user', id })).rejects.toMatchObject({ code: 'not_found' })
  })
})
