import { beforeEach, describe, expect, it } from 'vitest'
import { endByAgent, readMessages, sendMessage } from '@/server/modules/conversations'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addCustomer, buildScenario, type Scenario } from '@/server/platform/testing/scenario'
import { openConversation, reassign, takeOver, transferConversation } from '.'

useTestDatabase()

const WRITERS = 50
/** WRITER_ROUNDS=1000 is the long run. */
const ROUNDS = Number(process.env.WRITER_ROUNDS ?? 40)
const entry = { siteId: null, projectType: null, pageUrl: null, language: null }
const by = { id: newId(), name: 'Supervisor' }
let s: Scenario
let customerId = ''
let conversationId = ''

beforeEach(async () => {
  await pool().query('truncate organization, users, skill_groups, customers cascade')
  s = await buildScenario(Array.from({ length: 4 }, (_, i) => ({ name: `Agent ${i}` })))
  customerId = await addCustomer()
  const open = { customerId, channelId: s.channelId, entry, topic: {}, categoryId: null, message: null }
  conversationId = (await openConversation(open)).conversationId
})

/** What was refused because somebody was faster is as it should be. */
async function unlessRefused<T>(work: Promise<T>): Promise<T | null> {
  return work.catch((error: unknown) => {
    if (error instanceof AppError && error.status < 500) return null
    throw error
  })
}

async function expectOneOwner(): Promise<void> {
  const { rows } = await pool().query(
    `select (select count(*)::int from assignments a where a.conversation_id = c.id and a.ended_at is null) as open,
       (select count(*)::int from assignments a where a.conversation_id = c.id and a.ended_at is null and a.agent_id = c.agent_id) as own,
       (select sum(current_count)::int from agents) as places, c.ended_at is null as going,
       c.last_seq - (select count(*) from conversation_events e where e.conversation_id = c.id) as gaps,
       c.last_seq - (select max(seq) from conversation_events e where e.conversation_id = c.id) as beyond
     from conversations c where c.id = $1`,
    [conversationId],
  )
  const held = rows[0]?.going ? 1 : 0
  expect(rows[0]).toMatchObject({ open: held, own: held, places: held, gaps: 0, beyond: 0 })
}

describe('one conversation under many hands', () => {
  it(`keeps one owner and one order, the same for every reader: ${WRITERS} writers, ${ROUNDS} rounds, owners changing meanwhile`, async () => {
    const agents = Object.values(s.agents)
    let stored = 0
    let moves = 0
    const writer = async (n: number) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const anyone = n % 2 === 0
        const sender = anyone
          ? { senderKind: 'agent' as const, senderId: agents[n % agents.length] as string }
          : { senderKind: 'customer' as const, senderId: customerId }
        const text = `${n}:${round}`
        const sent = await unlessRefused(
          sendMessage({
            ...{ conversationId, ...sender, anyone, text, clientMessageId: newId() },
            ...{ kind: 'text', attachmentId: null },
          }),
        )
        if (sent) stored += 1
      }
    }
    let writing = true
    const mover = async () => {
      for (let i = 0; writing; i += 1) {
        const agentId = agents[i % agents.length] as string
        const to = { conversationId, by, reason: 'because' }
        const done =
          i % 3 === 0
            ? transferConversation({ ...to, fromAgentId: null, to: { agentId } })
            : i % 3 === 1
              ? takeOver({ ...to, agentId })
              : reassign(to)
        if ((await unlessRefused(done.then(() => true))) === true) moves += 1
        if (i % 20 === 0) await expectOneOwner()
      }
    }
    const moving = mover()
    await Promise.all(Array.from({ length: WRITERS }, (_, n) => writer(n)))
    writing = false
    await moving

    await expectOneOwner()
    const read = async () => {
      const all: { seq: number; text: string }[] = []
      for (;;) {
        const page = await readMessages(pool(), {
          ...{ conversationId, notes: true, limit: 200, after: all.at(-1)?.seq ?? 0 },
        })
        all.push(...page.map(({ seq, text }) => ({ seq, text })))
        if (page.length < 200) return all
      }
    }
    const [one, other] = await Promise.all([read(), read()])
    expect(other).toEqual(one)
    expect(one).toHaveLength(stored)
    expect(new Set(one.map(({ text }) => text)).size).toBe(stored)
    // Each writer's words stand in the order in which they were written.
    for (let n = 0; n < WRITERS; n += 1) {
      const own = one
        .filter(({ text }) => text.startsWith(`${n}:`))
        .map(({ text }) => Number(text.split(':')[1]))
      expect(own).toEqual([...own].sort((a, b) => a - b))
    }
    const { rows } = await pool().query<{ seq: number; text: string }>(
      `select seq, payload ->> 'text' as text from conversation_events where conversation_id = $1 and type = 'message' order by seq`,
      [conversationId],
    )
    expect(rows).toEqual(one)
    console.info(`${stored} messages of ${WRITERS} × ${ROUNDS}, ${moves} changes of owner`)
    expect(stored).toBeGreaterThan((WRITERS * ROUNDS) / 2)
    expect(moves).toBeGreaterThan(0)
  }, 900_000)

  it('gives it to one of two who take, transfer and end it at the same moment', async () => {
    const [first, second] = Object.values(s.agents) as [string, string]
    for (let round = 0; round < 25; round += 1) {
      const open = { customerId, channelId: s.channelId, entry, topic: {}, categoryId: null, message: null }
      conversationId = (await openConversation(open)).conversationId
      const take = (agentId: string) => takeOver({ conversationId, by, reason: 'mine', agentId })
      const hand = (agentId: string) =>
        transferConversation({ conversationId, by, reason: 'yours', fromAgentId: null, to: { agentId } })
      await Promise.all([
        unlessRefused(take(first)),
        unlessRefused(take(second)),
        unlessRefused(hand(first)),
        unlessRefused(hand(second)),
        ...(round % 2 ? [unlessRefused(endByAgent({ conversationId, agentId: null }))] : []),
      ])
      await expectOneOwner()
    }
  })
})
