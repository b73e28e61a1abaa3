import { randomBytes } from 'node:crypto'
import { type ApiScope, knowsGroups, type Principal, permissionsOf } from '@/server/access'
import { beforeOf, lackingFor, recordAudit } from '@/server/modules/accounts'
import { now, nowMs } from '@/server/platform/clock'
import { type Db, inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { isNetwork } from '@/server/platform/networks'
import { emitSignal } from '@/server/platform/signals'
import { type ApiKeySettings, apiKeySettings } from '../contract'
import { formatKey, visiblePart } from '../domain/key-format'
import {
  type ApiKeyRow,
  countGroups,
  deleteStoredKey,
  hashKey,
  insertApiKey,
  keySettingsOf,
  lockApiKey,
  replaceKey,
  revokeStoredKey,
  updateApiKey,
} from '../store/api-keys'

type Version = { id: string; version: number }

const auditOf = ({ userId, name }: Principal, id: string, label: string) => ({
  ...{ actor: { userId, name }, entity: 'api_key', entityId: id, label },
})

async function locked(tx: Db, { id, version }: Version): Promise<ApiKeyRow> {
  const row = await lockApiKey(tx, id)
  if (!row) throw missing()
  if (row.version !== version) {
    throw new AppError('conflict', 'Somebody else changed this key in the meantime.', {
      data: { current: { ...keySettingsOf(row), id, version: row.version } },
    })
  }
  return row
}

const missing = () => new AppError('not_found', 'There is no such key.')
const refuseField = (path: string, message: string, code: string) =>
  new AppError('invalid_input', 'The key cannot be made like this.', { fields: [{ path, message, code }] })

async function live(tx: Db, version: Version): Promise<ApiKeyRow> {
  const row = await locked(tx, version)
  if (row.revokedAt) throw new AppError('invalid_state', 'This key is revoked. Make a new one.')
  return row
}

/** Nobody makes a key that may do what they may not. @throws {AppError} forbidden, invalid_input */
async function requireAllowed(tx: Db, principal: Principal, key: ApiKeySettings): Promise<void> {
  const bound = key.groupIds.length > 0
  const wrong = key.networks.find((network) => !isNetwork(network))
  if (wrong) throw refuseField('networks', `${wrong} is no address and no network`, 'not_a_network')
  if (bound && (await countGroups(tx, key.groupIds)) !== new Set(key.groupIds).size) {
    throw refuseField('groupIds', 'unknown group', 'unknown_group')
  }
  const unbound = key.scopes.filter((scope) => bound && !knowsGroups(scope))
  if (unbound.length > 0) {
    throw refuseField('scopes', `not for single groups: ${unbound.join(', ')}`, 'not_for_groups')
  }
  requireGranted(principal, key.scopes, key.groupIds)
}

function requireGranted(principal: Principal, scopes: readonly ApiScope[], groupIds: readonly string[]) {
  const wanted = permissionsOf(scopes, groupIds.length > 0)
  const lacking = lackingFor(principal.permissions, wanted)
  const beyond = Object.keys(wanted).filter(
    (permission) =>
      principal.permissions[permission as keyof typeof wanted] === 'group' &&
      !groupIds.every((id) => principal.scopeGroupIds.includes(id)),
  )
  if (lacking.length + beyond.length === 0) return
  throw new AppError('forbidden', 'A key may not do what you may not do.', {
    fields: [
      {
        path: 'scopes',
        message: `you lack ${[...new Set([...lacking, ...beyond])].join(', ')}`,
        code: 'beyond_own',
      },
    ],
  })
}

/** The key is told once, here. @throws {AppError} forbidden, invalid_input */
export async function createApiKey(
  principal: Principal,
  settings: ApiKeySettings,
): Promise<{ id: string; key: string }> {
  const id = newId()
  const key = formatKey(randomBytes(32).toString('base64url'))
  await inTransaction(async (tx) => {
    await requireAllowed(tx, principal, settings)
    await insertApiKey(tx, { id, settings, prefix: visiblePart(key), hash: hashKey(key), at: now() })
    await recordAudit(tx, { ...auditOf(principal, id, settings.name), action: 'created', after: settings })
  })
  return { id, key }
}

/** @throws {AppError} not_found, conflict, forbidden, invalid_state */
export async function changeApiKey(
  principal: Principal,
  { key: after, ...version }: Version & { key: ApiKeySettings },
): Promise<void> {
  await inTransaction(async (tx) => {
    const before = keySettingsOf(await live(tx, version))
    if (JSON.stringify(before) === JSON.stringify(after)) return
    await requireAllowed(tx, principal, after)
    await updateApiKey(tx, version.id, after)
    const entry = { ...auditOf(principal, version.id, after.name), action: 'updated', before, after }
    await recordAudit(tx, entry)
  })
  told(version.id)
}

/** A new key; for so many hours the former one opens the same, so that its holder can change over. */
export async function rotateApiKey(
  principal: Principal,
  { overlapHours, ...version }: Version & { overlapHours: number },
): Promise<{ key: string }> {
  const key = formatKey(randomBytes(32).toString('base64url'))
  await inTransaction(async (tx) => {
    const row = await live(tx, version)
    const { scopes, groupIds, name } = keySettingsOf(row)
    requireGranted(principal, scopes, groupIds)
    const formerUntil = overlapHours > 0 ? new Date(nowMs() + overlapHours * 3_600_000) : null
    await replaceKey(tx, row, { prefix: visiblePart(key), hash: hashKey(key), formerUntil })
    const after = { overlapHours }
    await recordAudit(tx, { ...auditOf(principal, row.id, name), action: 'key_rotated', after })
  })
  told(version.id)
  return { key }
}

/** Refused from the moment this returns, in every process; open streams end. For good. */
export async function revokeApiKey(principal: Principal, version: Version): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await live(tx, version)
    await revokeStoredKey(tx, row.id, now())
    const before = keySettingsOf(row)
    await recordAudit(tx, { ...auditOf(principal, row.id, row.name), action: 'revoked', before })
  })
  told(version.id)
}

/** Only what is revoked leaves the list: until then somebody may still hold it. @throws {AppError} invalid_state */
export async function deleteApiKey(principal: Principal, version: Version): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await locked(tx, version)
    if (!row.revokedAt) throw new AppError('invalid_state', 'Revoke the key first.')
    await deleteStoredKey(tx, row.id)
    const before = keySettingsOf(row)
    await recordAudit(tx, { ...auditOf(principal, row.id, row.name), action: 'deleted', before })
  })
}

/** As before an entry of the audit log; the key itself and its end stay as they are. @throws {AppError} not_found */
export async function restoreApiKey(principal: Principal, { entryId }: { entryId: string }): Promise<void> {
  const { id, before: after } = await beforeOf(entryId, 'api_key', apiKeySettings)
  await inTransaction(async (tx) => {
    const row = await lockApiKey(tx, id)
    if (!row) throw missing()
    if (row.revokedAt) throw new AppError('invalid_state', 'This key is revoked. Make a new one.')
    await requireAllowed(tx, principal, after)
    await updateApiKey(tx, id, after)
    const before = keySettingsOf(row)
    await recordAudit(tx, { ...auditOf(principal, id, after.name), action: 'restored', before, after })
  })
  told(id)
}

/** Streams that were opened with it look again at once. */
const told = (id: string) => emitSignal('token_revoked', { userId: id, tokenId: id })
