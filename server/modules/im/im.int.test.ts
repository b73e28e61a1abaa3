import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { builtInRoles, type Principal } from '@/server/access'
import { listRecordHistory } from '@/server/modules/accounts'
import { answerAllOwed, enterConversation } from '@/server/modules/bot'
import { addArticle, setBot } from '@/server/modules/bot/testing/bots'
import {
  claimAttachment,
  endByAgent,
  findLatestOf,
  sendMessage,
  storeUpload,
} from '@/server/modules/conversations'
import { eraseCustomer } from '@/server/modules/customers'
import { renewIndex } from '@/server/modules/knowledge'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { env } from '@/server/platform/env'
import { toAppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addCustomer, buildScenario } from '@/server/platform/testing/scenario'
import { saveImAgents } from './actions/link-agents'
import { processInbox } from './actions/process-inbox'
import { receiveCallback } from './actions/receive-callback'
import { getIm, restoreIm, saveIm } from './actions/save-connection'
import { sendOwed } from './actions/send-owed'
import { testIm } from './actions/test-connection'
import { renewImLeases } from './actions/watch-im'
import { type ImSettings, type ImView, imSettings } from './contract'
import { readHealth } from './store/connections'
import { listImDeliveries, resendIm } from './store/deliveries'
import { claimOwed, collectOwed } from './store/outbox'
import { ensureImCustomer, noteImCustomer } from './store/people'
import { type ImDouble, startImDouble } from './testing/double'

useTestDatabase()

const admin: Principal = {
  ...{ userId: newId(), name: 'Admin', agentId: null, roles: ['administrator'] },
  ...{ groupIds: [], scopeGroupIds: [], permissions: builtInRoles.administrator.permissions },
}
let im: ImDouble
let offset = 0
const at = () => Date.now() + offset
const later = (seconds: number) => {
  offset += seconds * 1_000
}
let channel = ''

beforeAll(async () => {
  im = await startImDouble({
    ...{ robotId: 'robot', robotSecret: 'robot-secret', adminSecret: 'admin-secret', clock: at },
    deliver: async (_, { nonce = '', timestamp = '', rid = '', sign = '' }, body) =>
      receiveCallback(channel, { nonce, timestamp, rid, sign }, body).then(
        () => 200,
        (error: unknown) => toAppError(error).status,
      ),
  })
})
afterAll(() => im.stop())
beforeEach(() => {
  offset = 0
  setClock(() => new Date(at()))
  im.mood = () => 'good'
  im.told.length = 0
  im.created = 0
  vi.spyOn(env(), 'webhookPrivate', 'get').mockReturnValue(true)
})
afterEach(async () => {
  await pool().query('delete from im_connections')
  setClock(undefined)
  vi.restoreAllMocks()
})

let users = 0
const newUser = () => `u${++users}`

async function connected(change: Partial<ImSettings> = {}, agents = [{ name: 'Mei' }, { name: 'Bo' }]) {
  const scenario = await buildScenario(agents)
  channel = scenario.channelId
  await pool().query(`update channels set kind = 'im' where id = $1`, [channel])
  await saveIm(admin, {
    ...{ channelId: channel, version: 0, robotSecret: 'robot-secret', adminSecret: 'admin-secret' },
    connection: imSettings.parse({ serverUrl: im.url, robotId: 'robot', ...change }),
  })
  return { ...scenario, mei: scenario.agents.Mei ?? '', bo: scenario.agents.Bo ?? '' }
}

/** What a process does in a second. */
async function run(): Promise<void> {
  later(1)
  await processInbox()
  await sendOwed()
}
const latestOf = async (user: string) => {
  const { rows } = await pool().query<{ id: string }>(
    'select customer_id as id from im_customers where channel_id = $1 and im_user_id = $2',
    [channel, user],
  )
  const latest = rows[0] && (await findLatestOf(pool(), rows[0].id, channel))
  if (!latest) throw new Error(`${user} has no conversation`)
  return latest
}
const textsOf = async (conversationId: string) => {
  const { rows } = await pool().query<{ who: string; text: string }>(
    'select sender_kind as who, text from messages where conversation_id = $1 order by seq',
    [conversationId],
  )
  return rows.map(({ who, text }) => `${who}: ${text}`)
}
const answer = (conversationId: string, agentId: string, text: string) =>
  sendMessage({
    ...{ conversationId, senderKind: 'agent', senderId: agentId, kind: 'text', text },
    ...{ clientMessageId: newId(), attachmentId: null },
  })
