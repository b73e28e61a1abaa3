import { beforeAll, describe, expect, it } from 'vitest'
import { listAudit } from '@/server/modules/accounts'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addExceptions } from './actions/add-exceptions'
import { retireKey, rotateKey } from './actions/change-key'
import { editChannels } from './actions/edit-channels'
import { exportExceptions, importExceptions } from './actions/exchange-exceptions'
import { exportChannels } from './actions/export-channels'
import { importChannels } from './actions/import-channels'
import { getCalendar } from './actions/read-calendars'
import { getChannel } from './actions/read-channels'
import { createCalendar } from './actions/save-calendar'
import { createChannel } from './actions/save-channel'
import { channelFilter, listCalendarsInput } from './contract'
import { calendarOf, channelOf, makeGroup, one, principalOf } from './testing'

useTestDatabase()
const admin = principalOf('administrator')
const office = [{ from: '09:00', to: '18:00' }]
let group = ''

beforeAll(async () => {
  await pool().query(`insert into organization(id, name, time_zone) values (1, 'Test', 'UTC')`)
  group = await makeGroup()
})

const configVersion = async () => (await one<{ v: number }>('select config_version as v from organization')).v
const history = async (entity: string, entityId: string) =>
  (await listAudit({ entity, entityId, page: 1, pageSize: 50, direction: 'desc' })).rows
const make = (changes: object = {}) => createChannel(admin, channelOf(group, changes))
const fileOf = async (pieces: AsyncGenerator<string>) => {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}

