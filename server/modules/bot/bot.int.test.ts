import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { endByCustomer, recallMessage, sendMessage } from '@/server/modules/conversations'
import { listDecisions, sweepTimers } from '@/server/modules/dispatch'
import { renewIndex } from '@/server/modules/knowledge'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addCustomer, buildScenario, type Scenario } from '@/server/platform/testing/scenario'
import type { BotChoice, MessageMeta } from '../conversations/contract'
import { answerAllOwed, answerOwed, askForHuman, enterConversation, rateAnswer } from '.'
import { addArticle, setBot } from './testing/bots'

useTestDatabase()
let start = 0
const at = (ms: number) => setClock(() => new Date(start + ms))
let scenario: Scenario
let returns = ''
let customerId = ''

beforeEach(async () => {
  await pool().query('truncate organization, users, skill_groups, customers, knowledge_articles cascade')
  start = Date.now()
  at(0)
  scenario = await buildScenario([{ name: 'Mei', capacity: 1 }])
  returns = await addArticle('Returning a parcel', 'Print the label and post it.', [
    'How do I send something back?',
    'return an item',
  ])
  await addArticle('Paying by card', 'We take all cards.', ['Which cards do you accept?', 'pay with visa'])
  await addArticle('Opening hours', 'Nine to five.', ['When are you open?', 'your opening hours'])
  await renewIndex()
  await setBot(scenario.channelId)
  customerId = await addCustomer()
})
afterEach(() => setClock(undefined))

async function enter(text: string | null = null, choice?: BotChoice, who = customerId) {
  const meta: MessageMeta | null = choice ? { choice } : null
  const { conversationId } = await enterConversation({
    ...{ customerId: who, channelId: scenario.channelId, topic: {}, categoryId: null },
    entry: { siteId: null, projectType: null, pageUrl: null, language: 'en' },
    message: text === null ? null : { clientMessageId: newId(), text, meta },
  })
  return conversationId
}
const say = (conversationId: string, text: string, choice?: BotChoice) =>
  sendMessage({
    ...{ conversationId, senderKind: 'customer', senderId: customerId, clientMessageId: newId() },
    ...{ kind: 'text', text, attachmentId: null, meta: choice ? { choice } : null },
  })
type Said = { seq: number; senderKind: string; text: string; meta: MessageMeta | null }
async function log(conversationId: string): Promise<Said[]> {
  const { rows } = await pool().query<Said>(
    `select seq::int, sender_kind as "senderKind", text, meta from messages where conversation_id = $1 order by messages.seq`,
    [conversationId],
  )
  return rows
}
const bots = async (id: string) => (await log(id)).filter(({ senderKind }) => senderKind === 'bot')
async function rowOf(id: string) {
  const { rows } = await pool().query('select * from conversations where id = $1', [id])
  return rows[0]
}
const turnsOf = async (id: string) =>
  (
    await pool().query(
      'select from_seq::int as from, to_seq::int as to, outcome, reason, article_id from bot_turns where conversation_id = $1 order by to_seq',
      [id],
    )
  ).rows