/** A customer of the IM with the bot, before a first word. */
async function enterFromWindow(user: string) {
  const met = await ensureImCustomer(pool(), channel, user)
  const customerId = await addCustomer()
  await noteImCustomer(pool(), met.id, { customerId, language: 'en' })
  return enterConversation({
    ...{ customerId, channelId: channel, topic: {}, categoryId: null, message: null },
    entry: { siteId: null, projectType: null, pageUrl: null, language: 'en' },
  })
}

describe('an agent in the workspace', () => {
  it('serves a customer of the IM through the robot, from the first word to the rating', async () => {
    const { mei } = await connected({}, [{ name: 'Mei' }])
    const user = newUser()
    expect(await im.says(user, 'Where is my parcel?')).toBe(200)
    await run()
    expect(im.heard(user)).toEqual(['Hello! What can we do for you?', 'Mei is with you now.'])
    const { id, agentId } = await latestOf(user)
    expect(agentId).toBe(mei)
    await answer(id, mei, 'On its way.')
    await run()
    expect(im.heard(user).at(-1)).toBe('On its way.')
    const extra = JSON.parse(im.told.at(-1)?.payload.extra ?? '{}')
    expect(extra).toMatchObject({ name: 'Mei' })
    await im.says(user, 'Thanks!')
    await run()
    expect(await textsOf(id)).toEqual([
      'customer: Where is my parcel?',
      'agent: On its way.',
      'customer: Thanks!',
    ])
    await endByAgent({ conversationId: id, agentId: mei })
    await run()
    expect(im.heard(user).at(-1)).toMatch(/has ended.*\n.*1 \(poor\) to 5/s)
    await im.says(user, '5')
    await run()
    expect((await latestOf(user)).rating).toMatchObject({ score: 5 })
    expect(im.heard(user).at(-1)).toBe('Thank you for your rating.')
    expect(im.unsigned).toBe(0)
  })

  it('is not there: the customer hears it, and can give up', async () => {
    await connected({}, [])
    const user = newUser()
    await im.says(user, '有人吗')
    await run()
    expect(im.heard(user).at(-1)).toMatch(/留言|排在第 1 位/)
    await im.says(user, '结束会话')
    await run()
    expect((await latestOf(user)).endedAt).not.toBeNull()
    expect(im.heard(user).at(-1)).toContain('本次会话已结束')
  })

  it('comes after the menu where the channel says so, and sees what was written before it', async () => {
    const { mei } = await connected({ menuFirst: true }, [{ name: 'Mei' }])
    const user = newUser()
    await im.says(user, 'My parcel is lost')
    await run()
    expect(im.heard(user)).toHaveLength(1)
    expect(im.heard(user)[0]).toContain('0 to talk to a person')
    await im.says(user, '0')
    await run()
    const { id, agentId } = await latestOf(user)
    expect(agentId).toBe(mei)
    expect(await textsOf(id)).toEqual(['customer: My parcel is lost'])
    expect(im.heard(user).at(-1)).toBe('Mei is with you now.')
  })

  it('sends a file as an address, and gets one as a file or, where it cannot be fetched, as its address', async () => {
    const { mei } = await connected({}, [{ name: 'Mei' }])
    const user = newUser()
    await im.says(user, 'hello')
    await run()
    const { id } = await latestOf(user)
    const bytes = new TextEncoder().encode('a list of things, plain text')
    const file = await storeUpload({ bytes, name: 'list.txt', uploaderId: mei, uploaderKind: 'agent' })
    await claimAttachment(pool(), { id: file.id, uploaderId: mei, conversationId: id })
    await sendMessage({
      ...{ conversationId: id, senderKind: 'agent', senderId: mei, kind: 'file', text: '' },
      ...{ clientMessageId: newId(), attachmentId: file.id },
    })
    await run()
    expect(im.told.at(-1)?.payload).toMatchObject({ mediaType: 4, searchableContent: 'list.txt' })
    expect(im.told.at(-1)?.payload.remoteMediaUrl).toContain(`/api/v1/im/files/${file.id}?until=`)
    im.mood = (path) => (path.startsWith('/nothing') ? 'down' : 'good')
    const remoteMediaUrl = `${im.url}/nothing/photo.png`
    await im.says(user, '', { payload: { type: 3, mediaType: 1, remoteMediaUrl } })
    await run()
    expect((await textsOf(id)).at(-1)).toBe(`customer: [photo.png] ${remoteMediaUrl}`)
  })
})

