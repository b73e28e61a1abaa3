import { callApi } from '@/components/client/api'
import type { AgentConversationView, MessageView } from '@/server/http/v1/contract'
import type {
  AskedView,
  CallView,
  CustomerHit,
  FilterChoices,
  MacroRun,
  MacroView,
  ParticipantView,
  SearchPage,
  StepView,
} from '@/server/http/v1/work-contract'
import type { MacroStep } from '@/server/modules/conversations/contract'

type Items<T> = { items: T[] }
export type MacroDraft = {
  scope: MacroView['scope']
  groupId: string | null
  name: string
  steps: MacroStep[]
  version?: number
}
export type CallOutcome = {
  result: NonNullable<CallView['result']>
  note?: string | undefined
  durationSeconds?: number | undefined
  recordingUrl?: string | undefined
}

const of = (id: string) => `/agent/conversations/${id}`
const post = <T>(path: string, body?: unknown) => callApi<T>(path, { method: 'POST', body })
const put = <T>(path: string, body?: unknown) => callApi<T>(path, { method: 'PUT', body })
const drop = (path: string) => callApi<void>(path, { method: 'DELETE' })

/** The endpoints of the work around the messages, one line each. */
export const workApi = {
  search: (query: string) => callApi<SearchPage>(`/agent/search?${query}`),
  filterChoices: () => callApi<FilterChoices>('/agent/filter-choices'),
  tags: (search: string) =>
    callApi<Items<{ tag: string; count: number }>>(`/agent/tags?search=${encodeURIComponent(search)}`),
  customers: (search: string) =>
    callApi<Items<CustomerHit>>(`/agent/customers?search=${encodeURIComponent(search)}`),
  asked: () => callApi<Items<AskedView>>('/agent/asked'),
  log: (id: string, after: number) => callApi<Items<StepView>>(`${of(id)}/log?after=${after}`),
  tag: (id: string, change: { add?: string[]; remove?: string[] }) =>
    post<AgentConversationView>(`${of(id)}/tags`, change),
  snooze: (id: string, until: string | null) => post<AgentConversationView>(`${of(id)}/snooze`, { until }),
  giveBack: (id: string, reason: string) => post<AgentConversationView>(`${of(id)}/return`, { reason }),
  mailTranscript: (id: string, email: string) => post<void>(`${of(id)}/transcript`, { email }),
  afterWorkDone: (id: string) => post<AgentConversationView>(`${of(id)}/after-work/done`),
  participants: (id: string) => callApi<Items<ParticipantView>>(`${of(id)}/participants`),
  invite: (id: string, body: { userId: string; part: 'advisor' | 'consulted'; note?: string | undefined }) =>
    post<ParticipantView>(`${of(id)}/participants`, body),
  endPart: (id: string, partId: string) => post<void>(`${of(id)}/participants/${partId}/end`),
  sideChat: (id: string, partId: string) => callApi<Items<MessageView>>(`${of(id)}/consults/${partId}`),
  writeAside: (id: string, partId: string, body: { clientMessageId: string; text: string }) =>
    post<MessageView>(`${of(id)}/consults/${partId}`, body),
  calls: (id: string) => callApi<Items<CallView>>(`${of(id)}/calls`),
  startCall: (id: string, phone: string) => post<CallView>(`${of(id)}/calls`, { phone }),
  callOutcome: (id: string, callId: string, body: CallOutcome) =>
    put<CallView>(`${of(id)}/calls/${callId}`, body),
  macros: () => callApi<Items<MacroView>>('/agent/macros'),
  saveMacro: (id: string | null, body: MacroDraft) =>
    id ? put<MacroView>(`/agent/macros/${id}`, body) : post<MacroView>('/agent/macros', body),
  deleteMacro: (id: string) => drop(`/agent/macros/${id}`),
  runMacro: (id: string, macroId: string) => post<MacroRun>(`${of(id)}/macros/${macroId}`),
  start: (body: { customerId: string; topic: { productCategory?: string }; text: string }) =>
    post<AgentConversationView>('/agent/conversations', body),
}