describe('a conversation on a channel with a bot', () => {
  it('begins with the greeting and its buttons, and is nobody’s request for a human yet', async () => {
    const buttons = [{ key: 'a', label: { en: 'Returns' }, action: { kind: 'article', articleId: returns } }]
    await setBot(scenario.channelId, { greeting: { en: 'Welcome!' }, buttons })
    const id = await enter()
    expect(await log(id)).toMatchObject([
      { senderKind: 'bot', text: 'Welcome!', meta: { bot: { buttons: [{ label: 'Returns' }] } } },
    ])
    expect(await rowOf(id)).toMatchObject({ status: 'with_bot', entered_at: null, agent_id: null })
    expect(await enter('Returns', { kind: 'article', id: returns })).toBe(id)
    await answerAllOwed()
    expect((await bots(id)).at(-1)).toMatchObject({
      text: 'Print the label and post it.',
      meta: { bot: { articleId: returns, asksHelpful: true } },
    })
  })

  it('answers what it is sure of and counts the article, also whether it helped, once', async () => {
    const id = await enter('How do I send something back?')
    expect(await answerAllOwed()).toBe(1)
    const [, , answer] = await log(id)
    expect(answer).toMatchObject({ senderKind: 'bot', text: 'Print the label and post it.' })
    await rateAnswer(id, answer?.seq ?? 0, true)
    await rateAnswer(id, answer?.seq ?? 0, false)
    const { rows } = await pool().query(
      'select used_count, helpful_count, unhelpful_count from knowledge_articles where id = $1',
      [returns],
    )
    expect(rows).toEqual([{ used_count: 1, helpful_count: 1, unhelpful_count: 0 }])
    expect(await turnsOf(id)).toMatchObject([{ outcome: 'answered', reason: 'found', article_id: returns }])
  })

  it('covers each message by exactly one turn while many processes answer and the customer writes on', async () => {
    const id = await enter('How do I send something back?')
    for (let round = 0; round < 4; round += 1) {
      const writing = say(id, `Which cards do you accept? (${round})`)
      await Promise.all([writing, ...Array.from({ length: 5 }, () => answerOwed(id))])
    }
    await expect.poll(() => answerAllOwed(), { timeout: 30_000 }).toBe(0)
    const customers = (await log(id)).filter(({ senderKind }) => senderKind === 'customer')
    const turns = await turnsOf(id)
    for (const { seq } of customers)
      expect(turns.filter(({ from, to }) => from <= seq && seq <= to)).toHaveLength(1)
    const answers = (await bots(id)).slice(1).map(({ text }) => text)
    expect(answers.filter((text) => text.startsWith('Print the label'))).toHaveLength(1)
    expect(answers.filter((text) => text.startsWith('We take all cards')).length).toBeLessThanOrEqual(4)
  })

  it('loses no answer to a process that dies over it, and doubles none', async () => {
    const id = await enter('When are you open?')
    await pool().query(
      `create function die() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$;
       create trigger die before insert on bot_turns for each row execute function die()`,
    )
    try {
      await expect(answerOwed(id)).rejects.toThrow('killed')
    } finally {
      await pool().query('drop function die cascade')
    }
    expect(await bots(id)).toHaveLength(1)
    // As a killed process leaves it: claimed, and nobody to give it back.
    await pool().query('update bot_talks set claimed_until = $2 where conversation_id = $1', [
      id,
      new Date(start + 15_000),
    ])
    expect(await answerAllOwed()).toBe(0)
    at(15_000)
    expect(await answerAllOwed()).toBe(1)
    expect(await answerAllOwed()).toBe(0)
    expect((await bots(id)).map(({ text }) => text).slice(1)).toEqual(['Nine to five.'])
  })

  it('offers what is near; a tap answers, and "none of these" is a miss', async () => {
    await setBot(scenario.channelId, { answerFrom: 0.95, suggestFrom: 0.02 })
    const id = await enter('cards or parcel')
    await answerAllOwed()
    const offered = (await bots(id)).at(-1)?.meta?.bot?.buttons ?? []
    expect(offered.at(-1)).toMatchObject({ choice: { kind: 'none' } })
    await say(id, offered[0]?.label ?? '', offered[0]?.choice)
    await answerAllOwed()
    expect((await bots(id)).at(-1)?.meta?.bot?.articleId).toBeDefined()
    await say(id, 'None of these', { kind: 'none' })
    await answerAllOwed()
    expect((await turnsOf(id)).map(({ outcome }) => outcome)).toEqual(['unsure', 'answered', 'missed'])
  })

  it('answers nothing that was taken back before it read it', async () => {
    const id = await enter()
    const { message } = await say(id, 'When are you open?')
    await recallMessage({
      conversationId: id,
      messageId: message.id,
      by: { kind: 'customer', id: customerId },
    })
    await answerAllOwed()
    expect(await bots(id)).toHaveLength(1)
    expect(await turnsOf(id)).toMatchObject([{ outcome: 'ignored' }])
  })

  it('ends by itself when idle, after the last word of either side, and never asked for a human', async () => {
    const id = await enter('When are you open?')
    at(60_000)
    await answerAllOwed()
    at(60_000 + 599_999)
    await sweepTimers()
    expect(await rowOf(id)).toMatchObject({ status: 'with_bot' })
    at(60_000 + 600_000)
    await sweepTimers()
    expect(await rowOf(id)).toMatchObject({
      status: 'ended_by_system',
      entered_at: null,
      end_reason: 'bot_idle',
    })
  })

  it('is left by the customer, and answers nothing any more', async () => {
    const id = await enter('When are you open?')
    await endByCustomer(id)
    expect(await answerAllOwed()).toBe(0)
    expect(await rowOf(id)).toMatchObject({ status: 'ended', entered_at: null })
    expect(await bots(id)).toHaveLength(1)
  })
})

