import type { ApiKeyState, ApiKeyView } from '@/server/modules/integrations/contract'

type Asked = {
  search: string
  state: ApiKeyState | null
  sort: { id: string; direction: 'asc' | 'desc' }
}

/** They are few: what the table shows is worked out where it is shown. Revoked ones come when asked for. */
export function filterKeys(keys: readonly ApiKeyView[], { search, state, sort }: Asked) {
  const text = search.trim().toLowerCase()
  const orderOf = (key: ApiKeyView) =>
    sort.id === 'lastUsed'
      ? (key.lastUsedAt ?? '')
      : sort.id === 'expires'
        ? (key.expiresAt ?? '9')
        : key.name.toLowerCase()
  const turn = sort.direction === 'desc' ? -1 : 1
  return keys
    .filter((key) => (state === null ? key.state !== 'revoked' : key.state === state))
    .filter(({ name, prefix }) => `${name} ${prefix}`.toLowerCase().includes(text))
    .toSorted((a, b) => {
      const [one, other] = [orderOf(a), orderOf(b)]
      return turn * (one < other ? -1 : one > other ? 1 : 0) || (a.id < b.id ? -1 : 1)
    })
}
