import { callApi } from '@/components/client/api'
import type { SavedView } from '@/server/http/v1/work-contract'

type Draft = { screen: string; name: string; view: Record<string, unknown> }

export const viewsApi = {
  list: (screen: string) =>
    callApi<{ items: SavedView[] }>(`/agent/views?${new URLSearchParams({ screen })}`),
  save: (id: string | null, body: Draft) =>
    id
      ? callApi<void>(`/agent/views/${id}`, { method: 'PUT', body })
      : callApi<SavedView>('/agent/views', { method: 'POST', body }),
  drop: (id: string) => callApi<void>(`/agent/views/${id}`, { method: 'DELETE' }),
  order: (ids: string[]) => callApi<void>('/agent/views/order', { method: 'PUT', body: { ids } }),
}
