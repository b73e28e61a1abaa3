import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { appendMessages, endPart, inviteParticipant, sendMessage } from '@/server/modules/conversations'
import { openConversation } from '@/server/modules/dispatch'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addCustomer, buildScenario } from '@/server/platform/testing/scenario'
import { EventStream, registerCustomerStream, registerUserStream } from './streams'
import { startTail } from './tail'

useTestDatabase()

let stop: () => Promise<void>
const open: EventStream[] = []
beforeAll(() => {
  stop = startTail()
})
afterEach(() => {
  for (const stream of open.splice(0)) stream.close()
})
afterAll(() => stop())

function reader(kind: 'customer' | 'staff', ownerId: string) {
  const texts: string[] = []
  const seqs: number[] = []
  const stream = new EventStream(kind, ownerId, {
    write: (chunk) => {
      const data = JSON.parse(chunk.split('data: ')[1] ?? '{}')
      if (data.seq !== undefined) seqs.push(data.seq)
      if (data.message) texts.push(data.message.text)
    },
    end: () => {},
    backlog: () => 0,
  })
  open.push(stream)
  return { stream, texts, seqs }
}

async function start() {
  const s = await buildScenario([{ name: 'Mei' }])
  const customerId = await addCustomer()
  const { conversationId } = await openConversation({
    customerId,
    channelId: s.channelId,
    entry: { siteId: null, projectType: null, pageUrl: null, language: null },
    topic: {},
    categoryId: null,
    message: null,
  })
  return { agentId: s.agents.Mei ?? '', customerId, conversationId }
}
const row = (c: Awaited<ReturnType<typeof start>>, text: string) => ({
  conversationId: c.conversationId,
  senderKind: 'customer' as const,
  senderId: c.customerId,
  clientMessageId: newId(),
  kind: 'text',
  text,
  attachmentId: null,
})

describe('delivery', () => {
  it('reaches readers although every wake-up is lost: the tail finds what another process wrote', async () => {
    const c = await start()
    const customer = reader('customer', c.customerId)
    customer.stream.known.set(c.conversationId, 0)
    registerCustomerStream(customer.stream, c.conversationId)
    const agent = reader('staff', c.agentId)
    registerUserStream(agent.stream)
    // Written as another process would: committed, and nobody here is told.
    for (const text of ['one', 'two', 'three'])
      await appendMessages(pool(), [{ ...row(c, text), id: newId(), anyone: false }])
    await expect.poll(() => customer.texts, { timeout: 5_000 }).toEqual(['one', 'two', 'three'])
    await expect.poll(() => agent.texts.at(-1), { timeout: 5_000 }).toBe('three')
  })

  it('shows every reader the same order without gap or repeat while many write at once', async () => {
    const c = await start()
    const readers = Array.from({ length: 5 }, () => reader('customer', c.customerId))
    for (const { stream } of readers) {
      stream.known.set(c.conversationId, 0)
      registerCustomerStream(stream, c.conversationId)
      void stream.pump(c.conversationId)
    }
    const direct = Array.from({ length: 200 }, (_, i) => sendMessage(row(c, `m${i}`)))
    const foreign = Array.from({ length: 50 }, (_, i) =>
      appendMessages(pool(), [{ ...row(c, `f${i}`), id: newId(), anyone: false }]),
    )
    await Promise.all([...direct, ...foreign])
    const { rows } = await pool().query<{ text: string }>(
      'select text from messages where conversation_id = $1 order by seq',
      [c.conversationId],
    )
    const stored = rows.map((r) => r.text)
    expect(stored).toHaveLength(250)
    for (const { texts, seqs } of readers) {
      await expect.poll(() => texts.length, { timeout: 5_000 }).toBe(250)
      expect(texts).toEqual(stored)
      expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, i) => i + 1))
    }
  })

  it('cuts off a reader that takes nothing, instead of keeping its messages in memory', async () => {
    const c = await start()
    let ended = false
    const stream = new EventStream('customer', c.customerId, {
      write: () => {},
      end: () => {
        ended = true
      },
      backlog: () => 2_000_000,
    })
    open.push(stream)
    stream.known.set(c.conversationId, 0)
    registerCustomerStream(stream, c.conversationId)
    await sendMessage(row(c, 'too much'))
    await expect.poll(() => ended).toBe(true)
  })

  it('reaches those who take part, by hand and by the tail, and nobody after the part has ended', async () => {
    const c = await start()
    const { agents } = await buildScenario([{ name: 'Bo' }])
    const by = { id: c.agentId, name: 'Mei' }
    const near = reader('staff', agents.Bo ?? '')
    registerUserStream(near.stream)
    const part = await inviteParticipant({
      ...{ conversationId: c.conversationId, userId: agents.Bo ?? '', part: 'consulted' as const },
      ...{ note: null, by },
    })
    await expect.poll(() => near.seqs.length).toBe(1)
    await sendMessage(row(c, 'through this process'))
    await expect.poll(() => near.texts).toEqual(['through this process'])
    // Stored by another process: nobody here was told.
    await appendMessages(pool(), [{ ...row(c, 'through the tail'), id: newId(), anyone: false }])
    await expect
      .poll(() => near.texts, { timeout: 5_000 })
      .toEqual(['through this process', 'through the tail'])
    await endPart(part, by)
    // The invitation, two messages, and the end of the part.
    const told = 4
    await expect.poll(() => near.seqs.length).toBe(told)
    await sendMessage(row(c, 'not for them'))
    await appendMessages(pool(), [{ ...row(c, 'nor this'), id: newId(), anyone: false }])
    const holder = reader('staff', c.agentId)
    registerUserStream(holder.stream)
    await sendMessage(row(c, 'last'))
    await expect.poll(() => holder.texts, { timeout: 5_000 }).toContain('last')
    expect(near.seqs.length).toBe(told)
  })
})
