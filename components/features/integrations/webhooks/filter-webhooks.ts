import type { WebhookView } from '@/server/modules/integrations/contract'

export const webhookStates = ['on', 'off'] as const

type Asked = {
  search: string
  state: (typeof webhookStates)[number] | null
  sort: { id: string; direction: 'asc' | 'desc' }
}

/** They are few: what the table shows is worked out where it is shown. */
export function filterWebhooks(webhooks: readonly WebhookView[], { search, state, sort }: Asked) {
  const text = search.trim().toLowerCase()
  const orderOf = ({ name, waiting, givenUp }: WebhookView) =>
    sort.id === 'waiting' ? waiting : sort.id === 'givenUp' ? givenUp : name.toLowerCase()
  const turn = sort.direction === 'desc' ? -1 : 1
  return webhooks
    .filter(({ enabled }) => state === null || enabled === (state === 'on'))
    .filter(({ name, url }) => `${name} ${url}`.toLowerCase().includes(text))
    .toSorted((a, b) => {
      const [one, other] = [orderOf(a), orderOf(b)]
      return turn * (one < other ? -1 : one > other ? 1 : 0) || (a.id < b.id ? -1 : 1)
    })
}
