import { callApi } from '@/components/client/api'
import type { AgentConversationView, MessageView } from '@/server/http/v1/contract'
import type { MovedView, ReassignInput, RecordPage } from '@/server/http/v1/oversight-contract'

const of = (id: string) => `/agent/conversations/${id}`
const post = <T>(path: string, body: unknown = {}) => callApi<T>(path, { method: 'POST', body })

/** What supervisors ask of the API, one line each. */
export const oversightApi = {
  view: (conversationId: string, on: boolean) =>
    callApi<{ watching: boolean }>('/agent/viewing', { method: 'PUT', body: { conversationId, on } }),
  whisper: (id: string, text: string) =>
    post<MessageView>(`${of(id)}/whisper`, { clientMessageId: crypto.randomUUID(), text }),
  write: (id: string, text: string) =>
    post<MessageView>(`${of(id)}/messages`, { clientMessageId: crypto.randomUUID(), text }),
  join: (id: string) => post<AgentConversationView>(`${of(id)}/join`),
  leave: (id: string) => post<AgentConversationView>(`${of(id)}/leave`),
  takeOver: (id: string) => post<AgentConversationView>(`${of(id)}/take-over`),
  move: (id: string, to: { groupId: string; reason: string }) =>
    post<AgentConversationView>(`${of(id)}/move`, to),
  reassign: (input: ReassignInput) => post<{ items: MovedView[] }>('/agent/reassignments', input),
  record: (id: string, after: number) => callApi<RecordPage>(`${of(id)}/record?after=${after}&limit=300`),
  exportUrl: (id: string, format: 'text' | 'json', language: string) => {
    const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
    return `/api/v1${of(id)}/export?${new URLSearchParams({ format, language, timeZone })}`
  },
}
