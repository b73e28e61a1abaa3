import { beforeAll, describe, expect, it } from 'vitest'
import { listAudit } from '@/server/modules/accounts'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { onSignal } from '@/server/platform/signals'
import { useTestDatabase } from '@/server/platform/testing/database'
import { retireIdentity, rotateIdentity } from './actions/change-secret'
import { setThresholds } from './actions/organization-thresholds'
import { getChannel, readChannels } from './actions/read-channels'
import { restoreChannel } from './actions/restore-channel'
import { createCalendar } from './actions/save-calendar'
import { createChannel, deleteChannel, setChannelDisabled, updateChannel } from './actions/save-channel'
import { type ChannelConfiguration, channelInput, listChannelsInput } from './contract'
import { calendarOf, channelOf, makeConversations, makeGroup, one, principalOf } from './testing'

useTestDatabase()
const admin = principalOf('administrator')
let group = ''

beforeAll(async () => {
  await pool().query(`insert into organization(id, name, time_zone) values (1, 'Test', 'UTC')`)
  group = await makeGroup()
})

const configVersion = async () => (await one<{ v: number }>('select config_version as v from organization')).v
const make = (changes: Partial<ChannelConfiguration> = {}) => createChannel(admin, channelOf(group, changes))
const historyOf = async (entityId: string) =>
  (await listAudit({ entity: 'channel', entityId, page: 1, pageSize: 50, direction: 'desc' })).rows
const list = (filter: object) => readChannels(listChannelsInput.parse(filter), { limit: 50, offset: 0 })

