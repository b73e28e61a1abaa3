import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { builtInRoles } from '@/server/access'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { addToken, addUser, buildScenario, type Scenario } from '@/server/platform/testing/scenario'
import type {
  AgentConversationView,
  ConversationView,
  MessageView,
  Problem,
  SessionView,
} from '../v1/contract'
import { apiClient, type Reader } from './client'

/**
 * What the public API promises, asked over HTTP. The same suite runs against the production entry and
 * against plain `next start`, which mount the same handlers.
 */
export function describeApi(title: string, base: () => string): void {
  describe(title, () => {
    let scenario: Scenario
    let agent: ReturnType<typeof apiClient>
    let admin: ReturnType<typeof apiClient>
    const readers: Reader[] = []
    const keep = async (reader: Promise<Reader>) => {
      readers.push(await reader)
      return reader
    }
    const anyone = apiClient(base)

    beforeAll(async () => {
      scenario = await buildScenario([{ name: 'Mei', capacity: 50 }])
      await pool().query(`update channels set site_ids = '{shop,outlet}' where id = $1`, [scenario.channelId])
      await pool().query('update organization set config_version = config_version + 1000')
      agent = apiClient(base, await addToken(scenario.agents.Mei ?? '', builtInRoles.agent.permissions))
      admin = apiClient(base, await addToken(await addUser('Admin'), builtInRoles.administrator.permissions))
    })
    afterEach(() => {
      for (const reader of readers.splice(0)) reader.close()
    })

    async function customer(profile: object = {}) {
      const { body, status } = await anyone.post<SessionView>('/customers/sessions', {
        channelKey: scenario.channelKey,
        profile,
      })
      expect(status).toBe(200)
      return { api: apiClient(base, body.token), session: body }
    }
    async function opened(text = 'Hello') {
      const one = await customer()
      const { body } = await one.api.post<ConversationView>('/conversations', {
        message: { clientMessageId: newId(), text },
      })
      return { ...one, id: body.id, conversation: body }
    }

    it('opens a session with the defaults of the channel and refuses entries it does not allow', async () => {
      const { session } = await customer({ name: 'Ana' })
      expect(session).toMatchObject({
        customer: { name: 'Ana', anonymous: true },
        channel: { openNow: true },
        conversation: null,
      })
      const wrong = await anyone.post<Problem>('/customers/sessions', {
        channelKey: scenario.channelKey,
        entry: { siteId: 'elsewhere' },
      })
      expect(wrong).toMatchObject({
        status: 400,
        body: { code: 'invalid_input', fields: [{ path: 'entry.siteId' }] },
      })
      const unknown = await anyone.post<Problem>('/customers/sessions', { channelKey: 'nope' })
      expect(unknown).toMatchObject({ status: 404, body: { fields: [{ path: 'channelKey' }] } })
    })

    it('remembers an anonymous customer by an earlier token', async () => {
      const { session } = await customer()
      const again = await anyone.post<SessionView>('/customers/sessions', {
        channelKey: scenario.channelKey,
        previousToken: session.token,
      })
      expect(again.body.customer.id).toBe(session.customer.id)
    })

    it('carries a conversation from the question over the answer to the rating', async () => {
      const { api, id, conversation } = await opened('Where is my parcel?')
      expect(conversation).toMatchObject({
        status: 'awaiting_agent',
        creationType: 'direct',
        agent: { name: 'Mei' },
      })
      const mine = await agent.get<{ items: AgentConversationView[] }>('/agent/conversations')
      expect(mine.body.items.find((c) => c.id === id)).toMatchObject({
        unread: 1,
        lastMessageText: 'Where is my parcel?',
      })
      const answer = await agent.post(`/agent/conversations/${id}/messages`, {
        clientMessageId: newId(),
        text: 'On its way.',
      })
      expect(answer.status).toBe(201)
      expect((await api.get<ConversationView>(`/conversations/${id}`)).body.status).toBe('awaiting_customer')
      expect((await agent.post(`/agent/conversations/${id}/end`, {})).body).toMatchObject({ status: 'ended' })
      expect((await api.get<ConversationView>(`/conversations/${id}`)).body).toMatchObject({ canRate: true })
      expect(
        (await api.post(`/conversations/${id}/rating`, { score: 5, tags: ['fast'] })).body,
      ).toMatchObject({ rating: { score: 5 }, canRate: false })
      expect(await api.post(`/conversations/${id}/rating`, { score: 1 })).toMatchObject({
        status: 409,
        body: { code: 'already_rated' },
      })
      const after = await api.post<Problem>(`/conversations/${id}/messages`, {
        clientMessageId: newId(),
        text: 'one more',
      })
      expect(after).toMatchObject({ status: 409, body: { code: 'conversation_ended' } })
    })

    it('answers 200 with the open conversation of the thread', async () => {
      const { api, id } = await opened()
      const again = await api.post<ConversationView>('/conversations', {})
      expect(again).toMatchObject({ status: 200, body: { id } })
    })

    it('answers the same message for a repeat and 409 for other content under the same id', async () => {
      const { api, id } = await opened()
      const message = { clientMessageId: newId(), text: 'once' }
      const all = await Promise.all(
        Array.from({ length: 50 }, () => api.post<MessageView>(`/conversations/${id}/messages`, message)),
      )
      expect(all.filter((a) => a.status === 201)).toHaveLength(1)
      expect(new Set(all.map((a) => a.body.id)).size).toBe(1)
      expect(await api.post(`/conversations/${id}/messages`, { ...message, text: 'twice' })).toMatchObject({
        status: 409,
        body: { code: 'message_id_reused' },
      })
      const { body } = await api.get<{ items: MessageView[] }>(`/conversations/${id}/messages`)
      expect(body.items.map((m) => m.text)).toEqual(['Hello', 'once'])
    })

    it('hides the conversations of others behind 404 on every path', async () => {
      const { id } = await opened()
      const { api: stranger } = await customer()
      const answers = await Promise.all([
        stranger.get(`/conversations/${id}`),
        stranger.get(`/conversations/${id}/messages`),
        stranger.post(`/conversations/${id}/messages`, { clientMessageId: newId(), text: 'hi' }),
        ...['human', 'leave-queue', 'end'].map((verb) => stranger.post(`/conversations/${id}/${verb}`)),
        stranger.post(`/conversations/${id}/resolution`, { solved: true }),
        stranger.post(`/conversations/${id}/rating`, { score: 1 }),
        stranger.post(`/conversations/${id}/typing`, { on: true }),
        stranger.post(`/conversations/${id}/read`, { seq: 1 }),
        stranger.get(`/conversations/${id}/events`),
      ])
      expect(answers.map((a) => a.status)).toEqual(answers.map(() => 404))
    })

    it('tells a forged token from an expired one', async () => {
      const { session, id } = await opened()
      const forged = apiClient(base, `${session.token.slice(0, -2)}xx`)
      expect(await forged.get(`/conversations/${id}`)).toMatchObject({
        status: 401,
        body: { code: 'unauthenticated' },
      })
      expect(await anyone.get(`/conversations/${id}`)).toMatchObject({ status: 401 })
      expect(await apiClient(base, 'swy_pat_wrong').get('/agent/conversations')).toMatchObject({
        status: 401,
      })
    })

    it('refuses 10 MB of text, broken UTF-8, broken JSON and control characters, and names the field', async () => {
      const { api, id } = await opened()
      const path = `/conversations/${id}/messages`
      expect(await api.post(path, { clientMessageId: newId(), text: 'x'.repeat(10_000_000) })).toMatchObject({
        status: 413,
        body: { code: 'too_large' },
      })
      expect(await api.post(path, { clientMessageId: newId(), text: 'x'.repeat(8_001) })).toMatchObject({
        status: 400,
        body: { fields: [{ path: 'text' }] },
      })
      expect(await api.post(path, { clientMessageId: newId(), text: 'a\u0000b' })).toMatchObject({
        status: 400,
        body: { fields: [{ path: 'text' }] },
      })
      expect(await api.post(path, '{"text":')).toMatchObject({ status: 400, body: { code: 'malformed' } })
      const bytes = Buffer.concat([
        Buffer.from(`{"clientMessageId":"${newId()}","text":"`),
        Buffer.from([0xff, 0xfe]),
        Buffer.from('"}'),
      ])
      expect(await api.post(path, new Uint8Array(bytes))).toMatchObject({
        status: 400,
        body: { code: 'malformed' },
      })
      expect(await api.post(path, { clientMessageId: 'not-a-uuid', text: 'x' })).toMatchObject({
        status: 400,
        body: { fields: [{ path: 'clientMessageId' }] },
      })
      expect((await api.get<{ items: unknown[] }>(path)).body.items).toHaveLength(1)
    })

    it('refuses an unknown category and opens nothing', async () => {
      const { api } = await customer()
      expect(await api.post('/conversations', { categoryId: newId() })).toMatchObject({
        status: 400,
        body: { fields: [{ path: 'categoryId' }] },
      })
      expect(
        (
          await pool().query('select 1 from conversations where customer_id = $1', [
            (await customer()).session.customer.id,
          ])
        ).rowCount,
      ).toBe(0)
    })

    it('streams every message to the other side in order, and resumes without a gap or a repeat', async () => {
      const { api, id } = await opened('first')
      const first = await keep(api.stream(`/conversations/${id}/events?after=0`))
      await first.until((e) => e.type === 'message' && e.message?.text === 'first')
      for (const text of ['a', 'b'])
        await agent.post(`/agent/conversations/${id}/messages`, { clientMessageId: newId(), text })
      const last = await first.until((e) => e.message?.text === 'b')
      first.close()
      await agent.post(`/agent/conversations/${id}/messages`, {
        clientMessageId: newId(),
        kind: 'note',
        text: 'internal',
      })
      for (const text of ['c', 'd'])
        await agent.post(`/agent/conversations/${id}/messages`, { clientMessageId: newId(), text })
      const second = await keep(
        api.stream(`/conversations/${id}/events`, { 'last-event-id': String(last.seq) }),
      )
      await second.until((e) => e.message?.text === 'd')
      const texts = [...first.events, ...second.events].flatMap((e) => (e.message ? [e.message.text] : []))
      expect(texts).toEqual(['first', 'a', 'b', 'c', 'd'])
    })

    it('sends resync for a cursor it does not know', async () => {
      const { api, id } = await opened()
      const reader = await keep(api.stream(`/conversations/${id}/events?after=99999`))
      await reader.until((e) => e.type === 'resync')
      expect(await api.get(`/conversations/${id}/events?after=x`)).toMatchObject({
        status: 400,
        body: { fields: [{ path: 'after' }] },
      })
    })

    it('tells an agent of a new conversation, of typing and of the end', async () => {
      const stream = await keep(agent.stream('/agent/events'))
      await stream.until((e) => e.type === 'hello')
      const { api, id } = await opened()
      await stream.until((e) => e.type === 'assigned' && e.conversationId === id)
      await stream.until((e) => e.type === 'message' && e.conversationId === id)
      await api.post(`/conversations/${id}/typing`, { on: true })
      await stream.until((e) => e.type === 'typing' && e.conversationId === id)
      await api.post(`/conversations/${id}/end`)
      await stream.until((e) => e.type === 'ended' && e.conversationId === id)
    })

    it('previews a decision in words and changes nothing', async () => {
      const before = await pool().query(
        'select (select count(*) from conversations) as c, (select count(*) from dispatch_decisions) as d, (select sum(current_count) from agents) as n',
      )
      const { status, body } = await admin.post('/dispatch/preview', { channelKey: scenario.channelKey })
      expect({ status, outcome: body.outcome, name: (body.winner as { name: string }).name }).toEqual({
        status: 200,
        outcome: 'assign',
        name: 'Mei',
      })
      expect(body.statements).toContainEqual(expect.objectContaining({ key: expect.stringMatching(/^rule/) }))
      const after = await pool().query(
        'select (select count(*) from conversations) as c, (select count(*) from dispatch_decisions) as d, (select sum(current_count) from agents) as n',
      )
      expect(after.rows).toEqual(before.rows)
      expect(await agent.post('/dispatch/preview', { channelKey: scenario.channelKey })).toMatchObject({
        status: 403,
      })
    })

    it('keeps uploads to those who take part, and refuses what a browser would run', async () => {
      const { session, api, id } = await opened()
      const upload = async (content: string | Uint8Array, name: string) => {
        const form = new FormData()
        form.set('file', new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), name)
        const response = await fetch(`${base()}/api/v1/attachments`, {
          method: 'POST',
          headers: { authorization: `Bearer ${session.token}` },
          body: form,
        })
        return { status: response.status, body: (await response.json()) as { id: string; name: string } }
      }
      const kept = await upload('a plain receipt', '../../etc/rec\u202eeipt.txt')
      expect(kept).toMatchObject({ status: 201, body: { name: 'receipt.txt' } })
      expect((await upload('<svg onload=alert(1)>', 'x.svg')).status).toBe(415)
      expect((await upload('', 'empty.txt')).status).toBe(400)
      expect(
        (
          await api.post(`/conversations/${id}/messages`, {
            clientMessageId: newId(),
            kind: 'file',
            attachmentId: kept.body.id,
          })
        ).status,
      ).toBe(201)
      expect((await agent.get(`/attachments/${kept.body.id}`)).status).toBe(200)
      const { api: stranger } = await customer()
      expect((await stranger.get(`/attachments/${kept.body.id}`)).status).toBe(404)
      expect((await anyone.get(`/attachments/${kept.body.id}`)).status).toBe(401)
    })

    it('describes itself as OpenAPI 3.1, with a page to browse', async () => {
      const { body } = await anyone.get<{ openapi: string; paths: Record<string, unknown> }>('/openapi.json')
      expect(body.openapi).toBe('3.1.0')
      expect(Object.keys(body.paths)).toEqual(
        expect.arrayContaining([
          '/customers/sessions',
          '/conversations/{id}/messages',
          '/agent/status',
          '/dispatch/preview',
        ]),
      )
      expect((await anyone.get('/docs')).status).toBe(200)
      expect(await anyone.get('/nothing')).toMatchObject({ status: 404, body: { code: 'not_found' } })
    })

    it('carries the id of a request back, its own where none came, and counts it under its route', async () => {
      const some = '0197b1a0-0000-7000-8000-000000000000'
      const asked = (path: string, id: string, method = 'GET') =>
        fetch(base() + path, { method, headers: { 'x-request-id': id } }).then(async (answer) => {
          await answer.text()
          return answer.headers.get('x-request-id')
        })
      for (const path of [
        '/api/v1/nothing',
        '/api/trpc/accounts.me',
        `/api/v1/conversations/${some}/events`,
      ]) {
        expect(await asked(path, 'given-id-1')).toBe('given-id-1')
        expect(await asked(path, 'no')).toMatch(/^[0-9a-f]{12}-[0-9a-z]+$/)
      }
      expect(await asked(`/api/v1/conversations/${some}/messages`, 'given-id-2', 'POST')).toBe('given-id-2')
      const text = await (await fetch(`${base()}/metrics`)).text()
      const route = 'route="/api/v1/conversations/:id/messages"'
      expect(text).toMatch(
        new RegExp(`request_duration_seconds_count{method="POST",${route},status="4xx"} [1-9]`),
      )
      expect(text).not.toContain(some)
    })

    it('answers health and Prometheus metrics', async () => {
      for (const path of ['/health/live', '/health/ready', '/metrics'])
        expect((await fetch(base() + path)).status).toBe(200)
    })
  })
}
