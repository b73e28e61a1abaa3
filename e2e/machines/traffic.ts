import { setTimeout as delay } from 'node:timers/promises'
import { apiClient } from '@/server/http/testing/client'
import type { ConversationView, MessageView, SessionView, StreamEvent } from '@/server/http/v1/contract'
import { newId } from '@/server/platform/ids'

export type Writer = { api: ReturnType<typeof apiClient>; token: string; id: string }

/** Tries until it is answered with something that is no failure of a machine. */
async function insist<T>(ask: () => Promise<{ status: number; body: T }>, what: string): Promise<T> {
  let last = ''
  for (let tries = 0; tries < 600; tries += 1) {
    const answer = await ask().catch((error: unknown) => ({ status: 0, body: String(error) as T }))
    if (answer.status >= 200 && answer.status < 300) return answer.body
    last = `${answer.status} ${JSON.stringify(answer.body)}`
    if (answer.status !== 0 && answer.status < 500 && answer.status !== 429) break
    await delay(50)
  }
  throw new Error(`${what}: ${last}`)
}

export async function enter(base: () => string, channelKey: string): Promise<Writer> {
  const anybody = apiClient(base)
  const { token } = await insist(
    () => anybody.post<SessionView>('/customers/sessions', { channelKey }),
    'session',
  )
  const api = apiClient(base, token)
  const { id } = await insist(() => api.post<ConversationView>('/conversations', {}), 'opening')
  return { api, token, id }
}

/** One message under one id until it is accepted; the id under which it was. */
export const say = ({ api, id }: Pick<Writer, 'api' | 'id'>, path: string, text: string): Promise<string> => {
  const message = { clientMessageId: newId(), text }
  return insist(() => api.post<MessageView>(`${path}/${id}/messages`, message), text).then((body) => body.id)
}

export type Follower = {
  /** Places of the log in the order they came. */
  seen: () => number[]
  connections: () => number
  stop: () => Promise<void>
}

/** Reads one conversation as a browser does: cut off, it comes back with the last place it has seen. */
export function follow({ api, id }: Writer): Follower {
  const past: number[] = []
  let current: StreamEvent[] = []
  let stopped = false
  let connections = 0
  let close = () => {}
  const placesOf = (events: StreamEvent[]) => events.flatMap(({ seq }) => (seq === undefined ? [] : [seq]))
  const run = async () => {
    while (!stopped) {
      const last = past.at(-1)
      const reader = await api
        .stream(`/conversations/${id}/events`, last === undefined ? {} : { 'last-event-id': String(last) })
        .catch(() => null)
      if (!reader) {
        await delay(100)
        continue
      }
      connections += 1
      current = reader.events
      close = reader.close
      if (stopped) reader.close()
      await reader.ended
      past.push(...placesOf(reader.events))
      current = []
    }
  }
  const done = run()
  return {
    seen: () => [...past, ...placesOf(current)],
    connections: () => connections,
    stop: async () => {
      stopped = true
      close()
      await done
    },
  }
}