describe('changing a channel', () => {
  it('raises the configuration version, records both sides and tells dispatch, all in one', async () => {
    const settings = channelOf(group)
    const { id } = await createChannel(admin, settings)
    const version = await configVersion()
    const seen: number[] = []
    const stop = onSignal('config_changed', (payload) => seen.push(payload.version))
    await updateChannel(admin, { id, version: 1, channel: { ...settings, confirmClosing: true } })
    stop()
    expect(seen).toEqual([version + 1])
    expect(await configVersion()).toBe(version + 1)
    expect((await historyOf(id))[0]).toMatchObject({
      action: 'updated',
      before: { confirmClosing: false },
      after: { confirmClosing: true },
    })
  })

  it('that changes nothing raises no version and leaves no entry', async () => {
    const settings = channelOf(group, { thresholds: { silenceMs: 60_000 } })
    const { id } = await createChannel(admin, settings)
    const version = await configVersion()
    await updateChannel(admin, { id, version: 1, channel: settings })
    expect(await configVersion()).toBe(version)
    expect(await historyOf(id)).toHaveLength(1)
  })

  it('conflicts when somebody was faster, and shows what stands now', async () => {
    const settings = channelOf(group)
    const { id } = await createChannel(admin, settings)
    const both = ['#111111', '#222222'].map((color) =>
      updateChannel(admin, { id, version: 1, channel: { ...settings, color } }),
    )
    const outcomes = await Promise.allSettled(both)
    const lost = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(lost).toHaveLength(1)
    const { color } = await getChannel(id)
    expect(lost[0]?.reason).toMatchObject({ code: 'conflict', data: { current: { id, version: 2, color } } })
  })

  it('refuses a name that is taken in any case, even for two at once', async () => {
    const name = `Shop ${newId()}`
    await make({ name })
    await expect(make({ name: name.toUpperCase() })).rejects.toMatchObject({
      code: 'duplicate',
      fields: [{ path: 'name', code: 'channel_name_taken' }],
    })
    const other = `Twins ${newId()}`
    const both = await Promise.allSettled([make({ name: other }), make({ name: other })])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('names every field that leads nowhere, and writes nothing', async () => {
    const settings = channelOf(newId(), {
      calendarId: newId(),
      identityForced: true,
      settings: {
        ...channelOf(group).settings,
        menu: [{ label: { en: 'Returns' }, action: { kind: 'category', categoryId: newId() } }],
      },
    })
    await expect(createChannel(admin, settings)).rejects.toMatchObject({
      code: 'invalid_input',
      fields: [
        { path: 'defaultGroupId' },
        { path: 'calendarId' },
        { path: 'identityForced' },
        { path: 'settings.menu.0.action.categoryId' },
      ],
    })
    expect(await one('select 1 from channels where name = $1', [settings.name])).toBe(undefined)
  })

  it.each([
    ['a path', 'https://shop.example/chat'],
    ['no scheme', 'shop.example'],
    ['another scheme', 'ftp://shop.example'],
    ['a directive', "https://shop.example; script-src 'unsafe-inline'"],
    ['the standard port', 'https://shop.example:443'],
  ])('refuses an origin with %s, which a browser would never send', (_title, value) => {
    expect(channelInput.shape.allowedOrigins.safeParse([value]).success).toBe(false)
  })

  it('names the threshold that comes before its warning', () => {
    const wrong = { ...channelOf(group), thresholds: { noReplyWarningMs: 60_000, noReplyBreachMs: 30_000 } }
    const issues = channelInput.safeParse(wrong).error?.issues
    expect(issues).toMatchObject([
      { path: ['thresholds', 'noReplyBreachMs'], message: 'breach_before_warning' },
    ])
  })
})

describe('the list', () => {
  it('finds by name, key and site, filters by state and kind, and warns', async () => {
    const calendar = await createCalendar(admin, calendarOf([]))
    const mark = newId()
    const made = await make({
      ...{ name: `Warned ${mark}`, siteIds: [`site-${mark}`.slice(0, 60)] },
      ...{ allowedOrigins: [], calendarId: calendar.id },
    })
    const plain = await make({ kind: 'api', name: `Plain ${mark}` })
    expect((await list({ search: mark, sort: 'name' })).rows.map(({ id }) => id)).toEqual([plain.id, made.id])
    expect((await list({ search: made.publicKey })).rows.map(({ id }) => id)).toEqual([made.id])
    expect((await list({ search: `site-${mark}`.slice(0, 30) })).total).toBe(1)
    expect((await list({ search: mark, kind: 'api' })).rows[0]?.warnings).toEqual(['no_members'])
    expect((await list({ search: mark, kind: 'web' })).rows[0]?.warnings).toEqual([
      'no_members',
      'never_open',
      'any_origin',
    ])
    await setChannelDisabled(admin, { id: made.id, version: 1, disabled: true })
    expect((await list({ search: mark, state: 'active' })).total).toBe(1)
    expect((await list({ search: mark, state: 'disabled' })).rows[0]?.warnings).toEqual([])
  })

  it('takes the signs of a pattern for what they are', async () => {
    await make({ name: `100%_${newId()}` })
    expect((await list({ search: '100%_' })).total).toBe(1)
    expect((await list({ search: '1%_' })).total).toBe(0)
  })
})

describe('a channel that goes', () => {
  it('is deleted only while nothing happened on it and no rule names it', async () => {
    const used = await make()
    await makeConversations(2, { channelId: used.id })
    await expect(deleteChannel(admin, { id: used.id, version: 1 })).rejects.toMatchObject({
      code: 'in_use',
      data: { uses: { past: 2, open: 0 } },
    })
    const named = await make()
    await pool().query(
      `insert into routing_rules(id, position, name, conditions, group_id) values ($1, 1000, 'R', $2, $3)`,
      [newId(), { channelIds: [named.id] }, group],
    )
    await expect(deleteChannel(admin, { id: named.id, version: 1 })).rejects.toMatchObject({
      data: { uses: { rules: ['R'] } },
    })
  })

  it('comes back from the audit log under its id and key, without what is gone', async () => {
    const calendar = await createCalendar(admin, calendarOf([{ from: '09:00', to: '17:00' }]))
    const { id, publicKey } = await make({ calendarId: calendar.id, siteIds: ['shop'] })
    await deleteChannel(admin, { id, version: 1 })
    await pool().query('delete from calendars where id = $1', [calendar.id])
    const [entry] = await historyOf(id)
    expect(await restoreChannel(admin, { entryId: entry!.id })).toEqual({ id, leftOut: 1 })
    expect(await getChannel(id)).toMatchObject({ publicKey, siteIds: ['shop'], calendarId: null })
  })

  it('goes back to any earlier state in one step', async () => {
    const settings = channelOf(group, { confirmClosing: true })
    const { id } = await createChannel(admin, settings)
    await updateChannel(admin, { id, version: 1, channel: { ...settings, confirmClosing: false } })
    const [entry] = await historyOf(id)
    await restoreChannel(admin, { entryId: entry!.id })
    expect(await getChannel(id)).toMatchObject({ confirmClosing: true, version: 3 })
    expect((await historyOf(id))[0]?.action).toBe('restored')
  })
})

describe('the identity secret', () => {
  const secretsOf = (id: string) =>
    one<{ now: string | null; old: string | null }>(
      'select identity_secret as now, identity_secret_old as old from channels where id = $1',
      [id],
    )

  it('is shown once and stands in no answer and no audit entry', async () => {
    const { id } = await make()
    const { secret } = await rotateIdentity(admin, { id, version: 1 })
    expect(secret).toMatch(/^[\w-]{43}$/)
    expect(await secretsOf(id)).toEqual({ now: secret, old: null })
    expect(JSON.stringify([await getChannel(id), await historyOf(id)])).not.toContain(secret)
  })

  it('stands beside the one before it until that is given up; there are never three', async () => {
    const { id } = await make()
    const made: string[] = []
    for (const version of [1, 2, 3]) made.push((await rotateIdentity(admin, { id, version })).secret)
    expect(await secretsOf(id)).toEqual({ now: made[2], old: made[1] })
    expect((await getChannel(id)).identity.secrets).toBe(2)
    await retireIdentity(admin, { id, version: 4, what: 'old' })
    expect(await secretsOf(id)).toEqual({ now: made[2], old: null })
  })

  it('cannot be forced where there is none, nor given up while it is forced', async () => {
    const settings = channelOf(group)
    const { id } = await createChannel(admin, settings)
    const forced = { ...settings, identityForced: true }
    await expect(updateChannel(admin, { id, version: 1, channel: forced })).rejects.toMatchObject({
      fields: [{ path: 'identityForced', code: 'no_secret' }],
    })
    await rotateIdentity(admin, { id, version: 1 })
    await updateChannel(admin, { id, version: 2, channel: forced })
    await expect(retireIdentity(admin, { id, version: 3, what: 'all' })).rejects.toMatchObject({
      code: 'invalid_state',
    })
  })

  it('is rotated by one of two who do it at once, so that no secret is lost unseen', async () => {
    const { id } = await make()
    const both = await Promise.allSettled([1, 2].map(() => rotateIdentity(admin, { id, version: 1 })))
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await getChannel(id)).identity.secrets).toBe(1)
  })
})

describe('thresholds of the organisation', () => {
  const stored = async () =>
    (await one<{ s: { thresholds?: object } }>('select settings as s from organization')).s

  it('leave the other settings alone, and conflict when another has changed them', async () => {
    await pool().query(`update organization set settings = '{"stickinessHours": 4}'`)
    await setThresholds(admin, { before: {}, after: { silenceMs: 120_000 } })
    expect(await stored()).toEqual({ stickinessHours: 4, thresholds: { silenceMs: 120_000 } })
    await expect(setThresholds(admin, { before: {}, after: { silenceMs: 60_000 } })).rejects.toMatchObject({
      code: 'conflict',
      data: { current: { silenceMs: 120_000 } },
    })
    await setThresholds(admin, { before: { silenceMs: 120_000 }, after: {} })
    expect(await stored()).toEqual({ stickinessHours: 4, thresholds: {} })
  })
})
