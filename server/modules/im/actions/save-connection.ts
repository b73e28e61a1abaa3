import type { Principal } from '@/server/access'
import { beforeOf, recordAudit } from '@/server/modules/accounts'
import { now } from '@/server/platform/clock'
import { type Db, inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { type ImSettings, type ImView, imSettings, type SaveIm } from '../contract'
import {
  deleteConnection,
  findConnection,
  findImChannel,
  insertConnection,
  lockConnection,
  settingsOf,
  updateConnection,
} from '../store/connections'
import { sealSecret } from './secrets'

const auditOf = (principal: Principal, channel: { id: string; name: string }) => ({
  actor: { userId: principal.userId, name: principal.name },
  entity: 'im_connection',
  entityId: channel.id,
  label: channel.name,
})

/** @throws {AppError} not_found when the channel is none of an IM */
export async function requireImChannel(channelId: string): Promise<{ id: string; name: string }> {
  const channel = await findImChannel(channelId)
  if (!channel) throw new AppError('not_found', 'There is no such channel of an external IM.')
  return channel
}

/** null: the channel is not connected yet. @throws {AppError} not_found */
export async function getIm(channelId: string): Promise<ImView | null> {
  await requireImChannel(channelId)
  const found = await findConnection(channelId)
  if (!found) return null
  const { settings, version, adminSecret } = found
  return { ...settings, channelId, version, hasAdminSecret: adminSecret !== null }
}

async function locked(tx: Db, channelId: string, version: number) {
  const row = await lockConnection(tx, channelId)
  if ((row?.version ?? 0) !== version) {
    const current = row && {
      ...{ ...settingsOf(row), channelId, version: row.version, hasAdminSecret: row.adminSecret !== null },
    }
    throw new AppError('conflict', 'Somebody else changed this connection in the meantime.', {
      data: { current },
    })
  }
  return row
}

const sealed = ({ channelId, robotSecret, adminSecret }: SaveIm) => ({
  robotSecret: robotSecret === undefined ? undefined : sealSecret('robot', channelId, robotSecret),
  adminSecret: typeof adminSecret === 'string' ? sealSecret('admin', channelId, adminSecret) : adminSecret,
})

/** Secrets are written and never told; the audit says only that they were changed. @throws {AppError} conflict, invalid_input */
export async function saveIm(principal: Principal, input: SaveIm): Promise<{ version: number }> {
  const channel = await requireImChannel(input.channelId)
  const { channelId, connection: settings } = input
  const secrets = sealed(input)
  await inTransaction(async (tx) => {
    const row = await locked(tx, channelId, input.version)
    if (!row) {
      const { robotSecret } = secrets
      if (!robotSecret) {
        throw new AppError('invalid_input', 'The secret of the robot is missing.', {
          fields: [{ path: 'robotSecret', message: 'required' }],
        })
      }
      await insertConnection(tx, { channelId, settings, ...secrets, robotSecret }, now())
      await recordAudit(tx, { ...auditOf(principal, channel), action: 'created', after: settings })
      return
    }
    const before = settingsOf(row)
    await updateConnection(tx, { channelId, settings, ...secrets }, restartOf(before, settings))
    const entry = auditOf(principal, channel)
    if (JSON.stringify(before) !== JSON.stringify(settings))
      await recordAudit(tx, { ...entry, action: 'updated', before, after: settings })
    if (secrets.robotSecret !== undefined || secrets.adminSecret !== undefined)
      await recordAudit(tx, { ...entry, action: 'secret_rotated' })
  })
  return { version: input.version + 1 }
}

const restartOf = (before: ImSettings, after: ImSettings) => (after.enabled && !before.enabled ? now() : null)

/** What the IM is still owed is forgotten with it. @throws {AppError} not_found, conflict */
export async function removeIm(
  principal: Principal,
  { channelId, version }: { channelId: string; version: number },
): Promise<void> {
  const channel = await requireImChannel(channelId)
  await inTransaction(async (tx) => {
    const row = await locked(tx, channelId, version)
    if (!row) throw new AppError('not_found', 'This channel is not connected.')
    const before = settingsOf(row)
    await deleteConnection(tx, channelId)
    await recordAudit(tx, { ...auditOf(principal, channel), action: 'deleted', before })
  })
}

/** As before an entry of the audit log; secrets stay what they are. @throws {AppError} not_found */
export async function restoreIm(principal: Principal, { entryId }: { entryId: string }): Promise<void> {
  const { id, before: settings } = await beforeOf(entryId, 'im_connection', imSettings)
  const channel = await requireImChannel(id)
  await inTransaction(async (tx) => {
    const row = await lockConnection(tx, id)
    if (!row) throw new AppError('not_found', 'This channel is not connected.')
    const before = settingsOf(row)
    const kept = { robotSecret: undefined, adminSecret: undefined }
    await updateConnection(tx, { channelId: id, settings, ...kept }, restartOf(before, settings))
    const entry = { ...auditOf(principal, channel), action: 'restored', before, after: settings }
    await recordAudit(tx, entry)
  })
}