describe('the bot of a channel', () => {
  it('greets and answers inside the IM, its buttons are numbers, and hands over on the word', async () => {
    const { channelId, mei } = await connected({ menuFirst: true }, [{ name: 'Mei' }])
    const articleId = await addArticle('Returning a parcel', 'Print the label and post it.', [
      'return an item',
    ])
    await renewIndex()
    const action = { kind: 'article', articleId }
    await setBot(channelId, {
      greeting: { en: 'I am the bot.' },
      buttons: [{ key: 'a', label: { en: 'Returns' }, action }],
    })
    const user = newUser()
    await im.says(user, 'hello')
    await run()
    expect(im.heard(user)[0]).toBe('I am the bot.\n1. Returns')
    await answerAllOwed()
    await run()
    const { id, status } = await latestOf(user)
    expect(status).toBe('with_bot')
    await im.says(user, 'return an item')
    await run()
    await answerAllOwed()
    await run()
    expect(im.heard(user).at(-1)).toContain('Print the label and post it.')
    await im.says(user, 'human')
    await run()
    expect((await latestOf(user)).agentId).toBe(mei)
    expect(im.heard(user).at(-1)).toBe('Mei is with you now.')
    expect(await textsOf(id)).toContain('customer: return an item')
  })

  it('takes a number below its words for the button beside it', async () => {
    const { channelId } = await connected({}, [{ name: 'Mei' }])
    const articleId = await addArticle('Opening hours', 'Nine to five.', ['When are you open?'])
    await renewIndex()
    const action = { kind: 'article', articleId }
    await setBot(channelId, { buttons: [{ key: 'a', label: { en: 'Hours' }, action }] })
    const user = newUser()
    const { conversationId } = await enterFromWindow(user)
    await run()
    expect(im.heard(user).at(-1)).toContain('1. Hours')
    await im.says(user, '1')
    await run()
    await answerAllOwed()
    await run()
    expect(await textsOf(conversationId)).toContain('customer: Hours')
    expect(im.heard(user).at(-1)).toContain('Nine to five.')
  })
})

describe('a customer of the IM', () => {
  it('needs no form and no address to leave a message', async () => {
    const { channelId } = await connected({}, [])
    const form = [{ key: 'name', label: { en: 'Name' }, type: 'text', options: [], required: true }]
    const settings = JSON.stringify({ form, contact: 'required' })
    await pool().query('update channels set settings = $2 where id = $1', [channelId, settings])
    await pool().query('update organization set config_version = config_version + 1000000')
    const user = newUser()
    await im.says(user, 'Nobody there?')
    await run()
    expect(await textsOf((await latestOf(user)).id)).toEqual(['customer: Nobody there?'])
  })

  it('who is blocked is told so once, and nothing is kept of it', async () => {
    await connected()
    const user = newUser()
    await im.says(user, 'first')
    await run()
    const { id } = await latestOf(user)
    await pool().query(
      'update customers set blocked_at = now() where id = (select customer_id from conversations where id = $1)',
      [id],
    )
    await im.says(user, 'second')
    later(5)
    await run()
    expect(await textsOf(id)).toEqual(['customer: first'])
    expect(im.heard(user).at(-1)).toMatch(/cannot write|Nobody can take/)
    expect(await readHealth(channel)).toMatchObject({ waitingIn: 0, givenUp: 0 })
  })

  it('is erased from what came in and what went out', async () => {
    const { channelId } = await connected({ menuFirst: true })
    const user = `canary-${newUser()}`
    await im.says(user, 'canary in a menu')
    await run()
    const { rows } = await pool().query<{ id: string }>(
      'select customer_id as id from im_customers where channel_id = $1',
      [channelId],
    )
    const erasure = newId()
    await pool().query(
      `insert into customer_erasures(id, customer_id, asked_name, end_open, asked_at) values ($1, $2, 'Admin', true, now())`,
      [erasure, rows[0]?.id],
    )
    await eraseCustomer({ id: erasure })
    for (const table of ['im_customers', 'im_inbox', 'im_outbox']) {
      const found = await pool().query(`select 1 from ${table} t where strpos(t::text, 'canary') > 0`)
      expect([table, found.rowCount]).toEqual([table, 0])
    }
    // Who comes back is somebody new.
    await im.says(user, 'hello again')
    await run()
    expect(im.heard(user)).toHaveLength(2)
  })
})