describe('one change of several channels', () => {
  it('touches what it names, records each that changed, and raises the version once', async () => {
    const calendar = await createCalendar(admin, calendarOf(office))
    const [a, b] = [await make({ calendarId: calendar.id }), await make({ language: 'zh' })]
    const version = await configVersion()
    const change = { kind: 'hours' as const, calendarId: calendar.id }
    expect(await editChannels(admin, { ids: [a.id, b.id], change })).toEqual({ changed: 1 })
    expect(await configVersion()).toBe(version + 1)
    expect(await getChannel(b.id)).toMatchObject({ calendarId: calendar.id, language: 'zh', version: 2 })
    expect(await history('channel', a.id)).toHaveLength(1)
    expect((await history('channel', b.id))[0]).toMatchObject({
      before: { calendarId: null },
      after: { calendarId: calendar.id },
    })
    expect(await editChannels(admin, { ids: [a.id, b.id], change })).toEqual({ changed: 0 })
    expect(await configVersion()).toBe(version + 1)
  })

  it('is made for all or none', async () => {
    const { id } = await make()
    const change = { kind: 'disabled' as const, disabled: true }
    await expect(editChannels(admin, { ids: [id, newId()], change })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(
      editChannels(admin, { ids: [id], change: { kind: 'group', groupId: newId() } }),
    ).rejects.toMatchObject({ fields: [{ code: 'unknown_group' }] })
    expect(await getChannel(id)).toMatchObject({ disabled: false, version: 1 })
    await editChannels(admin, { ids: [id], change })
    expect(await getChannel(id)).toMatchObject({ disabled: true })
    expect((await history('channel', id))[0]).toMatchObject({ action: 'disabled' })
  })
})

describe('a new key for a channel', () => {
  it('leaves the one before it accepted until it is given up, and a third ends the first', async () => {
    const { id, publicKey: first } = await make()
    const { publicKey: second } = await rotateKey(admin, { id, version: 1 })
    expect(await getChannel(id)).toMatchObject({ publicKey: second, publicKeyOld: first })
    await expect(rotateKey(admin, { id, version: 1 })).rejects.toMatchObject({ code: 'conflict' })
    const { publicKey: third } = await rotateKey(admin, { id, version: 2 })
    expect(await getChannel(id)).toMatchObject({ publicKey: third, publicKeyOld: second })
    await retireKey(admin, { id, version: 3 })
    expect(await getChannel(id)).toMatchObject({ publicKey: third, publicKeyOld: null })
    expect((await history('channel', id)).map(({ action }) => action)).toEqual([
      ...['key_retired', 'key_made', 'key_made', 'created'],
    ])
  })
})

describe('channels as a file', () => {
  it('come back as they went out, and a changed cell changes that alone', async () => {
    const calendar = await createCalendar(admin, calendarOf(office, { name: `Office ${newId()}` }))
    const name = `=Shop ${newId()}`
    const { id } = await make({
      name,
      calendarId: calendar.id,
      siteIds: ['eu', 'us'],
      settings: { menu: [] },
    })
    const csv = await fileOf(exportChannels(channelFilter.parse({ search: name })))
    expect(csv).toContain(`'=Shop`)
    expect(await importChannels(admin, { csv, dryRun: false })).toMatchObject({ unchanged: 1, updated: [] })
    const changed = csv.replace('eu; us', 'eu').replace(',#2f6fed', ',#111111')
    const trial = await importChannels(admin, { csv: changed, dryRun: true })
    expect(trial).toMatchObject({ applied: false, updated: [name] })
    expect(await getChannel(id)).toMatchObject({ version: 1 })
    await importChannels(admin, { csv: changed, dryRun: false })
    expect(await getChannel(id)).toMatchObject({ siteIds: ['eu'], color: '#111111', calendarId: calendar.id })
    expect((await history('channel', id))[0]).toMatchObject({ action: 'imported' })
  })

  it('with bad rows change nothing, and every bad field is named', async () => {
    const csv = [
      'name,default_group,service_hours,color,allowed_origins,confirm_closing',
      `New ${newId()},,Nowhere,red,https://a.example/path,perhaps`,
      'Twice,no such group,,#fff000,,',
      'twice,no such group,,#fff000,,yes',
    ].join('\n')
    const version = await configVersion()
    const { problems, applied } = await importChannels(admin, { csv, dryRun: false })
    expect(applied).toBe(false)
    expect(problems.map(({ row, column, code }) => `${row} ${column} ${code}`).sort()).toEqual(
      [
        '2 default_group group_needed_here',
        '2 service_hours unknown_hours',
        '2 color not_a_color',
        '2 allowed_origins not_origins',
        '2 confirm_closing not_yes_no',
        '3 default_group unknown_group',
        '4 default_group unknown_group',
        '4 name name_twice',
      ].sort(),
    )
    expect(await configVersion()).toBe(version)
  })

  it('need a group for a channel that is new', async () => {
    const { problems } = await importChannels(admin, { csv: `name\nFresh ${newId()}\n`, dryRun: true })
    expect(problems).toMatchObject([{ row: 2, column: 'default_group', code: 'group_needed_here' }])
  })
})

describe('holidays for several hours at once', () => {
  const christmas = { date: '2026-12-25', name: 'Christmas', spans: [] }

  it('are added where they are missing, and replace only when that was asked', async () => {
    const own = { date: '2026-12-25', name: 'Short day', spans: [{ from: '09:00', to: '12:00' }] }
    const a = await createCalendar(admin, calendarOf(office))
    const settings = calendarOf(office)
    settings.hours.exceptions = [own, { date: '2026-05-01', name: 'May Day', spans: [] }]
    const b = await createCalendar(admin, settings)
    const ids = [a.id, b.id]
    expect(await addExceptions(admin, { ids, exceptions: [christmas], replace: false })).toEqual({
      changed: 1,
    })
    expect((await getCalendar(a.id)).hours.exceptions).toEqual([christmas])
    expect((await getCalendar(b.id)).version).toBe(1)
    expect(await addExceptions(admin, { ids, exceptions: [christmas], replace: true })).toEqual({
      changed: 1,
    })
    expect((await getCalendar(b.id)).hours.exceptions.map(({ date, name }) => [date, name])).toEqual([
      ['2026-05-01', 'May Day'],
      ['2026-12-25', 'Christmas'],
    ])
    expect((await history('calendar', b.id))[0]).toMatchObject({ action: 'updated' })
    await expect(
      addExceptions(admin, { ids: [a.id, newId()], exceptions: [christmas], replace: true }),
    ).rejects.toMatchObject({ code: 'not_found' })
  })

  it('come and go as a file, all rows or none', async () => {
    const name = `Workshop ${newId()}`
    const { id } = await createCalendar(admin, calendarOf(office, { name }))
    const head = 'service_hours,date,occasion,open'
    const bad = [
      head,
      `${name},2026-02-30,X,`,
      `${name},2026-06-01,Y,09:00-14:00; 13:00-15:00`,
      'Nobody,2026-06-02,Z,9',
    ]
    const refused = await importExceptions(admin, { csv: bad.join('\n'), dryRun: false })
    expect(refused.problems.map(({ row, column, code }) => `${row} ${column} ${code}`)).toEqual([
      '2 date not_a_date',
      '3 open spans_overlap',
      '4 service_hours unknown_hours',
      '4 open bad_spans',
    ])
    const good = [head, `${name},2026-06-01,Trade fair,09:00-12:00; 13:00-15:00`, `${name},2026-12-25,=Xmas,`]
    const csv = good.join('\n')
    expect(await importExceptions(admin, { csv, dryRun: true })).toMatchObject({
      applied: false,
      updated: [name],
    })
    expect((await getCalendar(id)).version).toBe(1)
    await importExceptions(admin, { csv, dryRun: false })
    expect((await getCalendar(id)).hours.exceptions[0]).toMatchObject({
      spans: [
        { from: '09:00', to: '12:00' },
        { from: '13:00', to: '15:00' },
      ],
    })
    const file = await fileOf(exportExceptions(listCalendarsInput.parse({ search: name })))
    expect(file).toContain(`'=Xmas`)
    expect(await importExceptions(admin, { csv: file, dryRun: false })).toMatchObject({
      unchanged: 1,
      updated: [],
    })
  })
})
