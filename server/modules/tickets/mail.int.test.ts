import { afterAll, beforeAll, expect, it } from 'vitest'
import { builtInRoles, type Principal } from '@/server/access'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { startJobs } from '@/server/platform/jobs'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addCustomer, addUser, buildScenario } from '@/server/platform/testing/scenario'
import { type SmtpDouble, startSmtpDouble } from '@/server/platform/testing/smtp-double'
import { mailTelling, openTicket, TICKET_MAIL_TASK, writeComment } from '.'
import { openTicketInput } from './contract'

useTestDatabase()

let smtp: SmtpDouble
let principal: Principal
beforeAll(async () => {
  smtp = await startSmtpDouble()
  // The queue's tables come with the first start.
  await (await startJobs({}))()
  await buildScenario([])
  const mail = { host: '127.0.0.1', port: smtp.port, secure: false, user: '', from: 'help@example.org' }
  await pool().query('update organization set settings = $1', [JSON.stringify({ mail })])
  principal = {
    ...{
      userId: await addUser('Lea'),
      name: 'Lea',
      agentId: null,
      roles: [],
      groupIds: [],
      scopeGroupIds: [],
    },
    permissions: builtInRoles.supervisor.permissions,
  }
})
afterAll(() => smtp.close())

async function ticketOf(email: string | null): Promise<string> {
  const customerId = await addCustomer()
  await pool().query('update customers set email = $2 where id = $1', [customerId, email])
  const input = { clientKey: newId(), title: 'Kettle leaks', type: 'fault', customerId }
  return (await openTicket(principal, openTicketInput.parse(input))).id
}
const comment = (id: string, text: string, isPublic = true) =>
  writeComment(principal, { id, clientKey: newId(), text, public: isPublic, attachmentIds: [] })
const waiting = async () =>
  (await pool().query<{ n: number }>('select count(*)::int as n from jobs._private_jobs')).rows[0]!.n

it('a public comment is mailed once where an address is known, and nothing else is', async () => {
  await comment(await ticketOf(null), 'To nobody.')
  const id = await ticketOf('ana@example.org')
  await comment(id, 'Only among us.', false)
  expect(await waiting()).toBe(0)
  await comment(id, 'It is on its way.')
  expect(await waiting()).toBe(1)
  await pool().query('update jobs._private_jobs set run_at = now()')
  const stop = await startJobs({ [TICKET_MAIL_TASK]: mailTelling })
  try {
    const mailed = async () =>
      (await pool().query('select entry_id from ticket_tellings where mailed_at is not null')).rows
    await expect.poll(mailed, { timeout: 20_000 }).toHaveLength(1)
    // The same job begun again, as after a crash behind the sending, sends nothing.
    await mailTelling({ entryId: (await mailed())[0].entry_id })
  } finally {
    await stop()
  }
  expect(smtp.mails.map(({ to }) => to)).toEqual(['ana@example.org'])
  const text = Buffer.from(smtp.mails[0]!.data.split('\r\n\r\n').slice(1).join(''), 'base64').toString('utf8')
  expect(text).toContain('Lea wrote:\nIt is on its way.')
})