describe('an agent inside the IM', () => {
  it('talks to a shadow of each customer, made once, and the answers are the agent’s own here', async () => {
    const { mei, bo } = await connected()
    await saveImAgents(admin, {
      ...{ channelId: channel, before: [] },
      after: [
        { agentId: mei, imUserId: 'im-mei', receives: false },
        { agentId: bo, imUserId: 'im-bo', receives: false },
      ],
    })
    const [one, two] = [newUser(), newUser()]
    await im.says(one, 'I am one')
    await run()
    await im.says(two, 'I am two')
    await run()
    const shadows = [...im.robots.entries()].filter(([id]) => id.startsWith('swy_'))
    const shadowOf = (user: string) =>
      shadows.findLast(([, { displayName }]) => displayName === user)?.[0] ?? ''
    const [s1, s2] = [shadowOf(one), shadowOf(two)]
    expect(s1).not.toBe(s2)
    expect(im.created).toBe(2)
    const { id, agentId, number } = await latestOf(one)
    const who = agentId === mei ? 'im-mei' : 'im-bo'
    expect(im.heard(who, s1)).toEqual([
      expect.stringContaining(`Conversation #${number} is yours.`),
      'I am one',
    ])
    expect(await im.says(who, 'What can I do?', {}, s1)).toBe(200)
    await run()
    expect(im.heard(one).at(-1)).toBe('What can I do?')
    expect(JSON.parse(im.told.at(-1)?.payload.extra ?? '{}').name).toBe(agentId === mei ? 'Mei' : 'Bo')
    const { rows } = await pool().query(
      `select sender_id as "senderId" from messages where conversation_id = $1 and sender_kind = 'agent'`,
      [id],
    )
    expect(rows).toEqual([{ senderId: agentId }])
    // Who does not hold it, or is nobody here, is told so and nothing is sent.
    const other = who === 'im-mei' ? 'im-bo' : 'im-mei'
    await im.says(other, 'Me too', {}, s1)
    await im.says('stranger', 'And me', {}, s1)
    await run()
    expect(im.heard(other, s1).at(-1)).toContain('somebody else has this customer')
    expect(im.heard('stranger', s1).at(-1)).toContain('not linked')
    expect(await textsOf(id)).toHaveLength(2)
    await im.says(who, '/end', {}, s1)
    await run()
    expect((await latestOf(one)).endedAt).not.toBeNull()
    expect(im.heard(who, s1).at(-1)).toContain('has ended')
    expect(im.heard(one).at(-1)).toContain('has ended')
    // The same customer again: the same shadow.
    await im.says(one, 'One more thing')
    await run()
    expect(im.created).toBe(2)
  })

  it('counts as connected while receiving there, without a console', async () => {
    const { mei } = await connected({}, [{ name: 'Mei' }])
    await pool().query(
      `update agents set status = 'offline', lease_until = null, choice = null where id = $1`,
      [mei],
    )
    const links = [{ agentId: mei, imUserId: 'im-mei', receives: true }]
    await saveImAgents(admin, { channelId: channel, before: [], after: links })
    await renewImLeases()
    const user = newUser()
    await im.says(user, 'Anybody?')
    await run()
    expect((await latestOf(user)).agentId).toBe(mei)
  })

  it('gets the shadow although the answer to its making was lost', async () => {
    const { mei } = await connected({}, [{ name: 'Mei' }])
    const links = [{ agentId: mei, imUserId: 'im-mei', receives: false }]
    await saveImAgents(admin, { channelId: channel, before: [], after: links })
    im.mood = (path) => (path === '/admin/robot/create' ? 'lose' : 'good')
    const user = newUser()
    await im.says(user, 'hello')
    await run()
    expect(im.told.filter(({ target }) => target === 'im-mei')).toEqual([])
    im.mood = () => 'good'
    await run()
    await run()
    await run()
    expect(im.created).toBe(1)
    expect(im.told.filter(({ target }) => target === 'im-mei')).toHaveLength(2)
  })
})

