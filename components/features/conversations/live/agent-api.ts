import { callApi } from '@/components/client/api'
import type {
  AgentConversationView,
  AgentStatusView,
  DecisionView,
  MessageView,
} from '@/server/http/v1/contract'

type Items<T> = { items: T[] }
export type ListName = 'mine' | 'queue' | 'unassigned' | 'offline' | 'ended'
export type NewMessage = {
  clientMessageId: string
  kind: MessageView['kind']
  text?: string | undefined
  attachmentId?: string | undefined
}
export type WrapUpNode = {
  id: string
  parentId: string | null
  names: Record<string, string>
  position: number
}
export type AgentTarget = {
  id: string
  name: string
  status: string
  free: number
  limit: number
  groupIds: string[]
}
export type GroupTarget = { id: string; name: string; online: number; free: number; waiting: number }
export type TransferTo = { reason: string } & ({ agentId: string } | { groupId: string })

const of = (id: string) => `/agent/conversations/${id}`
const post = <T>(path: string, body?: unknown) => callApi<T>(path, { method: 'POST', body })

/** The endpoints an agent's workspace uses, one line each. */
export const agentApi = {
  status: () => callApi<AgentStatusView>('/agent/status'),
  chooseStatus: (body: { status: AgentStatusView['status']; reason?: string }) =>
    callApi<AgentStatusView>('/agent/status', { method: 'PUT', body }),
  list: (list: ListName) => callApi<Items<AgentConversationView>>(`/agent/conversations?list=${list}`),
  conversation: (id: string) => callApi<AgentConversationView>(of(id)),
  messagesAfter: (id: string, after: number) =>
    callApi<Items<MessageView>>(`${of(id)}/messages?after=${after}&limit=200`),
  messagesBefore: (id: string, before: number, limit: number) =>
    callApi<Items<MessageView>>(`${of(id)}/messages?before=${before}&limit=${limit}`),
  decisions: (id: string) => callApi<Items<DecisionView>>(`${of(id)}/decisions`),
  history: (id: string, along: 'thread' | 'customer', before?: string) =>
    callApi<Items<AgentConversationView>>(
      `${of(id)}/history?along=${along}&limit=20${before ? `&before=${encodeURIComponent(before)}` : ''}`,
    ),
  send: (id: string, message: NewMessage) => post<MessageView>(`${of(id)}/messages`, message),
  transfer: (id: string, to: TransferTo) => post<AgentConversationView>(`${of(id)}/transfer`, to),
  end: (id: string, body: { wrapUpId?: string | undefined; note?: string | undefined }) =>
    post<AgentConversationView>(`${of(id)}/end`, body),
  wrapUp: (id: string, body: { wrapUpId?: string | undefined; note?: string | undefined }) =>
    post<AgentConversationView>(`${of(id)}/wrap-up`, body),
  inviteRating: (id: string) => post<AgentConversationView>(`${of(id)}/rating-invitation`),
  read: (id: string, seq: number) => post<AgentConversationView>(`${of(id)}/read`, { seq }),
  typing: (id: string, on: boolean) => post<void>(`${of(id)}/typing`, { on }),
  wrapUps: () => callApi<Items<WrapUpNode>>('/agent/wrap-ups'),
  transferTargets: (search: string) =>
    callApi<Items<AgentTarget> & { groups: GroupTarget[] }>(
      `/agent/transfer-targets?search=${encodeURIComponent(search)}`,
    ),
}
