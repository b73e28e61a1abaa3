import { beforeEach, describe, expect, it } from 'vitest'
import { builtInRoles, type RoleKey } from '@/server/access'
import { renewIndex } from '@/server/modules/knowledge'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addCustomer, addUser, buildScenario, type Scenario } from '@/server/platform/testing/scenario'
import { createCaller } from '@/server/platform/trpc/base'
import { answerAllOwed, enterConversation } from '.'
import { botSettings } from './contract'
import { botRouter } from './router'
import { addArticle, setBot } from './testing/bots'

useTestDatabase()
let scenario: Scenario
let userId = ''

beforeEach(async () => {
  await pool().query('truncate organization, users, skill_groups, customers, knowledge_articles cascade')
  scenario = await buildScenario([{ name: 'Mei' }])
  userId = await addUser('Sam')
  await addArticle('Opening hours', 'Nine to five.', ['When are you open?', 'your opening hours'])
  await renewIndex()
})

function as(role: RoleKey) {
  const { permissions } = builtInRoles[role]
  const nobody = { agentId: null, groupIds: [], scopeGroupIds: [] }
  return createCaller(botRouter)({
    principal: { userId, name: 'Sam', roles: [role], permissions, ...nobody },
  })
}
const admin = () => as('administrator')
const lead = () => as('supervisor')

async function ask(text: string) {
  const { conversationId } = await enterConversation({
    ...{ customerId: await addCustomer(), channelId: scenario.channelId, topic: {}, categoryId: null },
    entry: { siteId: null, projectType: null, pageUrl: null, language: 'en' },
    message: { clientMessageId: newId(), text },
  })
  await answerAllOwed()
  return conversationId
}

describe('the bot of a channel', () => {
  it('is made, changed over the version that was read, on record, and brought back', async () => {
    const { channelId } = scenario
    expect(await lead().getBot({ channelId })).toMatchObject({ version: 0, hasSecret: false })
    const first = botSettings.parse({ enabled: true, greeting: { en: 'First' } })
    await admin().saveBot({ channelId, version: 0, settings: first })
    await expect(admin().saveBot({ channelId, version: 0, settings: first })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    await admin().saveBot({
      channelId,
      version: 1,
      settings: { ...first, greeting: { en: 'Second', zh: '' } },
    })
    const history = await admin().botHistory({ id: channelId })
    await admin().restoreBot({ entryId: history.rows[0]?.id ?? '' })
    expect((await lead().getBot({ channelId })).settings.greeting.en).toBe('First')
    expect(await lead().listBots()).toMatchObject([{ enabled: true, version: 3, circuit: 'closed' }])
    await expect(lead().saveBot({ channelId, version: 3, settings: first })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })

  it('asks no service without a secret, which is told once and stands in no answer', async () => {
    const { channelId } = scenario
    const settings = botSettings.parse({ external: { enabled: true, url: 'https://answers.example/ask' } })
    await expect(admin().saveBot({ channelId, version: 0, settings })).rejects.toMatchObject({
      cause: { fields: [{ path: 'external.enabled' }] },
    })
    const { secret, version } = await admin().rotateBotSecret({ channelId, version: 0 })
    await admin().saveBot({ channelId, version, settings })
    const seen = JSON.stringify([
      await lead().getBot({ channelId }),
      await admin().botHistory({ id: channelId }),
    ])
    expect(seen).not.toContain(secret)
  })

  it('is talked to in the test window as in a conversation, and nothing is kept of it', async () => {
    const { channelId } = scenario
    const tried = await lead().tryBot({ channelId, text: 'When are you open?', language: 'en' })
    expect(tried).toMatchObject({
      ...{ outcome: 'answered', reason: 'found', replies: [{ text: 'Nine to five.' }] },
      searches: [{ found: [{ title: 'Opening hours' }] }],
    })
    expect(await lead().tryBot({ channelId, text: 'zzz qqq', misses: 1, language: 'en' })).toMatchObject({
      ...{ outcome: 'missed', handOver: true },
    })
    const { rows } = await pool().query('select (select count(*) from bot_turns)::int as n')
    expect(rows).toEqual([{ n: 0 }])
    expect((await pool().query('select used_count from knowledge_articles')).rows).toEqual([
      { used_count: 0 },
    ])
  })
})

describe('questions without an answer', () => {
  const misses = (more = {}) => lead().misses({ ...more })
  beforeEach(async () => {
    await setBot(scenario.channelId)
  })

  it('stand together however they were written, until an editor sees to them, and again when asked anew', async () => {
    await ask('Zzz qqq?')
    await ask('zzz QQQ')
    await ask('When are you open?')
    const { rows, total } = await misses()
    expect(total).toBe(1)
    expect(rows).toMatchObject([{ question: 'zzz QQQ', count: 2, customers: 2, kind: 'missed', mark: null }])
    const keys = rows.map(({ key }) => key)
    await lead().resolveMisses({ keys, how: { kind: 'dismiss' } })
    expect((await misses()).total).toBe(0)
    expect((await misses({ marked: true })).rows).toMatchObject([{ mark: 'dismissed', count: 2 }])
    await lead().resolveMisses({ keys, how: { kind: 'reopen' } })
    expect((await misses()).total).toBe(1)
  })

  it('become a draft or a question of an article, and hold no words beside the messages', async () => {
    const id = await ask('Zzz qqq?')
    const keys = (await misses()).rows.map(({ key }) => key)
    const { articleIds } = await lead().resolveMisses({ keys, how: { kind: 'article', topic: 'New' } })
    const { rows } = await pool().query(
      'select title, topic, published from knowledge_articles where id = $1',
      [articleIds[0]],
    )
    expect(rows).toEqual([{ title: 'Zzz qqq?', topic: 'New', published: null }])
    await ask('zzzz qqqq')
    const [next] = (await misses()).rows
    await lead().resolveMisses({
      keys: [next?.key ?? ''],
      how: { kind: 'question', articleId: articleIds[0] ?? '' },
    })
    expect(
      (
        await pool().query('select draft -> $2 as asked from knowledge_articles where id = $1', [
          articleIds[0],
          'questions',
        ])
      ).rows,
    ).toEqual([{ asked: ['Zzz qqq?', 'zzzz qqqq'] }])
    await pool().query("update messages set text = '' where conversation_id = $1", [id])
    const marked = (await misses({ marked: true })).rows.find(({ mark }) => mark === 'article')
    expect(marked?.question).toBe('')
  })

  it('show in how much of what was really asked would be answered', async () => {
    await ask('hello')
    await ask('When are you open?')
    await ask('zzz qqq')
    expect(await lead().coverage({})).toMatchObject({
      ...{ asked: 2, total: 3, answered: 1, missed: 1, smallTalk: 1 },
      open: [{ question: 'zzz qqq', verdict: 'missed' }],
    })
  })
})
