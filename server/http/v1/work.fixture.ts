import { builtInRoles } from '@/server/access'
import { openConversation } from '@/server/modules/dispatch'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { type AgentSpec, addCustomer, addToken, buildScenario } from '@/server/platform/testing/scenario'
import { handlerFor } from '../handle-request'

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes; a wrong path fails the expectation it is for.
export type Loose = any
export type Answer = { status: number; body: Loose }

/** The staff's API as one person, without a socket; for tests. */
export function callerOf(token: string) {
  return async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const request = new Request(`http://test/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const response = await handlerFor(method, new URL(request.url).pathname)?.(request)
    const text = (await response?.text()) ?? ''
    return { status: response?.status ?? 0, body: text ? JSON.parse(text) : null }
  }
}

/** A group of agents with a token each, and settings of the group. */
export async function team(agents: AgentSpec[], settings: object = {}) {
  const s = await buildScenario(agents)
  await pool().query('update skill_groups set settings = $2 where id = $1', [
    s.groupId,
    JSON.stringify(settings),
  ])
  const calls: Record<string, ReturnType<typeof callerOf>> = {}
  for (const [name, id] of Object.entries(s.agents)) {
    calls[name] = callerOf(await addToken(id, builtInRoles.agent.permissions))
  }
  const arrive = async (text = 'Hello', customer: { name?: string; email?: string; phone?: string } = {}) => {
    const customerId = await addCustomer()
    const { name = 'Customer', email = null, phone = null } = customer
    await pool().query('update customers set name = $2, email = $3, phone = $4 where id = $1', [
      customerId,
      name,
      email,
      phone,
    ])
    const entry = { siteId: null, projectType: null, pageUrl: null, language: null }
    const { conversationId } = await openConversation({
      ...{ customerId, channelId: s.channelId, entry, topic: {}, categoryId: null },
      message: { clientMessageId: newId(), text },
    })
    return { customerId, id: conversationId }
  }
  return { ...s, calls, arrive }
}

export async function rowOf(id: string): Promise<Loose> {
  const { rows } = await pool().query('select * from conversations where id = $1', [id])
  return rows[0]
}

export async function placesOf(agentId: string): Promise<number> {
  const { rows } = await pool().query('select current_count as n from agents where id = $1', [agentId])
  return rows[0]?.n
}
