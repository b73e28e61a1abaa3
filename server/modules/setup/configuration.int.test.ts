import { beforeAll, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { seedDemo } from '@/prisma/seed/demo'
import type { Principal } from '@/server/access'
import { builtInRoles } from '@/server/access'
import { foundOrganization } from '@/server/modules/accounts'
import { pool } from '@/server/platform/db/pool'
import { useTestDatabase } from '@/server/platform/testing/database'
import type { ExportChoices } from './contract'
import { applyConfiguration, compareConfiguration, exportConfiguration } from './index'

const database = useTestDatabase()
const everything: ExportChoices = { format: 'yaml', users: true, members: true, keys: true, stamp: false }

type File = Record<string, Record<string, unknown>[]>
let administrator: Principal
let whole = ''

async function become(email: string): Promise<void> {
  const { rows } = await pool().query<{ id: string; name: string }>(
    'select id, name from users where email = $1',
    [email],
  )
  const row = rows[0]!
  administrator = {
    ...{ userId: row.id, name: row.name, agentId: null, roles: ['administrator'] },
    permissions: builtInRoles.administrator.permissions,
    ...{ groupIds: [], scopeGroupIds: [] },
  }
}

const compare = (text: string, prune = false) => compareConfiguration(administrator, text, { prune })
async function apply(text: string, prune = false) {
  const { hash, problems } = await compare(text, prune)
  expect(problems).toEqual([])
  return applyConfiguration(administrator, text, { prune, hash })
}
const real = <C extends { kind: string }>(changes: C[]) => changes.filter(({ kind }) => kind !== 'kept')
const edited = (change: (file: File) => void): string => {
  const file = parse(whole) as File
  change(file)
  return stringify(file)
}
const version = async () =>
  Number((await pool().query('select config_version from organization')).rows[0].config_version)

/** As after DEMO=0: an organisation, the built-in roles, one administrator. */
async function empty(): Promise<void> {
  const { rows } = await pool().query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> '_prisma_migrations'`,
  )
  await pool().query(`truncate ${rows.map(({ name }) => `"${name}"`).join(', ')} cascade`)
  const founding = { organisation: 'New', timeZone: 'UTC', password: 'long enough here' }
  await foundOrganization({ ...founding, email: 'admin@fernhalde.example' }, () => {})
  await become('admin@fernhalde.example')
}

beforeAll(async () => {
  await seedDemo({ databaseUrl: database.url })
  await become('admin@fernhalde.example')
  await pool().query(
    `insert into shift_templates(id, name, code, segments) values
      ('0198c0de-0000-7000-8000-000000000001', 'Early', 'E', '[{"kind":"work","from":480,"until":960}]')`,
  )
  await pool().query(
    `insert into rotations(id, name, days) values
      ('0198c0de-0000-7000-8000-000000000002', 'Two on', '["0198c0de-0000-7000-8000-000000000001", null]')`,
  )
  await pool().query(
    `insert into roles(id, key, name, permissions) values
      ('0198c0de-0000-7000-8000-000000000003', 'planner', 'Planner', '{"schedules.write":"group"}')`,
  )
  await pool().query(`update channels set identity_secret = 'secret-of-this-place', identity_forced = true
    where public_key = 'demo-partner'`)
  await pool().query(
    `insert into rotation_members(id, rotation_id, agent_id, starts_on, offset_days)
     select '0198c0de-0000-7000-8000-000000000004', '0198c0de-0000-7000-8000-000000000002', id, '2026-03-02', 1
     from agents order by id limit 1`,
  )
  await pool().query('delete from coverage_targets')
  await pool().query(
    `insert into coverage_targets(group_id, weekday, slot, agents)
     select id, 1, slot, 3 from skill_groups, generate_series(18, 23) slot where name = 'Product advice'`,
  )
  await pool().query(`update skill_groups set quality_mode = 'computed' where name = 'Product advice'`)
  await pool().query(
    `update organization set settings = settings || '{"signIn": {"secondStepRoles": ["supervisor"]}}'`,
  )
  await pool().query(
    `update alarm_rules set webhook_url = 'https://hooks.example/a?token=hidden-token' where id = (select min(id::text)::uuid from alarm_rules)`,
  )
  whole = await exportConfiguration(everything)
}, 120_000)

describe('the configuration as a file', () => {
  it('is the same, byte for byte, for the same state, and says no secret, no password and no id', async () => {
    expect(await exportConfiguration(everything)).toBe(whole)
    expect(whole).not.toContain('secret-of-this-place')
    expect(whole).not.toContain('hidden-token')
    expect(whole).not.toMatch(/argon2|swy_pat|[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/)
    const plain = await exportConfiguration({ ...everything, users: false, members: false, keys: false })
    expect(plain).not.toContain('@fernhalde.example')
    expect(plain).not.toContain('demo-web')
  })

  it('differs from nothing when it is compared with where it came from', async () => {
    const { changes, problems, text } = await compare(whole, true)
    expect({ changes: real(changes), problems, text }).toEqual({
      changes: [],
      problems: [],
      text: 'No difference.',
    })
  })

  it('names each change by its field, and writes nothing while it compares', async () => {
    const text = edited((file) => {
      file.groups!.find(({ name }) => name === 'Product advice')!.serviceLevelSeconds = 45
      const members = file.groups!.find(({ name }) => name === 'Warranty & repair')!.members as {
        quality: number
      }[]
      members[0]!.quality = 77
      file.routingRules!.reverse()
    })
    const before = await version()
    const { changes } = await compare(text)
    expect(real(changes)).toMatchObject([
      {
        section: 'groups',
        kind: 'changed',
        name: 'Product advice',
        fields: [{ field: 'serviceLevelSeconds', from: 20, to: 45 }],
      },
      {
        section: 'groups',
        kind: 'changed',
        fields: [{ field: expect.stringMatching(/^members\[.*\]\.quality$/), to: 77 }],
      },
      { section: 'routingRules', kind: 'changed', name: 'order' },
    ])
    expect(await version()).toBe(before)
    expect(await exportConfiguration(everything)).toBe(whole)
  })

  it('is applied at once: one version, an entry in the audit log per record, nothing left to change', async () => {
    const text = edited((file) => {
      file.groups!.find(({ name }) => name === 'Product advice')!.serviceLevelSeconds = 45
      file.routingRules!.reverse()
      file.busyReasons!.reverse()
    })
    const before = await version()
    await apply(text)
    expect(await version()).toBe(before + 1)
    expect(real((await compare(text, true)).changes)).toEqual([])
    const { rows } = await pool().query(`select entity, label from audit_entries where action = 'applied'`)
    expect(rows).toContainEqual({ entity: 'skill_group', label: 'Product advice' })
    await apply(whole)
    expect(await exportConfiguration(everything)).toBe(whole)
  })

  it('is refused when somebody changed something since it was compared', async () => {
    const text = edited((file) => {
      file.groups![0]!.description = 'From the file'
    })
    const { hash } = await compare(text)
    await pool().query(
      `update skill_groups set max_queue_length = 9, version = version + 1 where name = '中文服务'`,
    )
    const applying = applyConfiguration(administrator, text, { prune: false, hash })
    await expect(applying).rejects.toMatchObject({ code: 'conflict' })
    await pool().query(`update skill_groups set max_queue_length = null where name = '中文服务'`)
    expect(await exportConfiguration(everything)).toBe(whole)
  })

  it('carries how one signs in, quality modes, targets and who works by which rotation', async () => {
    const file = parse(whole) as File
    expect(file.signIn).toMatchObject({ secondStepRoles: ['supervisor'], oidc: null })
    expect(file.coverageTargets).toMatchObject([
      { group: 'Product advice', week: { mon: [{ from: '09:00', until: '12:00', agents: 3 }], tue: [] } },
    ])
    const turn = file.rotations!.findIndex(({ name }) => name === 'Two on')
    expect(file.rotations![turn]).toMatchObject({ members: [{ startsOn: '2026-03-02', offsetDays: 1 }] })
    const text = edited((changed) => {
      Object.assign(changed.signIn!, { secondStepRoles: [] })
      changed.groups!.find(({ name }) => name === 'Product advice')!.qualityMode = 'manual'
      changed.coverageTargets![0]!.week = { fri: [{ from: '23:30', until: '24:00', agents: 1 }] }
      changed.rotations![turn]!.members = []
    })
    const { changes } = await apply(text)
    expect(new Set(real(changes).map(({ section }) => section))).toEqual(
      new Set(['signIn', 'groups', 'rotations', 'coverageTargets']),
    )
    expect(real((await compare(text)).changes)).toEqual([])
    await apply(whole)
    expect(await exportConfiguration(everything)).toBe(whole)
    const over = { from: '09:00', until: '10:00', agents: 1 }
    const wrong = edited((changed) => {
      changed.coverageTargets![0]!.week = { mon: [over, over] }
      changed.rotations![turn]!.members = [{ member: 'nobody@nowhere.example', startsOn: '2026-03-02' }]
      Object.assign(changed.signIn!, {
        oidc: { issuer: 'https://id.example', clientId: 'c', label: 'L', entry: 'create', role: 'none' },
      })
    })
    expect((await compare(wrong)).problems.map(({ path }) => path)).toEqual([
      'signIn.oidc.role',
      `rotations[${turn}].members[0].member`,
      'coverageTargets[0].week.mon[1]',
    ])
  })

  it('leaves tokens out of addresses, and does not take them from rules that have them', async () => {
    const text = edited((file) => {
      const rule = file.alarmRules!.find(({ webhookUrl }) => webhookUrl === 'https://hooks.example/a')!
      rule.repeatSeconds = 90
    })
    await apply(text)
    const stored = async () =>
      (await pool().query(`select webhook_url as url from alarm_rules where webhook_url is not null`)).rows
    expect(await stored()).toContainEqual({ url: 'https://hooks.example/a?token=hidden-token' })
    const full = whole.replace('https://hooks.example/a', 'https://hooks.example/a?token=hidden-token')
    expect((await apply(full)).changes.filter(({ kind }) => kind === 'changed')).toHaveLength(1)
    expect(real((await compare(full)).changes)).toEqual([])
    expect(await exportConfiguration(everything)).toBe(whole)
  })

  it('tells every problem with its place, and applies nothing of a file that has one', async () => {
    const text = edited((file) => {
      const members = file.groups![0]!.members as { agent: string }[]
      members[1]!.agent = 'nobody@nowhere.example'
      file.groups![2]!.parent = 'No such group'
      file.channels![0]!.defaultGroup = 'No such group'
      file.routingRules![0]!.group = 'Neither'
      file.groups![3]!.description = 'Fine by itself'
    })
    const { problems, hash } = await compare(text)
    expect(problems.map(({ path }) => path)).toEqual([
      'groups[0].members[1].agent',
      'groups[2].parent',
      'channels[0].defaultGroup',
      'routingRules[0].group',
    ])
    const applying = applyConfiguration(administrator, text, { prune: false, hash })
    await expect(applying).rejects.toMatchObject({ code: 'invalid_input' })
    expect(await exportConfiguration(everything)).toBe(whole)
  })

  it('refuses circles of groups, overlapping hours and names taken twice, as the screens do', async () => {
    const text = edited((file) => {
      file.groups!.find(({ name }) => name === 'Customer care')!.parent = 'Orders & delivery'
      const hours = file.calendars![0]!.weekly as Record<string, object[]>
      hours.mon = [
        { from: '08:00', to: '12:00' },
        { from: '11:00', to: '13:00' },
      ]
      file.channels!.push({ ...file.channels![0]! })
    })
    const codes = (await compare(text)).problems.map(({ code }) => code)
    expect(codes).toEqual(expect.arrayContaining(['twice', 'spans_overlap', 'parent_cycle']))
  })

  it('removes only when asked, switches off what has a history, and keeps what others still name', async () => {
    const text = edited((file) => {
      file.quickReplies!.splice(0, 1)
      file.categories!.at(-1)!.children = []
    })
    expect(real((await compare(text)).changes)).toEqual([])
    const { changes } = await apply(text, true)
    expect(real(changes).every(({ kind }) => kind === 'removed')).toBe(true)
    const after = parse(await exportConfiguration(everything)) as File
    expect(after.quickReplies).toHaveLength((parse(whole) as File).quickReplies!.length - 1)
    expect(
      (after.categories!.at(-1)!.children as { disabled: boolean }[]).every(({ disabled }) => disabled),
    ).toBe(true)
    expect(real((await compare(text, true)).changes)).toEqual([])
    const inUse = edited((file) => {
      file.groups!.splice(
        file.groups!.findIndex(({ name }) => name === 'Customer care'),
        1,
      )
    })
    expect((await compare(inUse, true)).problems.length).toBeGreaterThan(0)
    await apply(whole)
    expect(await exportConfiguration(everything)).toBe(whole)
  })

  it('never leaves an installation without an administrator, nor gives what the person lacks', async () => {
    const noAdministrator = edited((file) => {
      for (const user of file.users!)
        user.roles = (user.roles as string[]).filter((key) => key !== 'administrator')
    })
    expect((await compare(noAdministrator)).problems).toMatchObject([{ path: 'users' }])
    const lesser = { ...administrator, permissions: { 'configuration.transfer': 'all' } } as Principal
    const more = edited((file) => {
      file.users!.find(({ email }) => email === 'manager@fernhalde.example')!.roles = ['administrator']
    })
    const { problems } = await compareConfiguration(lesser, more, { prune: false })
    expect(problems[0]?.path).toMatch(/^users\[\d+\]\.permissions/)
  })

  it('makes an empty installation the same, and is applied there twice without a second change', async () => {
    await empty()
    await apply(whole, true)
    expect(await exportConfiguration(everything)).toBe(whole)
    expect(real((await compare(whole, true)).changes)).toEqual([])
    const { rows } = await pool().query(
      `select identity_secret from channels where public_key = 'demo-partner'`,
    )
    expect(rows[0].identity_secret).toMatch(/^[\w-]{43}$/)
  }, 60_000)
})