describe('what the IM delivers', () => {
  it('three times is kept once', async () => {
    await connected()
    const user = newUser()
    const uid = '900719925474099900001'
    const results = await Promise.all([1, 2, 3].map(() => im.says(user, 'Once', { uid })))
    expect(results).toEqual([200, 200, 200])
    await run()
    expect(await im.says(user, 'Once', { uid })).toBe(200)
    await Promise.all([processInbox(), processInbox()])
    await run()
    expect(await textsOf((await latestOf(user)).id)).toEqual(['customer: Once'])
  })

  it('out of order stands in the order in which it was written', async () => {
    await connected()
    const user = newUser()
    const start = at()
    await im.says(user, 'third', { at: start + 30 })
    await im.says(user, 'first', { at: start + 10 })
    await im.says(user, 'second', { at: start + 20 })
    await run()
    const { id } = await latestOf(user)
    expect(await textsOf(id)).toEqual(['customer: first', 'customer: second', 'customer: third'])
  })

  it('forged, late or replayed is refused and counted; for an unknown robot there is nothing', async () => {
    await connected()
    const user = newUser()
    expect(await im.says(user, 'x', { secret: 'guessed' })).toBe(401)
    expect(await im.says(user, 'x', { signedAt: at() - 7_300_000 })).toBe(401)
    expect(await im.says(user, 'x', { signedAt: at() + 7_300_000 })).toBe(401)
    expect(await im.says(user, 'real', { nonce: 'n1' })).toBe(200)
    expect(await im.says(user, 'other words', { nonce: 'n1' })).toBe(401)
    expect(await im.says(user, 'x', {}, 'nobody')).toBe(404)
    expect(await im.says(user, 'x', { body: '{"sender":"u"}' })).toBe(400)
    expect((await readHealth(channel))?.refused).toEqual({ forged: 1, late: 2, replayed: 1 })
    await run()
    expect(await textsOf((await latestOf(user)).id)).toEqual(['customer: real'])
  })
})

describe('what the IM is owed', () => {
  it('is sent once by the next process when one died between storing and sending', async () => {
    const { mei } = await connected({}, [{ name: 'Mei' }])
    const user = newUser()
    await im.says(user, 'hello')
    await run()
    const { id } = await latestOf(user)
    await answer(id, mei, 'stored')
    im.told.length = 0
    // The process collects and dies; then one that took it and died before the call.
    await collectOwed(pool(), new Date(at()))
    expect(await claimOwed(pool(), new Date(at()), new Date(at() + 30_000), 8)).toHaveLength(1)
    await run()
    expect(im.heard(user)).toEqual([])
    later(40)
    await Promise.all([sendOwed(), sendOwed()])
    expect(im.heard(user)).toEqual(['stored'])
    // Nobody could know whether it had been sent: the IM is told so.
    expect(JSON.parse(im.told[0]?.payload.extra ?? '{}')).toMatchObject({ repeated: true })
    await run()
    expect(im.heard(user)).toEqual(['stored'])
  })

  it('keeps its order while the IM is down, and is marked where its answer was lost', async () => {
    const { mei } = await connected({}, [{ name: 'Mei' }])
    const user = newUser()
    await im.says(user, 'hello')
    await run()
    im.told.length = 0
    const { id } = await latestOf(user)
    im.mood = () => 'refuse'
    for (const text of ['one', 'two', 'three']) await answer(id, mei, text)
    await run()
    await run()
    expect(im.heard(user)).toEqual([])
    expect((await readHealth(channel))?.state).toBe('failing')
    im.mood = () => (im.told.length === 0 ? 'lose' : 'twice')
    for (let i = 0; i < 20; i += 1) await run()
    expect(im.heard(user)).toEqual(['one', 'one', 'two', 'three'])
    const marks = im.told.map(({ payload }) => JSON.parse(payload.extra ?? '{}'))
    expect(marks.map(({ repeated }) => repeated ?? false)).toEqual([false, true, false, false])
    expect(marks[0]?.key).toBe(marks[1]?.key)
    expect(await readHealth(channel)).toMatchObject({ state: 'on', waitingOut: 0, failingSince: null })
  })

  it.each(['html', 'long', 'down'] as const)(
    'is given up after its last try (%s), listed, and sent again by hand',
    async (mood) => {
      const { mei } = await connected({}, [{ name: 'Mei' }])
      const user = newUser()
      await im.says(user, 'hello')
      await run()
      im.told.length = 0
      const { id } = await latestOf(user)
      im.mood = () => mood
      await answer(id, mei, 'lost?')
      for (let i = 0; i < 10; i += 1) {
        later(2_000)
        await sendOwed()
      }
      expect(await readHealth(channel)).toMatchObject({ state: 'failing', givenUp: 1, waitingOut: 0 })
      const { rows } = await listImDeliveries(pool(), {
        ...{ channelId: channel, state: 'given_up', page: 1, pageSize: 25 },
      })
      expect(rows).toMatchObject([{ direction: 'out', who: user, conversationId: id, attempts: 10 }])
      im.mood = () => 'good'
      expect(
        await resendIm(
          pool(),
          channel,
          rows.map((row) => row.id),
          new Date(at()),
        ),
      ).toBe(1)
      await sendOwed()
      expect(im.heard(user)).toEqual(['lost?'])
    },
  )
})

