import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readIcal } from '@/server/modules/channels/domain/read-ical'
import { enterLeave } from '@/server/modules/schedules/actions/ask-leave'
import { makeFeed, revokeFeed } from '@/server/modules/schedules/actions/feed'
import { personOf, publishShift } from '@/server/modules/schedules/testing/requests'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addUser, buildScenario } from '@/server/platform/testing/scenario'
import { calendarFeed } from './calendar-feed'

useTestDatabase()
afterEach(() => setClock(undefined))

const get = (path: string, headers: Record<string, string> = {}) =>
  calendarFeed(new Request(`http://desk.test${path}`, { headers }))

async function anAgent() {
  setClock(() => new Date(Date.UTC(2026, 10, 21, 9)))
  const { agents, groupId } = await buildScenario([{ name: 'Mei' }])
  const mei = personOf(agents.Mei ?? '', 'Mei', 'agent', [groupId])
  const entryId = await publishShift(mei.userId, '2026-12-01')
  const lead = personOf(await addUser('Katrin'), 'Katrin', 'supervisor')
  const times = { kind: 'days' as const, firstDay: '2026-12-24', lastDay: '2026-12-25' }
  await enterLeave(lead, { agentId: mei.userId, kind: 'vacation', times, note: '' })
  return { mei, entryId }
}

beforeEach(async () => {
  await pool().query('truncate organization, users, skill_groups, customers cascade')
})

describe('the calendar behind a link', () => {
  it('holds shifts with their breaks and leave as whole days, and is read again by a reader', async () => {
    const { mei, entryId } = await anAgent()
    const { path } = await makeFeed(mei)
    const answer = await get(path)
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    const text = await answer.text()
    for (const line of [
      `UID:shift-${entryId}@switchyard`,
      'DTSTART:20261201T080000Z',
      'DESCRIPTION:Breaks: 12:00–12:30',
    ])
      expect(text.split('\r\n')).toContain(line)
    const { dates, skipped } = readIcal(text, '2026-11-01', 20)
    expect(dates.map(({ date, name }) => [date, name])).toEqual([
      ['2026-12-24', 'Leave'],
      ['2026-12-25', 'Leave'],
    ])
    expect(skipped).toEqual([{ name: 'Shift', reason: 'timed' }])
  })

  it('is not sent again while nothing changed', async () => {
    const { mei } = await anAgent()
    const { path } = await makeFeed(mei)
    const etag = (await get(path)).headers.get('etag') ?? ''
    expect((await get(path, { 'if-none-match': etag })).status).toBe(304)
    await publishShift(mei.userId, '2026-12-03')
    expect((await get(path, { 'if-none-match': etag })).status).toBe(200)
  })

  it('ends with a new link, a revocation, or the person; nothing but the hash is stored', async () => {
    const { mei } = await anAgent()
    const first = (await makeFeed(mei)).path
    const second = (await makeFeed(mei)).path
    expect([(await get(first)).status, (await get(second)).status]).toEqual([404, 200])
    const { rows } = await pool().query('select token_hash from schedule_feeds')
    expect(rows[0].token_hash.toString('utf8')).not.toContain(second.slice(10, 20))
    await pool().query('update users set disabled_at = now() where id = $1', [mei.userId])
    expect((await get(second)).status).toBe(404)
    await pool().query('update users set disabled_at = null where id = $1', [mei.userId])
    await revokeFeed(mei)
    expect((await get(second)).status).toBe(404)
    for (const wrong of [
      '/calendar/x.ics',
      `/calendar/${'a'.repeat(32)}.ics`,
      '/calendar/',
      '/calendar/../etc',
    ])
      expect((await get(wrong)).status).toBe(404)
  })

  it('refuses whoever asks too often from one address', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.9' }
    let refused: Response | null = null
    for (let asked = 0; asked < 200 && !refused; asked += 1) {
      const answer = await get(`/calendar/${'b'.repeat(32)}.ics`, headers)
      if (answer.status === 429) refused = answer
    }
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})
