import { type ApiScope, type Principal, permissionsOf } from '@/server/access'
import { now } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { liesIn } from '@/server/platform/networks'
import { noteCredential } from '@/server/platform/request-context'
import { isKey, keyPrefix } from '../domain/key-format'
import { findLiveKey, hashKey, type LiveKey, markKeyUsed } from '../store/api-keys'

const USE_NOTED_EVERY_MS = 60_000

/** Whether this is meant as a key; a wrong one is refused as a key and tried as nothing else. */
export const looksLikeKey = (text: string | null): text is string => text?.startsWith(keyPrefix) ?? false

/** Found, not revoked, not expired, and used from where it may be; null otherwise. */
export async function findKey(text: string, address: string): Promise<LiveKey | null> {
  if (!isKey(text)) return null
  const key = await findLiveKey(pool(), hashKey(text))
  const at = now()
  if (!key || (key.expiresAt && key.expiresAt <= at) || (key.formerUntil && key.formerUntil <= at))
    return null
  if (key.networks.length > 0 && !liesIn(address, key.networks)) return null
  return key
}

export async function noteKeyUse(key: LiveKey): Promise<void> {
  const at = now()
  noteCredential('token', key.name)
  if (key.lastUsedAt && at.getTime() - key.lastUsedAt.getTime() <= USE_NOTED_EVERY_MS) return
  await markKeyUsed(key.id, at)
}

/** Who a key is for one call: what the scope of the endpoint needs and nothing else; nobody who receives or owns. */
export function principalOfKey(key: LiveKey, scope: ApiScope): Principal {
  return {
    ...{ userId: key.id, name: key.name, agentId: null, roles: [] },
    permissions: permissionsOf([scope], key.groupIds.length > 0),
    ...{ groupIds: key.groupIds, scopeGroupIds: key.scopeGroupIds },
  }
}
