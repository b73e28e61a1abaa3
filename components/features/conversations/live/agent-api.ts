import { callApi } from '@/components/client/api'
import type {
  AgentConversationView,
  AgentStatusView,
  ColleagueView,
  DecisionView,
  MentionView,
  MessageView,
  OrderView,
} from '@/server/http/v1/contract'
import type { HandOverResult } from '@/server/modules/dispatch/contract'

type Items<T> = { items: T[] }
export type ListName = 'mine' | 'queue' | 'unassigned' | 'offline' | 'ended'
export type NewMessage = {
  clientMessageId: string
  kind: MessageView['kind']
  text?: string | undefined
  attachmentId?: string | undefined
  meta?: MessageMeta | undefined
}
export type MessageMeta = NonNullable<MessageView['meta']>
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
export type TransferTo = { reason: string; overLimit?: boolean } & ({ agentId: string } | { groupId: string })

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
  recall: (id: string, messageId: string) => post<void>(`${of(id)}/messages/${messageId}/recall`),
  orders: (id: string) => callApi<Items<OrderView>>(`${of(id)}/orders`),
  colleagues: (search: string) =>
    callApi<Items<ColleagueView>>(`/agent/colleagues?search=${encodeURIComponent(search)}`),
  mentions: () => callApi<Items<MentionView>>('/agent/mentions'),
  mentionsSeen: (id: string) => post<void>(`${of(id)}/mentions/seen`),
  transfer: (id: string, to: TransferTo) => post<AgentConversationView>(`${of(id)}/transfer`, to),
  pick: (id: string) => post<AgentConversationView>(`${of(id)}/pick`),
  claim: (id: string) => post<AgentConversationView>(`${of(id)}/claim`),
  assign: (id: string, to: { agentId: string; reason: string }) =>
    post<AgentConversationView>(`${of(id)}/assign`, to),
  handOver: (body: { reason: string; goOffline: boolean }) =>
    post<Items<HandOverResult>>('/agent/hand-over', body),
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
