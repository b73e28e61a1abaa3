import { setTimeout as delay } from 'node:timers/promises'
import { apiClient } from '@/server/http/testing/client'
import type { ConversationView, MessageView, SessionView } from '@/server/http/v1/contract'
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
