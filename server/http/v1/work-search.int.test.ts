import { beforeAll, describe, expect, it } from 'vitest'
import { builtInRoles } from '@/server/access'
import { indexEverything, sendMessage } from '@/server/modules/conversations'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addToken, addUser } from '@/server/platform/testing/scenario'
import { callerOf, type Loose, rowOf, team } from './work.fixture'

useTestDatabase()

let lead: ReturnType<typeof callerOf>
beforeAll(async () => {
  lead = callerOf(await addToken(await addUser('Lead'), builtInRoles.supervisor.permissions))
})

const find = async (call: typeof lead, query: string) => {
  const { status, body } = await call('GET', `/agent/search?${query}`)
  expect(status).toBe(200)
  return body as {
    items: { conversation: { id: string }; excerpt: Loose }[]
    next: string | null
    total: number
  }
}
const idsOf = async (call: typeof lead, query: string) =>
  (await find(call, query)).items.map((item) => item.conversation.id)
const say = (id: string, senderId: string, text: string) =>
  sendMessage({
    ...{ conversationId: id, senderKind: 'customer', senderId, clientMessageId: newId() },
    ...{ kind: 'text', text, attachmentId: null },
  })

describe('search', () => {
  it('finds Chinese words of two characters, mixed text, names, addresses, phones and numbers', async () => {
    const t = await team([{ name: 'Mei' }])
    const one = await t.arrive('我的iPhone15想退货，包裹还没到', {
      ...{ name: '欧阳娜娜', email: 'nana.ouyang@example.com', phone: '+86 139-1234-5678' },
    })
    const other = await t.arrive('Where is my parcel?', { name: 'Anna Smith' })
    await indexEverything()
    const { number } = await rowOf(one.id)
    for (const query of [
      '退货',
      '包裹 退货',
      'iphone15',
      'iPhone退货',
      '欧阳',
      'nana.ouyang',
      '1391234',
      '12345678',
    ]) {
      expect([query, await idsOf(lead, `q=${encodeURIComponent(query)}`)]).toEqual([query, [one.id]])
    }
    expect(await idsOf(lead, `q=${encodeURIComponent(`#${number}`)}`)).toEqual([one.id])
    expect(await idsOf(lead, 'q=PARC')).toEqual([other.id])
    expect(await idsOf(lead, `q=${encodeURIComponent('parcel 退货')}`)).toEqual([])
    expect(await idsOf(lead, `q=${encodeURIComponent("' & | !:* (")}`)).toEqual([])
  })

  it('shows the place where it was found, in the message or in the facts of the customer', async () => {
    const t = await team([{ name: 'Mei' }])
    await t.arrive('前面是一些话，然后才说想要换货')
    await t.arrive('nothing', { name: 'Zachariah Quill' })
    await indexEverything()
    const [said] = (await find(lead, `q=${encodeURIComponent('换货')}`)).items
    expect(said?.excerpt.hits.map(([a, b]: [number, number]) => said.excerpt.text.slice(a, b))).toEqual([
      '换货',
    ])
    const [fact] = (await find(lead, 'q=zachar')).items
    expect(fact?.excerpt).toMatchObject({ seq: null, text: 'Zachariah Quill' })
  })

  it('takes up what is said later, and forgets what is taken back', async () => {
    const t = await team([{ name: 'Mei' }])
    const c = await t.arrive('first')
    await indexEverything()
    await say(c.id, c.customerId, 'a wombat came')
    expect(await idsOf(lead, 'q=wombat')).toEqual([])
    await indexEverything()
    expect(await idsOf(lead, 'q=wombat')).toEqual([c.id])
    await pool().query(
      `with m as (update messages set recalled_at = now() where conversation_id = $1 and text like '%wombat%'),
         c as (update conversations set last_seq = last_seq + 1 where id = $1 returning id, last_seq)
       insert into conversation_events(conversation_id, seq, type, audience, payload, created_at)
         select id, last_seq, 'recalled', 'both', '{}', now() from c`,
      [c.id],
    )
    await indexEverything()
    expect(await idsOf(lead, 'q=wombat')).toEqual([])
    expect(await idsOf(lead, 'q=first')).toContain(c.id)
  })

  it('makes every row anew when the rows were lost', async () => {
    const t = await team([{ name: 'Mei' }])
    const c = await t.arrive('rebuilding pelican')
    await indexEverything()
    await pool().query('truncate conversation_search')
    await indexEverything()
    expect(await idsOf(lead, 'q=pelican')).toEqual([c.id])
  })

  it('shows an agent only what may be opened: own ones, the waiting of the own groups, and where they take part', async () => {
    const t = await team([{ name: 'Mei', capacity: 1 }])
    const others = await team([{ name: 'Bo' }])
    const own = await t.arrive('quokka one')
    const waiting = await t.arrive('quokka two')
    const foreign = await others.arrive('quokka three')
    await indexEverything()
    expect((await idsOf(t.calls.Mei!, 'q=quokka')).sort()).toEqual([own.id, waiting.id].sort())
    expect((await find(t.calls.Mei!, 'q=quokka')).total).toBe(2)
    await others.calls.Bo!('POST', `/agent/conversations/${foreign.id}/participants`, {
      userId: t.agents.Mei,
      part: 'consulted',
    })
    for (const id of await idsOf(t.calls.Mei!, 'q=quokka')) {
      expect((await t.calls.Mei!('GET', `/agent/conversations/${id}`)).status).toBe(200)
    }
    expect(await idsOf(t.calls.Mei!, 'q=quokka')).toContain(foreign.id)
  })

  it('pages through everything once, newest first, and filters', async () => {
    const t = await team([{ name: 'Mei', capacity: 9 }])
    const made: string[] = []
    for (let i = 0; i < 7; i += 1) made.push((await t.arrive(`narwhal ${i}`)).id)
    await indexEverything()
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const page = await find(lead, `q=narwhal&limit=3&cursor=${encodeURIComponent(cursor)}`)
      seen.push(...page.items.map((item) => item.conversation.id))
      expect(page.total).toBe(7)
      if (!page.next) break
      cursor = page.next
    }
    expect(seen).toEqual([...made].reverse())
    await t.calls.Mei!('POST', `/agent/conversations/${made[2]}/tags`, { add: ['Fragile'] })
    expect(await idsOf(lead, 'q=narwhal&tag=Fragile')).toEqual([made[2]])
    expect(await idsOf(lead, `groupId=${t.groupId}&status=ended`)).toEqual([])
    expect(
      (await idsOf(lead, `agentId=${t.agents.Mei}&status=awaiting_agent&creationType=direct`)).length,
    ).toBe(7)
    expect(await idsOf(lead, `q=narwhal&minVip=3`)).toEqual([])
  })
})
