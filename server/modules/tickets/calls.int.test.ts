import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { builtInRoles, type Principal } from '@/server/access'
import { handleV1 } from '@/server/http/v1/app'
import { startCall } from '@/server/modules/conversations'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import {
  addAgent,
  addCustomer,
  addToken,
  buildScenario,
  type Scenario,
} from '@/server/platform/testing/scenario'
import { createCaller } from '@/server/platform/trpc/base'
import { isSigned, providerSecret, signBody } from './actions/provider-signature'
import { ticketsRouter } from './router'

useTestDatabase()

const heard: { signature: string; body: string }[] = []
let answer = 202
const provider = createServer(async (request, response) => {
  let body = ''
  for await (const piece of request) body += piece
  heard.push({ signature: String(request.headers['switchyard-signature']), body })
  response.writeHead(answer).end()
})
let scene: Scenario
let conversationId = ''
beforeAll(async () => {
  vi.stubEnv('WEBHOOK_PRIVATE', '1')
  scene = await buildScenario([{ name: 'Mei' }])
  const [customerId, threadId] = [await addCustomer(), newId()]
  conversationId = newId()
  await pool().query(
    `insert into threads(id, customer_id, initiator, topic) values ($1, $2, 'customer', 'general')`,
    [threadId, customerId],
  )
  await pool().query(
    `insert into conversations(id, thread_id, customer_id, channel_id, group_id, agent_id, status, creation_type)
     values ($1, $2, $3, $4, $5, $6, 'awaiting_agent', 'direct')`,
    [conversationId, threadId, customerId, scene.channelId, scene.groupId, scene.agents.Mei],
  )
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await new Promise((resolve) => provider.close(resolve))
})

const mei = () => ({ id: scene.agents.Mei!, name: 'Mei' })
function caller(userId: string) {
  const principal: Principal = {
    ...{
      userId,
      name: 'Mei',
      agentId: userId,
      roles: ['agent'],
      permissions: builtInRoles.agent.permissions,
    },
    ...{ groupIds: [scene.groupId], scopeGroupIds: [scene.groupId] },
  }
  return createCaller(ticketsRouter)({ principal })
}
const configure = (calls: object) =>
  pool().query('update organization set settings = $1 where id = 1', [JSON.stringify({ calls })])
const viaProvider = () => ({
  ...{ mode: 'provider', link: 'tel:{phone}', secretNumber: 1 },
  providerUrl: `http://127.0.0.1:${(provider.address() as AddressInfo).port}/call`,
})
const seconds = () => Math.floor(Date.now() / 1_000)

async function report(body: object | string, signature?: string): Promise<number> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const header = signature ?? signBody(providerSecret(1), seconds(), text)
  const response = await handleV1(
    new Request('http://test/api/v1/calls/reports', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'switchyard-signature': header },
      body: text,
    }),
  )
  return response.status
}

