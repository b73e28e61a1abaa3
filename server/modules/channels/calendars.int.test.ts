import { beforeAll, describe, expect, it } from 'vitest'
import { listAudit } from '@/server/modules/accounts'
import { pool } from '@/server/platform/db/pool'
import { useTestDatabase } from '@/server/platform/testing/database'
import { getCalendar, readCalendars } from './actions/read-calendars'
import {
  createCalendar,
  deleteCalendar,
  restoreCalendar,
  setCalendarDisabled,
  updateCalendar,
} from './actions/save-calendar'
import { createChannel } from './actions/save-channel'
import { calendarInput, listCalendarsInput } from './contract'
import { listChoices } from './store/channel-facts'
import { calendarOf, channelOf, makeGroup, one, principalOf } from './testing'

useTestDatabase()
const admin = principalOf('administrator')
const office = [{ from: '09:00', to: '18:00' }]

beforeAll(() => pool().query(`insert into organization(id, name, time_zone) values (1, 'Test', 'UTC')`))

describe('service hours', () => {
  it('refuse spans that overlap, and name both', async () => {
    const bad = calendarOf([...office, { from: '17:00', to: '20:00' }])
    await expect(createCalendar(admin, bad)).rejects.toMatchObject({
      code: 'invalid_input',
      message: 'mon 09:00–18:00 and mon 17:00–20:00 overlap.',
      fields: expect.arrayContaining([
        { path: 'hours.weekly.mon.1.from', code: 'spans_overlap', message: expect.any(String) },
      ]),
    })
  })

  it('refuse a zone that does not exist, at its field', () => {
    const bad = calendarOf(office)
    const read = calendarInput.safeParse({ ...bad, hours: { ...bad.hours, timeZone: 'Mars/Olympus' } })
    expect(read.error?.issues).toMatchObject([{ path: ['hours', 'timeZone'], message: 'time_zone' }])
  })

  it('conflict when somebody was faster, and raise the configuration version once', async () => {
    const settings = calendarOf(office)
    const { id } = await createCalendar(admin, settings)
    const version = await one<{ v: number }>('select config_version as v from organization')
    const next = (to: string) => ({ ...settings, hours: calendarOf([{ from: '08:00', to }]).hours })
    const both = await Promise.allSettled(
      ['12:00', '13:00'].map((to) => updateCalendar(admin, { id, version: 1, calendar: next(to) })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = both.find((outcome) => outcome.status === 'rejected')
    expect(lost?.reason).toMatchObject({ code: 'conflict', data: { current: { version: 2 } } })
    expect(await one('select config_version as v from organization')).toEqual({ v: version.v + 1 })
  })

  it('that are disabled are offered to nobody new, and stay so when they are saved without saying it', async () => {
    const settings = calendarOf(office)
    const { id } = await createCalendar(admin, settings)
    const channel = await createChannel(admin, channelOf(await makeGroup(), { calendarId: id }))
    await setCalendarDisabled(admin, { id, version: 1, disabled: true })
    const offered = async () => (await listChoices()).calendars.find((one) => one.id === id)
    expect(await offered()).toMatchObject({ disabled: true })
    await updateCalendar(admin, { id, version: 2, calendar: { ...settings, name: `${settings.name} 2` } })
    expect(await getCalendar(id)).toMatchObject({ disabled: true, uses: { channels: [expect.any(String)] } })
    await expect(setCalendarDisabled(admin, { id, version: 2, disabled: false })).rejects.toMatchObject({
      code: 'conflict',
    })
    await setCalendarDisabled(admin, { id, version: 3, disabled: false })
    expect(await offered()).toMatchObject({ disabled: false })
    await pool().query('delete from channels where id = $1', [channel.id])
    await deleteCalendar(admin, { id, version: 4 })
  })

  it('are deleted only while nobody keeps them, and come back from the audit log', async () => {
    const settings = calendarOf(office)
    const { id } = await createCalendar(admin, settings)
    const { name } = channelOf(await makeGroup())
    const channel = await createChannel(admin, channelOf(await makeGroup(), { name, calendarId: id }))
    await expect(deleteCalendar(admin, { id, version: 1 })).rejects.toMatchObject({
      code: 'in_use',
      data: { uses: { channels: [name], groups: [] } },
    })
    await pool().query('delete from channels where id = $1', [channel.id])
    await deleteCalendar(admin, { id, version: 1 })
    const { rows } = await listAudit({
      entity: 'calendar',
      entityId: id,
      page: 1,
      pageSize: 5,
      direction: 'desc',
    })
    await restoreCalendar(admin, { entryId: rows[0]!.id })
    expect(await getCalendar(id)).toMatchObject({ name: settings.name, hours: settings.hours })
  })

  it('are listed with who keeps them, sorted by what is computed', async () => {
    await pool().query('delete from channels; delete from calendars')
    await createCalendar(admin, calendarOf(office, { name: 'Short' }))
    const long = await createCalendar(admin, calendarOf([{ from: '00:00', to: '24:00' }], { name: 'Long' }))
    await createChannel(admin, channelOf(await makeGroup(), { name: 'Shop', calendarId: long.id }))
    const filter = listCalendarsInput.parse({ sort: 'weekly', direction: 'desc' })
    const { rows, total } = await readCalendars(filter, { limit: 1, offset: 0 })
    expect(total).toBe(2)
    expect(rows).toMatchObject([{ name: 'Long', weeklyMinutes: 10_080, openNow: true, channels: ['Shop'] }])
  })
})
