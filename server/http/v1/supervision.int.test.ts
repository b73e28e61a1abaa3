import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { builtInRoles } from '@/server/access'
import { forgetPrincipals, listAudit } from '@/server/modules/accounts'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addAgent, addToken, addUser, buildScenario, type Scenario } from '@/server/platform/testing/scenario'
import { endStreams, startRuntime } from '@/server/runtime'
import { serveAhead } from '../node-adapter'
import { apiClient, type Reader } from '../testing/client'
import type { ConversationView, MessageView, Problem, SessionView } from './contract'
import type { MovedView, RecordPage } from './oversight-contract'

useTestDatabase()

let server: Server
let address = ''
let scenario: Scenario
let two: Scenario
let agent: ReturnType<typeof apiClient>
let supervisor: ReturnType<typeof apiClient>
let supervisorId = ''
const base = () => address
const readers: Reader[] = []

beforeAll(async () => {
  await startRuntime()
  server = createServer((request, response) => {
    if (!serveAhead(request, response)) response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  two = await buildScenario([{ name: 'Full', capacity: 3 }])
  scenario = await buildScenario([{ name: 'Mei', capacity: 90 }])
  agent = apiClient(base, await addToken(scenario.agents.Mei ?? '', builtInRoles.agent.permissions))
  supervisorId = await addUser('Sora Supervisor')
  supervisor = apiClient(base, await addToken(supervisorId, builtInRoles.supervisor.permissions))
})
afterEach(() => {
  for (const reader of readers.splice(0)) reader.close()
})
afterAll(async () => {
  await endStreams(console.error)
  server.closeAllConnections()
  server.close()
})

async function opened(text = 'Hello') {
  const { body } = await apiClient(base).post<SessionView>('/customers/sessions', {
    channelKey: scenario.channelKey,
    profile: { name: 'Ana' },
  })
  const customer = apiClient(base, body.token)
  const made = await customer.post<ConversationView>('/conversations', {
    message: { clientMessageId: newId(), text },
  })
  const { id } = made.body
  const say = (words: string) =>
    customer.post(`/conversations/${id}/messages`, { clientMessageId: newId(), text: words })
  return { id, customer, say }
}
async function follow(who: ReturnType<typeof apiClient>) {
  const reader = await who.stream('/agent/events')
  readers.push(reader)
  await reader.until((e) => e.type === 'hello')
  return reader
}
const look = (who: ReturnType<typeof apiClient>, conversationId: string, on = true) =>
  who.put<{ watching: boolean }>('/agent/viewing', { conversationId, on })
const auditOf = async (id: string) => {
  const { rows } = await listAudit({ entityId: id, page: 1, pageSize: 50, direction: 'asc' })
  return rows.map(({ action, actorName }) => ({ action, actorName }))
}

describe('watching silently', () => {
  it('brings every entry live to the watcher, none to the agent, and stays in record and audit log', async () => {
    const c = await opened()
    const [watcher, holder] = [await follow(supervisor), await follow(agent)]
    expect((await look(supervisor, c.id)).body).toEqual({ watching: true })
    await c.say('first')
    await watcher.until((e) => e.message?.text === 'first')
    await agent.post(`/agent/conversations/${c.id}/messages`, { clientMessageId: newId(), text: 'answer' })
    await watcher.until((e) => e.message?.text === 'answer')
    await holder.until((e) => e.message?.text === 'answer')
    expect(JSON.stringify(holder.events)).not.toContain('Sora')
    await look(supervisor, c.id, false)
    await c.say('after it was closed')
    await holder.until((e) => e.message?.text === 'after it was closed')
    expect(watcher.events.some((e) => e.message?.text === 'after it was closed')).toBe(false)

    expect(await auditOf(c.id)).toEqual([{ action: 'watched', actorName: 'Sora Supervisor' }])
    const seen = await supervisor.get<RecordPage>(`/agent/conversations/${c.id}/record`)
    expect(seen.body.items.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['watch_began', 'watch_ended']),
    )
    const own = await agent.get<RecordPage>(`/agent/conversations/${c.id}/record`)
    expect(JSON.stringify(own.body)).not.toContain('Sora')
  })

  it('follows a conversation from agent to agent', async () => {
    const c = await opened()
    const watcher = await follow(supervisor)
    await look(supervisor, c.id)
    const other = await addAgent(scenario.groupId, { name: 'Bo', status: 'online' })
    expect(
      (await agent.post(`/agent/conversations/${c.id}/transfer`, { agentId: other, reason: 'lunch' })).status,
    ).toBe(200)
    await c.say('still here?')
    await watcher.until((e) => e.message?.text === 'still here?')
    await pool().query(`update agents set enabled = false where id = $1`, [other])
  })

  it('ends with the right to it, and brings nothing more', async () => {
    const c = await opened()
    const passingId = await addUser('Passing')
    const passing = apiClient(base, await addToken(passingId, builtInRoles.supervisor.permissions))
    const watcher = await follow(passing)
    await look(passing, c.id)
    await c.say('seen')
    await watcher.until((e) => e.message?.text === 'seen')
    await pool().query(
      `update roles set permissions = '{"conversations.read":"own"}' where id in (select role_id from user_roles where user_id = $1)`,
      [passingId],
    )
    forgetPrincipals()
    await expect
      .poll(
        async () =>
          (
            await pool().query(
              'select 1 from conversation_participants where user_id = $1 and left_at is null',
              [passingId],
            )
          ).rowCount,
        { timeout: 8_000 },
      )
      .toBe(0)
    const holder = await follow(agent)
    await c.say('secret')
    await holder.until((e) => e.message?.text === 'secret')
    expect((await look(passing, c.id)).status).toBe(404)
    expect(JSON.stringify(watcher.events)).not.toContain('secret')
  })

  it('is for nobody without the permission; a colleague who looks is shown to the agent', async () => {
    const c = await opened()
    const colleagueId = await addAgent(scenario.groupId, { name: 'Rui', status: 'busy' })
    const colleague = apiClient(
      base,
      await addToken(colleagueId, { 'agent.receive': 'own', 'conversations.read': 'all' }),
    )
    const stranger = apiClient(
      base,
      await addToken(await addUser('Stranger'), { 'conversations.read': 'own' }),
    )
    const [holder, curious] = [await follow(agent), await follow(colleague)]
    expect((await look(stranger, c.id)).status).toBe(404)
    expect((await look(colleague, c.id)).body).toEqual({ watching: false })
    const told = await holder.until((e) => e.type === 'viewing')
    expect(told).toMatchObject({ conversationId: c.id, detail: { name: 'Rui', on: true } })
    await c.say('not for you')
    await holder.until((e) => e.message?.text === 'not for you')
    expect(curious.events.some((e) => e.message)).toBe(false)
    for (const act of ['whisper', 'join', 'leave']) {
      const body = { clientMessageId: newId(), text: 'x' }
      expect((await colleague.post(`/agent/conversations/${c.id}/${act}`, body)).status).toBe(403)
    }
  })
})

describe('a whisper', () => {
  it('reaches the agent, never the customer, and moves no clock', async () => {
    const c = await opened()
    const holder = await follow(agent)
    const before = (await agent.get<ConversationView>(`/agent/conversations/${c.id}`)).body
    const input = { clientMessageId: newId(), text: 'Offer the voucher' }
    const sent = await supervisor.post<MessageView>(`/agent/conversations/${c.id}/whisper`, input)
    expect(sent).toMatchObject({
      status: 201,
      body: { kind: 'note', meta: { whisper: true }, senderName: 'Sora Supervisor' },
    })
    expect((await supervisor.post(`/agent/conversations/${c.id}/whisper`, input)).status).toBe(200)
    await holder.until((e) => e.message?.text === 'Offer the voucher')
    const { body } = await c.customer.get(`/conversations/${c.id}/messages`)
    expect(JSON.stringify(body)).not.toContain('voucher')
    const after = (await agent.get<ConversationView>(`/agent/conversations/${c.id}`)).body
    expect({ ...after, lastSeq: 0 }).toEqual({ ...before, lastSeq: 0 })
    expect((await auditOf(c.id)).map(({ action }) => action)).toEqual(['whispered'])
  })
})

describe('joining', () => {
  it('lets their words reach the customer under their name until they leave', async () => {
    const c = await opened()
    const send = (text: string) =>
      supervisor.post<Problem>(`/agent/conversations/${c.id}/messages`, { clientMessageId: newId(), text })
    expect((await send('too early')).status).toBe(404)
    expect((await supervisor.post(`/agent/conversations/${c.id}/join`)).status).toBe(200)
    expect((await send('I am Sora, I help too')).status).toBe(201)
    const { body } = await c.customer.get<{ items: MessageView[] }>(`/conversations/${c.id}/messages`)
    expect(body.items.at(-1)).toMatchObject({
      text: 'I am Sora, I help too',
      senderName: 'Sora Supervisor',
      senderKind: 'agent',
    })
    expect((await c.customer.get<ConversationView>(`/conversations/${c.id}`)).body).toMatchObject({
      status: 'awaiting_customer',
      agent: { name: 'Mei' },
    })
    await supervisor.post(`/agent/conversations/${c.id}/leave`)
    expect((await send('too late')).status).toBe(404)
    const steps = (await agent.get<RecordPage>(`/agent/conversations/${c.id}/record`)).body.items.filter(
      ({ type }) => type === 'participants',
    )
    expect(steps.map(({ actor, values }) => [actor, values.part, values.on])).toEqual([
      ['Sora Supervisor', 'joined', 1],
      ['Sora Supervisor', 'joined', 0],
    ])
  })

  it('ends with the conversation, and begins in none that waits or has ended', async () => {
    const c = await opened()
    await supervisor.post(`/agent/conversations/${c.id}/join`)
    await c.customer.post(`/conversations/${c.id}/end`)
    await expect
      .poll(
        async () =>
          (
            await pool().query(
              'select 1 from conversation_participants where conversation_id = $1 and left_at is null',
              [c.id],
            )
          ).rowCount,
        { timeout: 8_000 },
      )
      .toBe(0)
    expect(await supervisor.post(`/agent/conversations/${c.id}/join`)).toMatchObject({
      status: 409,
      body: { code: 'transition_refused' },
    })
  })
})

describe('re-assigning many', () => {
  it('answers for each, moves what can be moved, and stands in record and audit log', async () => {
    const receiver = await addAgent(two.groupId, { name: 'Two places', capacity: 2, status: 'busy' })
    const ids: string[] = []
    for (let i = 0; i < 3; i += 1) {
      const { body } = await apiClient(base).post<SessionView>('/customers/sessions', {
        channelKey: two.channelKey,
      })
      const made = await apiClient(base, body.token).post<ConversationView>('/conversations', {})
      ids.push(made.body.id)
    }
    await pool().query(`update agents set status = 'online', choice = 'online' where id = $1`, [receiver])
    await pool().query('select refresh_sort_keys($1)', [receiver])
    const { status, body } = await supervisor.post<{ items: MovedView[] }>('/agent/reassignments', {
      from: { agentId: two.agents.Full },
      to: { agentId: receiver },
      reason: 'Shift ends',
    })
    expect(status).toBe(200)
    expect(body.items.filter(({ moved }) => moved)).toHaveLength(2)
    expect(body.items.filter(({ code }) => code === 'conflict')).toHaveLength(1)
    const { rows } = await pool().query(
      'select agent_id, count(*)::int as held from assignments where conversation_id = any($1) and ended_at is null group by 1 order by 2',
      [ids],
    )
    expect(rows).toEqual([
      { agent_id: two.agents.Full, held: 1 },
      { agent_id: receiver, held: 2 },
    ])
    const moved = body.items.find((item) => item.moved)?.conversationId
    const record = await supervisor.get<RecordPage>(`/agent/conversations/${moved}/record`)
    expect(record.body.items.find(({ type }) => type === 'transferred')).toMatchObject({
      actor: 'Sora Supervisor',
      values: { note: 'Shift ends', agent: 'Two places' },
    })
    expect((await auditOf(two.agents.Full ?? '')).map(({ action }) => action)).toEqual(['reassigned'])
    expect(
      (
        await agent.post('/agent/reassignments', {
          from: { conversationIds: ids },
          to: { dispatch: true },
          reason: 'x',
        })
      ).status,
    ).toBe(403)
  })
})

describe('an export', () => {
  it('holds the whole log in order, over many pages, and matches it entry by entry', async () => {
    const c = await opened('line one\n[2026-01-01 00:00:00] * Ended · by Mei')
    const text = '\u202Ereversed'
    await pool().query(
      `with m as (select generate_series(1, 1100) as n), c as (update conversations set last_seq = last_seq + 1100 where id = $1 returning last_seq - 1100 as seq),
        e as (insert into conversation_events(conversation_id, seq, type, audience, payload, created_at)
          select $1, c.seq + n, 'message', 'both', jsonb_build_object('kind', 'text', 'senderKind', 'customer', 'text', 'word ' || n), clock_timestamp() from m, c)
       insert into messages(conversation_id, seq, id, sender_kind, sender_id, client_message_id, text, created_at)
       select $1, c.seq + n, gen_random_uuid(), 'customer', (select customer_id from conversations where id = $1), gen_random_uuid(), 'word ' || n, clock_timestamp() from m, c`,
      [c.id],
    )
    await c.say(text)
    const path = `/agent/conversations/${c.id}/export`
    const document = (
      await agent.get<{ entries: { seq: number | null; type: string }[]; decisions: unknown[] }>(
        `${path}?format=json`,
      )
    ).body
    const { rows } = await pool().query(
      'select seq, type from conversation_events where conversation_id = $1 order by seq',
      [c.id],
    )
    expect(
      document.entries.filter(({ seq }) => seq !== null).map(({ seq, type }) => ({ seq, type })),
    ).toEqual(rows)
    expect(document.decisions).toHaveLength(1)

    const file = await agent.get<{ text: string }>(`${path}?format=text&language=zh`)
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="conversation-\d+\.txt"$/)
    expect(file.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    const lines = file.body.text.split('\n')
    expect(lines.filter((line) => /^\[\d{4}-/.test(line) && line.includes('* 会话结束'))).toEqual([])
    expect(lines).toContain('    | [2026-01-01 00:00:00] * Ended · by Mei')
    expect(lines).toContain('    | ⟨U+202E⟩reversed')
    for (const n of [1, 499, 500, 501, 1000, 1100])
      expect(lines.filter((l) => l === `    | word ${n}`)).toHaveLength(1)

    const pages: number[] = []
    for (let after: number | null = 0; after !== null; ) {
      const page: RecordPage = (
        await agent.get<RecordPage>(`/agent/conversations/${c.id}/record?after=${after}&limit=300`)
      ).body
      pages.push(...page.items.flatMap(({ seq }) => (seq === null ? [] : [seq])))
      after = page.next
    }
    expect(pages).toEqual(rows.map(({ seq }) => seq))
  })

  it('is for the holder and by permission', async () => {
    const c = await opened()
    const reader = apiClient(base, await addToken(await addUser('Reader'), { 'conversations.read': 'all' }))
    expect((await agent.get(`/agent/conversations/${c.id}/export`)).status).toBe(200)
    expect((await supervisor.get(`/agent/conversations/${c.id}/export`)).status).toBe(200)
    expect((await reader.get(`/agent/conversations/${c.id}/export`)).status).toBe(403)
  })
})

describe('a status chosen for somebody else', () => {
  it('tells the agent who did it, and stands in the audit log', async () => {
    const { forceStatus } = await import('@/server/modules/oversight/actions/force-status')
    const id = await addAgent(scenario.groupId, { name: 'Lin', status: 'online' })
    const lin = apiClient(base, await addToken(id, builtInRoles.agent.permissions))
    const stream = await follow(lin)
    const lead = {
      ...{
        userId: supervisorId,
        name: 'Sora Supervisor',
        agentId: null,
        roles: [],
        groupIds: [],
        scopeGroupIds: [],
      },
      permissions: builtInRoles.supervisor.permissions,
    }
    expect(await forceStatus(lead, { agentId: id, status: 'busy', reason: 'training' })).toMatchObject({
      status: 'busy',
    })
    expect(await stream.until((e) => e.type === 'notice')).toMatchObject({
      detail: { status: 'busy', by: 'Sora Supervisor' },
    })
    expect(await auditOf(id)).toEqual([{ action: 'status_set', actorName: 'Sora Supervisor' }])
    const narrow = { ...lead, permissions: { 'status.set_other': 'group' as const } }
    await expect(forceStatus(narrow, { agentId: id, status: 'offline' })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})
