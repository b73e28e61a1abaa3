import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { builtInRoles, type Principal } from '@/server/access'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { buildScenario } from '@/server/platform/testing/scenario'
import { type SmtpDouble, startSmtpDouble } from '@/server/platform/testing/smtp-double'
import { getMailSettings, saveMailSettings, sendTestMail } from './actions/configure-mail'

useTestDatabase()

let smtp: SmtpDouble
beforeAll(async () => {
  smtp = await startSmtpDouble()
})
afterAll(() => smtp.close())
beforeEach(async () => {
  await pool().query('truncate organization, audit_entries cascade')
  await buildScenario([])
  smtp.mood('take')
  smtp.mails.length = 0
})

const admin: Principal = {
  ...{
    userId: newId(),
    name: 'Ada',
    agentId: null,
    roles: ['administrator'],
    groupIds: [],
    scopeGroupIds: [],
  },
  permissions: builtInRoles.administrator.permissions,
}
const server = () => ({
  host: '127.0.0.1',
  port: smtp.port,
  secure: false,
  user: '',
  from: 'help@example.org',
})

describe('settings of e-mail', () => {
  it('are saved over what was read, audited, and leave other settings alone', async () => {
    await pool().query(`update organization set settings = '{"stickinessHours": 24}'`)
    expect((await getMailSettings()).mail).toBeNull()
    await saveMailSettings(admin, { mail: server(), before: null })
    const stale = saveMailSettings(admin, { mail: { ...server(), port: 25 }, before: null })
    await expect(stale).rejects.toMatchObject({ code: 'conflict' })
    await saveMailSettings(admin, { mail: { ...server(), user: 'x' }, before: server() })
    const { rows } = await pool().query('select settings from organization')
    expect(rows[0].settings).toEqual({ stickinessHours: 24, mail: { ...server(), user: 'x' } })
    const audit = await pool().query('select before, after from audit_entries order by at, id')
    expect(audit.rows).toEqual([
      { before: null, after: server() },
      { before: server(), after: { ...server(), user: 'x' } },
    ])
  })

  it('are tried with a mail, and what the server says is told', async () => {
    await expect(sendTestMail(admin, 'ada@example.org')).rejects.toMatchObject({ code: 'invalid_state' })
    await saveMailSettings(admin, { mail: server(), before: null })
    await sendTestMail(admin, 'ada@example.org')
    expect(smtp.mails.map((mail) => mail.to)).toEqual(['ada@example.org'])
    smtp.mood('refuse')
    await expect(sendTestMail(admin, 'ada@example.org')).rejects.toMatchObject({
      code: 'invalid_state',
      message: expect.stringContaining('no such mailbox'),
    })
  })
})