describe('a call out', () => {
  it('is a link for the agent’s browser, of one’s own call only', async () => {
    const call = await startCall(conversationId, '+49 30 1234', mei())
    const key = { conversationId, callId: call.id }
    expect(await caller(scene.agents.Mei!).dialCall(key)).toEqual({ link: 'tel:+49301234' })
    const other = await addAgent(scene.groupId, { name: 'Jun' })
    await expect(caller(other).dialCall(key)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is asked of the provider, signed; one that does not take it is said to the agent', async () => {
    await configure(viaProvider())
    const call = await startCall(conversationId, '+49 30 1234', mei())
    const key = { conversationId, callId: call.id }
    expect(await caller(scene.agents.Mei!).dialCall(key)).toEqual({ link: null })
    const [asked] = heard
    expect(JSON.parse(asked!.body)).toMatchObject({ callId: call.id, phone: '+49 30 1234', agentName: 'Mei' })
    expect(isSigned(asked!.signature, asked!.body, providerSecret(1), seconds())).toBe(true)
    answer = 503
    await expect(caller(scene.agents.Mei!).dialCall(key)).rejects.toMatchObject({
      cause: { code: 'unavailable' },
    })
    answer = 202
  })

  it('takes how it went from the provider once, and shows it in the conversation', async () => {
    const call = await startCall(conversationId, '+49 30 1234', mei())
    const told = {
      ...{ id: 'r-1', callId: call.id, state: 'ended', result: 'reached', durationSeconds: 61 },
      recordingUrl: 'https://pbx.example/r/1',
    }
    const both = await Promise.all([report(told), report(told)])
    expect(both.sort()).toEqual([204, 409])
    const { rows } = await pool().query(
      `select result, state, recording_url, extract(epoch from ended_at - started_at)::int as length from calls where id = $1`,
      [call.id],
    )
    expect(rows).toEqual([
      { result: 'reached', state: 'ended', recording_url: 'https://pbx.example/r/1', length: 61 },
    ])
    const steps = await pool().query(
      `select 1 from conversation_events where type = 'called' and payload->'detail'->>'callId' = $1`,
      [call.id],
    )
    expect(steps.rowCount).toBe(2)
  })

  it('believes nothing that is forged, old, of the future, of another secret, or no web address', async () => {
    const call = await startCall(conversationId, '+49 30 1234', mei())
    const told = { id: 'r-2', callId: call.id, state: 'ended', result: 'reached' }
    const text = JSON.stringify(told)
    const secret = providerSecret(1)
    const signed = signBody(secret, seconds(), text)
    expect(await report(text, '')).toBe(401)
    expect(await report(text.replace('reached', 'busy'), signed)).toBe(401)
    expect(await report(text, signed.replace('t=', 't=1'))).toBe(401)
    expect(await report(text, signBody(secret, seconds() - 330, text))).toBe(401)
    expect(await report(text, signBody(secret, seconds() + 330, text))).toBe(401)
    expect(await report(text, signBody(providerSecret(2), seconds(), text))).toBe(401)
    expect(await report({ ...told, recordingUrl: 'javascript:alert(1)' })).toBe(400)
    expect(await report({ ...told, callId: newId() })).toBe(404)
    const { rows } = await pool().query('select result, state from calls where id = $1', [call.id])
    expect(rows).toEqual([{ result: null, state: null }])
    expect(await report(told)).toBe(204)
  })
})

describe('tickets over REST', () => {
  it('are opened once per client key, read and answered; another’s is not there', async () => {
    const token = await addToken(scene.agents.Mei!, builtInRoles.agent.permissions)
    const stranger = await addToken(
      await addAgent((await buildScenario([])).groupId, { name: 'Stranger' }),
      builtInRoles.agent.permissions,
    )
    const ask = async (method: string, path: string, body: object | null, by = token) => {
      const response = await handleV1(
        new Request(`http://test/api/v1/agent/tickets${path}`, {
          method,
          headers: { 'content-type': 'application/json', authorization: `Bearer ${by}` },
          ...(body && { body: JSON.stringify(body) }),
        }),
      )
      return { status: response.status, body: await response.json() }
    }
    const input = { clientKey: newId(), title: 'Over REST', type: 'fault', conversationId }
    const made = await ask('POST', '', input)
    expect(made.status).toBe(201)
    expect(await ask('POST', '', input)).toMatchObject({ status: 200, body: { id: made.body.id } })
    const path = `/${made.body.id}`
    const commented = await ask('POST', `${path}/comments`, { clientKey: newId(), text: 'Seen.' })
    expect(commented.body.entries.map(({ kind }: { kind: string }) => kind)).toEqual(['created', 'comment'])
    const patched = await ask('PATCH', path, { version: 1, patch: { priority: 'high' } })
    expect(patched).toMatchObject({ status: 200, body: { priority: 'high', version: 2 } })
    expect((await ask('GET', path, null, stranger)).status).toBe(404)
    expect((await ask('GET', '?search=Over%20REST', null, stranger)).body.total).toBe(0)
    expect((await ask('GET', '?search=Over%20REST', null)).body.total).toBe(1)
  })
})
