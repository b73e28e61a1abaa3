import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openConversation } from '@/server/modules/dispatch'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { startJobs } from '@/server/platform/jobs'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addCustomer, buildScenario } from '@/server/platform/testing/scenario'
import { type SmtpDouble, startSmtpDouble } from '@/server/platform/testing/smtp-double'
import { mailReply, markRead, queueReplyMails, REPLY_MAIL_TASK, sendMessage } from '.'

useTestDatabase()

let smtp: SmtpDouble
let skipped = 0
const stops: (() => Promise<void>)[] = []

beforeAll(async () => {
  smtp = await startSmtpDouble()
  // The queue's tables come with the first start.
  await (await startJobs({}))()
})
afterAll(() => smtp.close())
beforeEach(async () => {
  await pool().query('truncate organization, users, skill_groups, customers cascade')
  await pool().query('delete from jobs._private_jobs')
  smtp.mails.length = 0
  smtp.mood('take')
  skipped = 0
  setClock(() => new Date(Date.now() + skipped))
})
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
  setClock(undefined)
})
const later = (seconds: number) => {
  skipped += seconds * 1_000
}
const work = async () => {
  stops.push(await startJobs({ [REPLY_MAIL_TASK]: mailReply }))
}
/** A failed job is due again at once, instead of after its pause. */
const hurry = () => pool().query('update jobs._private_jobs set run_at = now()')

type Left = { conversationId: string; customerId: string; agentId: string }

async function leaveMessage(email: string | null = 'lin@example.org'): Promise<Left> {
  const s = await buildScenario([{ name: 'Mei', status: 'offline' }])
  const mail = { host: '127.0.0.1', port: smtp.port, secure: false, user: '', from: 'help@example.org' }
  await pool().query('update organization set settings = $1', [JSON.stringify({ mail })])
  const customerId = await addCustomer()
  await pool().query('update customers set email = $2 where id = $1', [customerId, email])
  const entry = { siteId: null, projectType: null, pageUrl: null, language: 'zh-CN' }
  const message = { clientMessageId: newId(), text: 'Anybody there?' }
  const open = { channelId: s.channelId, entry, topic: {}, categoryId: null, message, customerId }
  return { ...(await openConversation(open)), customerId, agentId: s.agents.Mei ?? '' }
}

const answer = ({ conversationId, agentId }: Left, text: string, kind: 'text' | 'note' = 'text') =>
  sendMessage({
    ...{ conversationId, senderKind: 'agent', senderId: agentId, clientMessageId: newId() },
    ...{ kind, text, attachmentId: null },
  })
const batches = async () =>
  (await pool().query('select until_seq, sent_at, failure from reply_mails order by until_seq')).rows

describe('answers to a message go out by e-mail', () => {
  it('brings all answers in one mail, once, however many processes look and work', async () => {
    const left = await leaveMessage()
    await answer(left, 'It leaves today.')
    await answer(left, 'internal', 'note')
    await answer(left, 'And arrives on Monday.')
    expect(await queueReplyMails()).toBe(0)
    later(61)
    const queued = await Promise.all(Array.from({ length: 5 }, () => queueReplyMails()))
    expect(queued.reduce((all, n) => all + n, 0)).toBe(1)
    await Promise.all([work(), work(), work()])
    await expect.poll(() => smtp.mails.length, { timeout: 10_000 }).toBe(1)
    await expect.poll(async () => (await batches())[0]?.sent_at ?? null, { timeout: 10_000 }).not.toBeNull()
    const [mail] = smtp.mails
    const text = Buffer.from(mail?.data.split('\r\n\r\n').slice(1).join('') ?? '', 'base64').toString('utf8')
    expect(mail?.to).toBe('lin@example.org')
    expect(text).toContain('It leaves today.')
    expect(text).toContain('And arrives on Monday.')
    expect(text).not.toContain('internal')
    expect(text).toContain('您的留言已有回复')
    // The same job begun again, as after a crash behind the sending, sends nothing.
    const { untilSeq } = { untilSeq: Number((await batches())[0]?.until_seq) }
    await mailReply({ conversationId: left.conversationId, untilSeq })
    later(61)
    expect(await queueReplyMails()).toBe(0)
    await answer(left, 'One more thing.')
    later(61)
    expect(await queueReplyMails()).toBe(1)
    await expect.poll(() => smtp.mails.length, { timeout: 10_000 }).toBe(2)
  })

  it('stays away from a customer who has read it, has no address, or whose agent only wrote a note', async () => {
    const read = await leaveMessage()
    const { message } = await answer(read, 'Here.')
    await markRead(read.conversationId, 'customer', message.seq)
    await answer(await leaveMessage(null), 'Here.')
    await answer(await leaveMessage(), 'only among us', 'note')
    later(61)
    expect(await queueReplyMails()).toBe(0)
  })

  it('goes to the address that was left with the message, and not while no server is set up', async () => {
    const left = await leaveMessage(null)
    await pool().query('update conversations set contact = $2 where id = $1', [
      left.conversationId,
      JSON.stringify({ email: 'left@example.org' }),
    ])
    await answer(left, 'Here.')
    later(61)
    const { rows } = await pool().query('select settings from organization')
    await pool().query("update organization set settings = '{}'")
    expect(await queueReplyMails()).toBe(0)
    await pool().query('update organization set settings = $1', [rows[0].settings])
    expect(await queueReplyMails()).toBe(1)
    await work()
    await expect
      .poll(() => smtp.mails.map((mail) => mail.to), { timeout: 10_000 })
      .toEqual(['left@example.org'])
  })

  it.each(['later', 'hang_up_before'] as const)('tries again when the server says: %s', async (mood) => {
    const left = await leaveMessage()
    await answer(left, 'Here.')
    later(61)
    await queueReplyMails()
    smtp.mood(mood)
    await work()
    await expect.poll(async () => (await batches())[0]?.failure ?? null, { timeout: 10_000 }).not.toBeNull()
    smtp.mood('take')
    await expect
      .poll(
        async () => {
          await hurry()
          return smtp.mails.length
        },
        { timeout: 15_000, interval: 300 },
      )
      .toBe(1)
    await expect.poll(async () => (await batches())[0], { timeout: 10_000 }).toMatchObject({ failure: null })
  })

  it.each([
    ['refuse', 0],
    ['hang_up_after', 1],
  ] as const)('does not try again when nothing better can follow: %s', async (mood, taken) => {
    const left = await leaveMessage()
    await answer(left, 'Here.')
    later(61)
    await queueReplyMails()
    smtp.mood(mood)
    await work()
    await expect.poll(async () => (await batches())[0]?.failure ?? null, { timeout: 20_000 }).not.toBeNull()
    const before = smtp.connections()
    smtp.mood('take')
    await expect
      .poll(async () => (await pool().query('select 1 from jobs._private_jobs')).rowCount, {
        timeout: 10_000,
      })
      .toBe(0)
    expect(await queueReplyMails()).toBe(0)
    expect([smtp.mails.length, smtp.connections()]).toEqual([taken, before])
  })
})
