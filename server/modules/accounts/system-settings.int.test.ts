import { beforeEach, describe, expect, it } from 'vitest'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { emitSignal } from '@/server/platform/signals'
import { useTestDatabase } from '@/server/platform/testing/database'
import { findBranding, listAudit, notificationsOf, readLogo } from '.'
import { setNotifications } from './actions/notification-preferences'
import { uploadLogo } from './actions/set-logo'
import { getSettings, restoreSettings, saveSettings } from './actions/system-settings'
import { contrastOf, saveSectionInput } from './contract'

useTestDatabase()

const principal = {
  ...{
    userId: newId(),
    name: 'Ana',
    agentId: null,
    roles: [],
    permissions: {},
    groupIds: [],
    scopeGroupIds: [],
  },
}
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

beforeEach(async () => {
  await pool().query(
    'truncate organization, users, audit_entries, audit_personal, audit_head, pictures cascade',
  )
  await pool().query(
    `insert into organization(id, name, time_zone, settings) values (1, 'Test', 'UTC', '{"stickinessHours": 5}')`,
  )
  emitSignal('config_changed', { version: 1 })
})

const version = async () => (await pool().query('select config_version as v from organization')).rows[0].v

describe('settings', () => {
  it('are saved section by section over what was read; of two at once one wins', async () => {
    const before = (await getSettings()).masking
    const wanted = [
      { ...before, cards: true },
      { ...before, phones: true },
    ]
    const results = await Promise.allSettled(
      wanted.map((value) => saveSettings(principal, { section: 'masking', before, value })),
    )
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((results.find((r) => r.status === 'rejected') as PromiseRejectedResult).reason).toMatchObject({
      code: 'conflict',
    })
    const { masking, organization } = await getSettings()
    expect(masking.cards).not.toBe(masking.phones)
    expect(organization.name).toBe('Test')
    const stored = await pool().query('select settings from organization')
    expect(stored.rows[0].settings.stickinessHours).toBe(5)
  })

  it('go back to what they were, on record, and reach dispatch as a new version', async () => {
    const before = (await getSettings()).organization
    const value = { name: 'New', timeZone: 'UTC', defaultLanguage: 'zh' as const }
    const first = await version()
    await saveSettings(principal, { section: 'organization', before, value })
    expect(await version()).toBe(first + 1)
    const history = () =>
      listAudit({ entity: 'settings', entityId: 'organization', page: 1, pageSize: 5, direction: 'desc' })
    const [entry] = (await history()).rows
    expect(entry).toMatchObject({ before, after: value })
    await restoreSettings(principal, entry?.id ?? '')
    expect((await getSettings()).organization).toEqual(before)
    expect((await history()).rows.map(({ action }) => action)).toEqual(['restored', 'updated'])
    await expect(restoreSettings(principal, newId())).rejects.toMatchObject({ code: 'not_found' })
  })

  it('count an empty text as none, before and after', async () => {
    const input = saveSectionInput.parse({
      section: 'texts',
      before: { greeting: { en: '', zh: '' }, queue: {}, offline: {}, closing: {} },
      value: { greeting: { en: ' Hello ', zh: '' }, queue: {}, offline: {}, closing: {} },
    })
    await saveSettings(principal, input)
    expect((await getSettings()).texts.greeting).toEqual({ en: 'Hello' })
  })

  it('of the roster are one part on the screen, and stay apart for those who read them', async () => {
    const before = (await getSettings()).roster
    expect(before).toMatchObject({ swapsNeedApproval: true, longestShiftHours: 16 })
    const value = { ...before, swapsNeedApproval: false, minRestHours: 9.5 }
    await saveSettings(principal, { section: 'roster', before, value })
    const { swapsNeedApproval, ...roster } = value
    const { rows } = await pool().query('select settings from organization')
    expect(rows[0].settings).toEqual({ stickinessHours: 5, roster, swapsNeedApproval })
    const [entry] = (
      await listAudit({ entity: 'settings', entityId: 'roster', page: 1, pageSize: 5, direction: 'desc' })
    ).rows
    await restoreSettings(principal, entry?.id ?? '')
    expect((await getSettings()).roster).toEqual(before)
    const upside = { ...before, maxShiftHours: before.longestShiftHours + 1 }
    expect(saveSectionInput.safeParse({ section: 'roster', before, value: upside }).success).toBe(false)
  })

  it('know only time zones that exist', () => {
    const value = { name: 'A', timeZone: 'Europe/Nowhere', defaultLanguage: 'en' }
    expect(saveSectionInput.safeParse({ section: 'organization', before: value, value }).success).toBe(false)
  })
})

describe('branding', () => {
  it('shows the logo that it names, and no other picture', async () => {
    const { id } = await uploadLogo(png.toString('base64'))
    const { id: other } = await uploadLogo(png.toString('base64'))
    const before = (await getSettings()).branding
    const value = { productName: 'Acme Care', logoId: id, accent: '#115522' }
    await saveSettings(principal, { section: 'branding', before, value })
    expect(await findBranding()).toEqual({
      ...{
        organization: 'Test',
        productName: 'Acme Care',
        logoUrl: `/api/logo/${id}`,
        accent: '#115522',
        timeZone: 'UTC',
      },
    })
    expect((await readLogo(id))?.mediaType).toBe('image/png')
    expect(await readLogo(other)).toBeNull()
    const gone = { ...value, logoId: newId() }
    await expect(
      saveSettings(principal, { section: 'branding', before: value, value: gone }),
    ).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it.each([
    ['a page', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'unsupported_media_type'],
    ['a signature alone', png.subarray(0, 8), 'unsupported_media_type'],
    ['too much', Buffer.concat([png, Buffer.alloc(513 * 1024)]), 'too_large'],
  ])('refuses %s as a logo', async (_, bytes, code) => {
    await expect(uploadLogo(bytes.toString('base64'))).rejects.toMatchObject({ code })
  })

  it('measures contrast as WCAG does', () => {
    expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21)
    expect(contrastOf('#777777', '#FFFFFF')).toBeCloseTo(4.48, 2)
  })
})

describe('notifications', () => {
  it('are as the organisation says until a person says otherwise', async () => {
    const id = newId()
    await pool().query(
      `insert into users(id, email, name, updated_at, preferences) values ($1, 'a@example.com', 'A', now(), '{"other": 1}')`,
      [id],
    )
    const before = (await getSettings()).notifications
    const value = { sound: true, desktop: false, mail: { mentions: true, roster: true, alarms: false } }
    await saveSettings(principal, { section: 'notifications', before, value })
    await setNotifications(id, { sound: false, mail: { roster: false } })
    expect(await notificationsOf(id)).toEqual({
      ...{ sound: false, desktop: false, mail: { mentions: true, roster: false, alarms: false } },
    })
    await setNotifications(id, {})
    expect(await notificationsOf(id)).toEqual(value)
    const { rows } = await pool().query('select preferences from users where id = $1', [id])
    expect(rows[0].preferences).toEqual({ other: 1 })
  })
})
