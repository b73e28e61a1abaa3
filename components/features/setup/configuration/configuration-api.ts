import { ApiError, toApiError } from '@/components/client/api'
import type { Applied, Comparison } from '@/server/modules/setup/contract'

const BASE = '/api/v1/admin/configuration'

/** The body is the file itself, as it was chosen or pasted. @throws {ApiError} */
async function send<T>(route: string, query: Record<string, string>, file: string): Promise<T> {
  const headers = { 'content-type': 'application/yaml' }
  const address = `${BASE}/${route}?${new URLSearchParams(query)}`
  const answer = await fetch(address, { method: 'POST', headers, body: file }).catch(() => {
    throw new ApiError(0, 'network', 'The server cannot be reached.', null, [])
  })
  if (!answer.ok) throw toApiError(answer.status, await answer.text().catch(() => ''))
  return (await answer.json()) as T
}

const flag = (value: boolean): string => (value ? '1' : '0')

export const compareFile = (file: string, prune: boolean): Promise<Comparison> =>
  send('compare', { prune: flag(prune) }, file)

export const applyFile = (file: string, prune: boolean, hash: string): Promise<Applied> =>
  send('apply', { prune: flag(prune), hash }, file)

export type Choices = {
  format: 'yaml' | 'json'
  users: boolean
  members: boolean
  keys: boolean
  stamp: boolean
}

export function exportAddress({ format, users, members, keys, stamp }: Choices): string {
  const query = { format, users: flag(users), members: flag(members), keys: flag(keys), stamp: flag(stamp) }
  return `${BASE}?${new URLSearchParams(query)}`
}
