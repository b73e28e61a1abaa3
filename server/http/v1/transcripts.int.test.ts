import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { builtInRoles } from '@/server/access'
import { apiClient } from '@/server/http/testing/client'
import { useApiServer } from '@/server/http/testing/serve-api'
import { loadConfiguration } from '@/server/modules/dispatch'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addToken, addUser, buildScenario, type Scenario } from '@/server/platform/testing/scenario'
import { type ReceivedMail, type SmtpDouble, startSmtpDouble } from '@/server/platform/testing/smtp-double'

useTestDatabase()
const api = useApiServer()

let smtp: SmtpDouble
let s: Scenario
beforeAll(async () => {
  smtp = await startSmtpDouble()
  s = await buildScenario([{ name: 'Mei', capacity: 50 }])
})
afterAll(() => smtp.close())
beforeEach(async () => {
  smtp.mails.length = 0
  smtp.mood('take')
  const mail = { host: '127.0.0.1', port: smtp.port, secure: false, user: '', from: 'help@example.org' }
  await pool().query('update organization set settings = $1, config_version = config_version + 1000', [
    JSON.stringify({ mail }),
  ])
  await channelIs({})
})
const channelIs = async (settings: object) => {
  await pool().query('update channels set settings = $1', [JSON.stringify(settings)])
  await pool().query('update organization set config_version = config_version + 1')
  await loadConfiguration(true)
}
/** The body of a mail, which goes as base64. */
const textOf = (mail: ReceivedMail | undefined) =>
  Buffer.from(
    mail?.data
      .split(/\r?\n\r?\n/)
      .slice(1)
      .join('') ?? '',
    'base64',
  ).toString('utf8')
const sentOf = async (id: string) =>
  (
    await pool().query<{ sent: boolean; recipient: string; failure: string | null }>(
      'select sent_at is not null as sent, recipient, failure from transcript_mails where conversation_id = $1 order by created_at',
      [id],
    )
  ).rows

/** A customer, an answer, a note, and something taken back. */
async function talked() {
  const customer = await api.opened(s, 'Where is my tent? 4111 1111 1111 1111')
  const agent = await api.agent(s.agents.Mei)
  const path = `/agent/conversations/${customer.id}`
  const say = (kind: 'text' | 'note', text: string) =>
    agent.api.post<{ id: string }>(`${path}/messages`, { clientMessageId: newId(), kind, text })
  await say('text', 'It leaves **today**.')
  await say('note', 'internal: check the stock')
  const slip = await say('text', 'a slip of the hand')
  await agent.api.post(`${path}/messages/${slip.body.id}/recall`, {})
  return { ...customer, agent, path }
}
const ask = (one: Awaited<ReturnType<typeof talked>>, body: object) =>
  one.api.post<{ code: string }>(`/conversations/${one.id}/transcript`, body)

describe('a conversation by mail', () => {
  it('holds what its customer saw and nothing else, and is sent once however often it is asked for', async () => {
    const one = await talked()
    const asked = await Promise.all(
      Array.from({ length: 5 }, () => ask(one, { email: 'lin@example.org', language: 'en' })),
    )
    expect(asked.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202])
    await expect
      .poll(() => sentOf(one.id), { timeout: 20_000 })
      .toEqual([{ sent: true, recipient: '', failure: null }])
    expect(smtp.mails).toHaveLength(1)
    const [mail] = smtp.mails
    expect(mail?.to).toContain('lin@example.org')
    expect(textOf(mail)).toContain('Where is my tent?')
    expect(textOf(mail)).toContain('It leaves **today**.')
    expect(textOf(mail)).toContain('Test')
    expect(textOf(mail)).not.toContain('internal: check the stock')
    expect(textOf(mail)).not.toContain('a slip of the hand')
  })

  it('comes again only when something was said since, and not for ever', async () => {
    const one = await talked()
    const say = (text: string) =>
      one.api.post(`/conversations/${one.id}/messages`, { clientMessageId: newId(), text })
    const seen: number[] = []
    for (let n = 0; n < 5; n += 1) {
      seen.push((await ask(one, { email: 'lin@example.org' })).status)
      await say(`more ${n}`)
    }
    expect(seen).toEqual([202, 202, 202, 429, 429])
    await expect
      .poll(async () => (await sentOf(one.id)).filter(({ sent }) => sent).length, { timeout: 20_000 })
      .toBe(3)
    // What the staff send is theirs to answer for.
    const { status } = await one.agent.api.post(`${one.path}/transcript`, { email: 'lin@example.org' })
    expect(status).toBe(202)
  })

  it('goes to the address that is known, and asks for one where none is', async () => {
    const one = await talked()
    const none = await ask(one, {})
    expect([none.status, none.body.code]).toEqual([400, 'invalid_input'])
    await one.api.post(`/conversations/${one.id}/contact`, { email: 'known@example.org' })
    expect((await ask(one, {})).status).toBe(202)
    await expect
      .poll(() => smtp.mails.map(({ to }) => to).join(), { timeout: 20_000 })
      .toContain('known@example.org')
  })

  it('is not there for strangers, nor where the channel or the installation sends none', async () => {
    const one = await talked()
    const stranger = await api.visitor(s)
    const path = `/conversations/${one.id}/transcript`
    expect((await stranger.api.post(path, { email: 'x@example.org' })).status).toBe(404)
    const manager = apiClient(
      api.base,
      await addToken(await addUser('Reader'), builtInRoles.manager.permissions),
    )
    expect((await manager.post(`${one.path}/transcript`, { email: 'x@example.org' })).status).toBe(404)
    await channelIs({ transcript: false })
    expect((await ask(one, { email: 'x@example.org' })).status).toBe(409)
    await channelIs({})
    await pool().query(`update organization set settings = '{}'`)
    expect((await ask(one, { email: 'x@example.org' })).status).toBe(409)
    expect(await sentOf(one.id)).toEqual([])
  })

  it('is tried again when the server certainly has not taken it, and not when it refused', async () => {
    const one = await talked()
    smtp.mood('refuse')
    await ask(one, { email: 'lin@example.org' })
    await expect
      .poll(() => sentOf(one.id), { timeout: 20_000 })
      .toEqual([{ sent: false, recipient: '', failure: 'refused' }])
  })
})
