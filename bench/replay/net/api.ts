import type {
  AgentConversationView,
  ConversationView,
  MessageView,
  SessionView,
} from '@/server/http/v1/contract'
import type { ApiClient } from './api-client'

export type DecisionItem = { at: string; kind: string; decision: { creationType: string } }
export type Text = { clientMessageId: string; text: string }

/** The calls of the public API that the replay makes. Each may throw `Refused`. */
export function createApi(client: ApiClient) {
  const get = <T>(path: string, token: string) => client.call<T>({ method: 'GET', path, token })
  const post = <T>(path: string, token: string | null, body: unknown = {}) =>
    client.call<T>({ method: 'POST', path, token, body })
  return {
    openSession: (admin: string, input: { channelKey: string; previousToken?: string; profile: object }) =>
      post<SessionView>('/customers/sessions', admin, input).then(({ body }) => body),
    openConversation: (token: string, input: { topic: object; categoryId: string; message: Text }) =>
      post<ConversationView>('/conversations', token, input),
    say: (token: string, id: string, message: Text) =>
      post<MessageView>(`/conversations/${id}/messages`, token, { kind: 'text', ...message }).then(
        (r) => r.body,
      ),
    leaveQueue: (token: string, id: string) =>
      post<ConversationView>(`/conversations/${id}/leave-queue`, token),
    choose: (token: string, id: string, choose: 'wait' | 'message' | 'group') =>
      post<ConversationView>(`/conversations/${id}/queue-choice`, token, { choose }),
    readOwn: (token: string, id: string, after: number) =>
      get<{ items: MessageView[] }>(`/conversations/${id}/messages?limit=200&after=${after}`, token).then(
        (r) => r.body.items,
      ),
    setStatus: (token: string, status: string, reason?: string) =>
      client.call({
        method: 'PUT',
        path: '/agent/status',
        token,
        body: { status, ...(reason ? { reason } : {}) },
      }),
    listHeld: (token: string) =>
      get<{ items: AgentConversationView[] }>('/agent/conversations', token).then((r) => r.body.items),
    getConversation: (token: string, id: string) =>
      get<AgentConversationView>(`/agent/conversations/${id}`, token).then((r) => r.body),
    readAsAgent: (token: string, id: string, after: number) =>
      get<{ items: MessageView[] }>(
        `/agent/conversations/${id}/messages?limit=200&after=${after}`,
        token,
      ).then((r) => r.body.items),
    markRead: (token: string, id: string, seq: number) =>
      post(`/agent/conversations/${id}/read`, token, { seq }),
    reply: (token: string, id: string, message: Text) =>
      post<MessageView>(`/agent/conversations/${id}/messages`, token, { kind: 'text', ...message }).then(
        (r) => r.body,
      ),
    end: (token: string, id: string) => post(`/agent/conversations/${id}/end`, token),
    listDecisions: (admin: string, id: string) =>
      get<{ items: DecisionItem[] }>(`/agent/conversations/${id}/decisions`, admin).then((r) => r.body.items),
    setQueue: (admin: string, groupId: string, body: object) =>
      client.call({ method: 'PUT', path: `/admin/groups/${groupId}/queue`, token: admin, body }),
    setUp: <T>(admin: string, what: string, input: object) =>
      post<T>(`/admin/${what}`, admin, input).then((r) => r.body),
  }
}

export type Api = ReturnType<typeof createApi>