describe('a hand-over', () => {
  it('comes with the second miss in a row, and an answer between them starts the count anew', async () => {
    const id = await enter('zzz qqq')
    await answerAllOwed()
    await say(id, 'When are you open?')
    await answerAllOwed()
    await say(id, 'qqq zzz zzz')
    await answerAllOwed()
    expect(await rowOf(id)).toMatchObject({ status: 'with_bot' })
    await say(id, 'zzz zzz qqq')
    await answerAllOwed()
    expect(await rowOf(id)).toMatchObject({
      ...{ status: 'awaiting_agent', creation_type: 'direct', agent_id: scenario.agents.Mei, live: true },
    })
    expect(await turnsOf(id)).toMatchObject([{}, {}, {}, { outcome: 'missed', reason: 'misses' }])
    const [decision] = await listDecisions(pool(), id)
    expect(decision?.decision.reason).toBe('highest_coefficient')
  })

  it('on a phrase or the button, to an agent, the queue, or a message, and all of it is there to read', async () => {
    const first = await enter('转人工')
    await answerAllOwed()
    expect(await rowOf(first)).toMatchObject({ status: 'awaiting_agent', agent_id: scenario.agents.Mei })
    const queued = await enter('hello', undefined, await addCustomer())
    await askForHuman(queued)
    expect(await rowOf(queued)).toMatchObject({ status: 'queued', creation_type: 'queued' })
    await pool().query("update agents set status = 'offline'")
    const offline = await enter('hello', undefined, await addCustomer())
    await askForHuman(offline)
    expect(await rowOf(offline)).toMatchObject({ status: 'awaiting_agent', creation_type: 'offline' })
    expect(await answerAllOwed()).toBe(0)
    const entered = (await rowOf(offline)).entered_at
    expect(entered.getTime()).toBeGreaterThanOrEqual(start)
  })

  it('is carried out by another process when the one that decided it died before', async () => {
    const id = await enter('a human please')
    await pool().query(
      "update bot_talks set handing_over = 'phrase', answered_seq = 99 where conversation_id = $1",
      [id],
    )
    expect(await answerAllOwed()).toBe(1)
    expect(await rowOf(id)).toMatchObject({ status: 'awaiting_agent' })
  })

  it('at once for whom the channel says so: a level, a category, or outside the bot’s hours', async () => {
    await setBot(scenario.channelId, { handOver: { vipLevel: 3 } })
    expect(await rowOf(await enter(null, undefined, await addCustomer(3)))).toMatchObject({
      status: 'awaiting_agent',
    })
    expect(await rowOf(await enter(null, undefined, await addCustomer(2)))).toMatchObject({
      status: 'with_bot',
    })
    await setBot(scenario.channelId, { when: 'closed' })
    expect(await rowOf(await enter(null, undefined, await addCustomer()))).toMatchObject({ status: 'queued' })
  })

  it('by a category that was tapped steers the dispatch', async () => {
    const [top, below] = [newId(), newId()]
    await pool().query(
      `insert into categories(id, parent_id, names, position) values ($1, null, '{"en":"Orders"}', 0), ($2, $1, '{"en":"Damaged"}', 0)`,
      [top, below],
    )
    await setBot(scenario.channelId, { handOver: { categoryIds: [below] } })
    const id = await enter('Orders', { kind: 'category', id: top })
    await answerAllOwed()
    expect((await bots(id)).at(-1)?.meta?.bot?.buttons).toMatchObject([{ label: 'Damaged' }])
    expect(await rowOf(id)).toMatchObject({ status: 'with_bot', category_id: top })
    await say(id, 'Damaged', { kind: 'category', id: below })
    await answerAllOwed()
    expect(await rowOf(id)).toMatchObject({ status: 'awaiting_agent', category_id: below })
  })
})
