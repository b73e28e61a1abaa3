import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pool } from '@/server/platform/db/pool'
import { inTransaction } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'
import { startJobs } from '@/server/platform/jobs'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addUser, buildScenario } from '@/server/platform/testing/scenario'
import { type SmtpDouble, startSmtpDouble } from '@/server/platform/testing/smtp-double'
import { mailNotice, NOTICE_MAIL_TASK, notify, notifyAll } from '.'
import { listNotices, markNoticesSeen } from './store/notices'

useTestDatabase()

let smtp: SmtpDouble
const stops: (() => Promise<void>)[] = []
beforeAll(async () => {
  smtp = await startSmtpDouble()
  await (await startJobs({}))()
})
afterAll(() => smtp.close())
beforeEach(async () => {
  await pool().query('truncate organization, users cascade')
  await pool().query('delete from jobs._private_jobs')
  smtp.mails.length = 0
  smtp.mood('take')
})
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

const hurry = () => pool().query('update jobs._private_jobs set run_at = now()')
const left = async () =>
  (await pool().query<{ n: number }>('select count(*)::int as n from jobs._private_jobs')).rows[0]?.n
const tell = (userId: string, shift = 'one') =>
  inTransaction((tx) => notify(tx, userId, 'swap_offered', { who: 'Bo', shift }, '/schedule/mine'))

async function reader(preferences: object, mail = true): Promise<string> {
  await buildScenario([])
  const server = { host: '127.0.0.1', port: smtp.port, secure: false, user: '', from: 'help@example.org' }
  if (mail) await pool().query('update organization set settings = $1', [JSON.stringify({ mail: server })])
  const id = await addUser('Mei')
  await pool().query(`update users set preferences = $2, locale = 'zh' where id = $1`, [
    id,
    JSON.stringify(preferences),
  ])
  return id
}

describe('notices', () => {
  it('belong to one person, come newest first, and are marked by their owner only', async () => {
    const [mei, bo] = [await addUser('Mei'), await addUser('Bo')]
    for (const shift of ['one', 'two', 'three']) await tell(mei, shift)
    const before = await listNotices(mei)
    expect(before.items.map(({ params }) => params.shift)).toEqual(['three', 'two', 'one'])
    expect(before.unseen).toBe(3)
    await markNoticesSeen(bo, null)
    await markNoticesSeen(bo, [before.items[0]?.id ?? ''])
    expect((await listNotices(mei)).unseen).toBe(3)
    await markNoticesSeen(mei, [before.items[0]?.id ?? ''])
    expect((await listNotices(mei)).items.map(({ seen }) => seen)).toEqual([true, false, false])
    await markNoticesSeen(mei, null)
    expect((await listNotices(mei)).unseen).toBe(0)
    expect(await listNotices(bo)).toEqual({ items: [], unseen: 0 })
  })

  it('exist exactly if what they tell of happened, and pass over whoever is gone', async () => {
    const [mei, gone] = [await addUser('Mei'), await addUser('Gone')]
    await pool().query('update users set disabled_at = now() where id = $1', [gone])
    const told = [mei, gone, newId()].map((userId) => ({
      ...{ userId, kind: 'leave_approved' as const, params: {}, href: null },
    }))
    await expect(
      inTransaction(async (tx) => {
        await notifyAll(tx, told)
        throw new Error('not after all')
      }),
    ).rejects.toThrow('not after all')
    expect((await listNotices(mei)).items).toHaveLength(0)
    await inTransaction((tx) => notifyAll(tx, told))
    const { rows } = await pool().query('select user_id from notices')
    expect(rows).toEqual([{ user_id: mei }])
  })

  it('go out by mail once to whoever wants it, in their language', async () => {
    const id = await reader({ mail: { roster: true } })
    await tell(id, '2026-12-01 09:00–17:00')
    await hurry()
    stops.push(await startJobs({ [NOTICE_MAIL_TASK]: mailNotice }))
    await expect.poll(() => smtp.mails.length, { timeout: 10_000 }).toBe(1)
    const [notice] = (await listNotices(id)).items
    await mailNotice({ id: notice?.id })
    expect(smtp.mails).toHaveLength(1)
    const body = smtp.mails[0]?.data.split('\r\n\r\n').slice(1).join('') ?? ''
    expect(Buffer.from(body, 'base64').toString('utf8')).toContain('Bo 想把班次换给您')
  })

  it.each([
    ['nothing was said', {}, true],
    ['another subject was chosen', { mail: { mentions: true } }, true],
    ['there is no mail server', { mail: true }, false],
  ])('do not go out by mail when %s', async (_, preferences, mail) => {
    const id = await reader(preferences, mail)
    await tell(id)
    expect(await left()).toBe(0)
    expect((await listNotices(id)).unseen).toBe(1)
  })

  it('do not go out by mail once they were seen, and are tried again only when certainly not taken', async () => {
    const id = await reader({ mail: true })
    await tell(id)
    await tell(id)
    const [first, second] = (await listNotices(id)).items
    await markNoticesSeen(id, [first?.id ?? ''])
    await mailNotice({ id: first?.id })
    smtp.mood('hang_up_before')
    await expect(mailNotice({ id: second?.id })).rejects.toThrow()
    smtp.mood('take')
    await mailNotice({ id: second?.id })
    expect(smtp.mails).toHaveLength(1)
    await tell(id)
    const [third] = (await listNotices(id)).items
    smtp.mood('hang_up_after')
    await mailNotice({ id: third?.id })
    smtp.mood('take')
    const taken = smtp.mails.length
    await mailNotice({ id: third?.id })
    expect(smtp.mails).toHaveLength(taken)
  })
})
