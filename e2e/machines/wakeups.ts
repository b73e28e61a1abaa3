import { builtInRoles } from '@/server/access'
import { apiClient, type Reader } from '@/server/http/testing/client'
import type { ConversationView, SessionView, StreamEvent } from '@/server/http/v1/contract'
import { newId } from '@/server/platform/ids'
import { addToken, buildScenario } from '@/server/platform/testing/scenario'
import type { Cluster } from './cluster'

/**
 * Two machines that cannot wake each other: the customer is with the first, the agent with the second, and each thing
 * that one of them does is waited for at the other. What finds it is the poll, which is the guarantee; wake-ups only
 * make it quicker.
 */
export const CROSSINGS = [
  'a conversation is assigned',
  'the customer writes',
  'the customer’s other window shows it',
  'the agent answers',
  'the agent ends it',
  'the next in line is assigned',
] as const
export type Crossing = (typeof CROSSINGS)[number]

/** Milliseconds from the answer to the one who did it until the other side's stream shows it. */
export type Crossed = Record<Crossing, number[]>

const LIMIT_MS = 60_000
type Api = ReturnType<typeof apiClient>
type Visitor = { api: Api; id: string; here: Reader; there: Reader }

export async function crossOver(cluster: Cluster, rounds: number): Promise<Crossed> {
  const [first, second] = cluster.machines.map(
    ({ url }) =>
      () =>
        url,
  )
  if (!first || !second) throw new Error('two machines are needed')
  const { channelKey, agents } = await buildScenario([{ name: 'Mei', capacity: 1 }])
  const agentToken = await addToken(agents.Mei ?? '', builtInRoles.agent.permissions)
  const agent = apiClient(second, agentToken)
  const desk = await agent.stream('/agent/events')
  await desk.until(({ type }) => type === 'hello', LIMIT_MS)
  const crossed = Object.fromEntries(CROSSINGS.map((name) => [name, [] as number[]])) as Crossed
  const note = async (name: Crossing, since: number, seen: Promise<unknown>) => {
    await seen
    crossed[name].push(performance.now() - since)
  }

  for (let round = 0; round < rounds; round += 1) {
    const visitor = await enterBoth(first, second, channelKey)
    await note('a conversation is assigned', visitor.since, desk.until(of(visitor.id), LIMIT_MS))
    const next = await enterBoth(first, second, channelKey)

    const word = await say(visitor.api, '/conversations', visitor.id)
    await Promise.all([
      note('the customer writes', word.since, desk.until(saying(word.text), LIMIT_MS)),
      note(
        'the customer’s other window shows it',
        word.since,
        visitor.there.until(saying(word.text), LIMIT_MS),
      ),
    ])
    const answer = await say(agent, '/agent/conversations', visitor.id)
    await note('the agent answers', answer.since, visitor.here.until(saying(answer.text), LIMIT_MS))

    const ending = await agent.post(`/agent/conversations/${visitor.id}/end`, {})
    expectDone(ending.status)
    const since = performance.now()
    await Promise.all([
      note(
        'the agent ends it',
        since,
        visitor.here.until(({ type }) => type === 'ended', LIMIT_MS),
      ),
      note('the next in line is assigned', since, next.here.until(isAssigned, LIMIT_MS)),
    ])
    await desk.until(of(next.id), LIMIT_MS)
    expectDone((await agent.post(`/agent/conversations/${next.id}/end`, {})).status)
    for (const reader of [visitor.here, visitor.there, next.here, next.there]) reader.close()
  }
  desk.close()
  return crossed
}

const of = (id: string) => (event: StreamEvent) => event.conversationId === id
const saying = (text: string) => (event: StreamEvent) => event.message?.text === text
const isAssigned = ({ type }: StreamEvent) => type === 'assigned'

/** A customer of the first machine with a window at each. */
async function enterBoth(first: () => string, second: () => string, channelKey: string) {
  const session = await apiClient(first).post<SessionView>('/customers/sessions', { channelKey })
  const { token } = session.body
  const api = apiClient(first, token)
  const opened = await api.post<ConversationView>('/conversations', {})
  const since = performance.now()
  expectDone(opened.status)
  const { id } = opened.body
  const here = await api.stream(`/conversations/${id}/events`)
  const there = await apiClient(second, token).stream(`/conversations/${id}/events`)
  const visitor: Visitor & { since: number } = { api, id, here, there, since }
  return visitor
}

async function say(api: Api, path: string, id: string): Promise<{ text: string; since: number }> {
  const text = `word ${newId()}`
  const { status } = await api.post(`${path}/${id}/messages`, { clientMessageId: newId(), text })
  expectDone(status)
  return { text, since: performance.now() }
}

function expectDone(status: number): void {
  if (status < 200 || status > 299) throw new Error(`refused with ${status}`)
}