describe('a connection', () => {
  it('is saved over what was read, tells no secret to anybody, and goes back by its history', async () => {
    const { channelId } = await connected()
    const stored = await getIm(channelId)
    expect(stored).toMatchObject({ robotId: 'robot', hasAdminSecret: true, version: 1 })
    expect(JSON.stringify(stored)).not.toContain('-secret')
    const { version: _v, channelId: _c, hasAdminSecret: _h, ...settings } = stored as ImView
    const changed = { ...settings, menuFirst: true }
    await saveIm(admin, { channelId, version: 1, connection: changed, robotSecret: 'new-secret' })
    await expect(saveIm(admin, { channelId, version: 1, connection: settings })).rejects.toMatchObject({
      ...{ code: 'conflict', data: { current: { menuFirst: true, version: 2 } } },
    })
    const { rows } = await listRecordHistory('im_connection', channelId)
    expect(rows.map(({ action }) => action).sort()).toEqual(['created', 'secret_rotated', 'updated'])
    expect(JSON.stringify(rows)).not.toContain('-secret"')
    const entry = rows.find(({ action }) => action === 'updated')
    await restoreIm(admin, { entryId: entry?.id ?? '' })
    expect(await getIm(channelId)).toMatchObject({ menuFirst: false, version: 3 })
    // The new secret holds: what is signed with the former one is refused.
    expect(await im.says(newUser(), 'x')).toBe(401)
    expect(await im.says(newUser(), 'x', { secret: 'new-secret' })).toBe(200)
  })

  it('is tried with one message, and what went wrong is the answer', async () => {
    const { channelId } = await connected()
    const user = newUser()
    expect(await testIm({ channelId, imUserId: user })).toEqual({ ok: true })
    expect(im.heard(user)).toHaveLength(1)
    im.mood = () => 'refuse'
    expect(await testIm({ channelId, imUserId: user })).toEqual({ ok: false, error: 'code 1: server error' })
  })

  it('links agents over what was read, and nobody who is none', async () => {
    const { channelId, mei } = await connected()
    const link = { agentId: mei, imUserId: 'im-mei', receives: false }
    await saveImAgents(admin, { channelId, before: [], after: [link] })
    await expect(saveImAgents(admin, { channelId, before: [], after: [] })).rejects.toMatchObject({
      code: 'conflict',
    })
    const stranger = { agentId: newId(), imUserId: 'x', receives: false }
    await expect(
      saveImAgents(admin, { channelId, before: [link], after: [link, stranger] }),
    ).rejects.toMatchObject({ code: 'invalid_input', fields: [{ path: 'after.1.agentId' }] })
  })

  it('exists only on channels of an external IM', async () => {
    const { channelId } = await buildScenario([])
    await expect(getIm(channelId)).rejects.toMatchObject({ code: 'not_found' })
  })
})
