import { randomBytes } from 'node:crypto'
import type { Principal } from '@/server/access'
import { beforeOf, recordAudit } from '@/server/modules/accounts'
import { now, nowMs } from '@/server/platform/clock'
import { type Db, inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { seal } from '@/server/platform/seal'
import { type WebhookSettings, webhookSettings } from '../contract'
import {
  deleteEndpoint,
  type EndpointRow,
  insertEndpoint,
  lockEndpoint,
  replaceSecret,
  settingsOf,
  updateEndpoint,
} from '../store/endpoints'

export const SECRET_PURPOSE = 'webhook secret'
/** How long the former secret signs beside the new one. */
const OVERLAP_MS = 24 * 3_600_000

const newSecret = () => `swy_whs_${randomBytes(32).toString('base64url')}`

const auditOf = (principal: Principal, id: string, webhook: WebhookSettings) => ({
  actor: { userId: principal.userId, name: principal.name },
  entity: 'webhook',
  entityId: id,
  label: webhook.name,
})

async function locked(tx: Db, { id, version }: { id: string; version: number }): Promise<EndpointRow> {
  const row = await lockEndpoint(tx, id)
  if (!row) throw new AppError('not_found', 'There is no such webhook.')
  if (row.version !== version) {
    throw new AppError('conflict', 'Somebody else changed this webhook in the meantime.', {
      data: { current: { ...settingsOf(row), id, version: row.version } },
    })
  }
  return row
}

/** The secret is told once, here. */
export async function createWebhook(
  principal: Principal,
  webhook: WebhookSettings,
): Promise<{ id: string; secret: string }> {
  const id = newId()
  const secret = newSecret()
  await inTransaction(async (tx) => {
    const sealed = seal(SECRET_PURPOSE, id, secret)
    await insertEndpoint(tx, { id, settings: webhook, secret: sealed, at: now() })
    await recordAudit(tx, { ...auditOf(principal, id, webhook), action: 'created', after: webhook })
  })
  return { id, secret }
}

/** @throws {AppError} not_found, conflict with the webhook as it stands */
export async function updateWebhook(
  principal: Principal,
  { webhook, ...record }: { id: string; version: number; webhook: WebhookSettings },
): Promise<void> {
  await inTransaction(async (tx) => {
    const before = settingsOf(await locked(tx, record))
    if (JSON.stringify(before) === JSON.stringify(webhook)) return
    await updateEndpoint(tx, record.id, webhook, webhook.enabled && !before.enabled ? now() : null)
    const entry = { ...auditOf(principal, record.id, webhook), action: 'updated', before, after: webhook }
    await recordAudit(tx, entry)
  })
}

/** What was on its way to it is not sent any more. @throws {AppError} not_found, conflict */
export async function deleteWebhook(
  principal: Principal,
  record: { id: string; version: number },
): Promise<void> {
  await inTransaction(async (tx) => {
    const before = settingsOf(await locked(tx, record))
    await deleteEndpoint(tx, record.id)
    await recordAudit(tx, { ...auditOf(principal, record.id, before), action: 'deleted', before })
  })
}

/** A new secret; for a day both sign, so that the receiver can change over. @throws {AppError} not_found, conflict */
export async function rotateWebhookSecret(
  principal: Principal,
  record: { id: string; version: number },
): Promise<{ secret: string }> {
  const secret = newSecret()
  await inTransaction(async (tx) => {
    const settings = settingsOf(await locked(tx, record))
    await replaceSecret(
      tx,
      record.id,
      seal(SECRET_PURPOSE, record.id, secret),
      new Date(nowMs() + OVERLAP_MS),
    )
    await recordAudit(tx, { ...auditOf(principal, record.id, settings), action: 'secret_rotated' })
  })
  return { secret }
}

/** As before an entry of the audit log. What was deleted needs a new one: its secret is gone. @throws {AppError} not_found */
export async function restoreWebhook(principal: Principal, { entryId }: { entryId: string }): Promise<void> {
  const { id, before: webhook } = await beforeOf(entryId, 'webhook', webhookSettings)
  await inTransaction(async (tx) => {
    const row = await lockEndpoint(tx, id)
    if (!row) throw new AppError('not_found', 'There is no such webhook.')
    const before = settingsOf(row)
    await updateEndpoint(tx, id, webhook, webhook.enabled && !before.enabled ? now() : null)
    const entry = { ...auditOf(principal, id, webhook), action: 'restored', before, after: webhook }
    await recordAudit(tx, entry)
  })
}
