import { randomBytes } from 'node:crypto'
import type { Principal } from '@/server/access'
import { beforeOf, raiseConfigVersion, recordAudit } from '@/server/modules/accounts'
import { now } from '@/server/platform/clock'
import { type Db, inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { seal } from '@/server/platform/seal'
import { emitSignal } from '@/server/platform/signals'
import { type BotSettings, botSettings } from '../contract'
import { lockBot, type StoredBot, writeBot, writeSecret } from '../store/bots'
import { BOT_SECRET_PURPOSE } from './ask-service'

type Record = { channelId: string; version: number }

const auditOf = (actor: Principal, bot: StoredBot) => ({
  actor,
  entity: 'bot',
  entityId: bot.channelId,
  label: bot.channelName,
})

/** The change, its audit entry and the configuration's new version are one transaction. */
async function changeBot<T>(change: (tx: Db) => Promise<{ changed: boolean; result: T }>): Promise<T> {
  const { result, version } = await inTransaction(async (tx) => {
    const made = await change(tx)
    return { result: made.result, version: made.changed ? await raiseConfigVersion(tx) : null }
  })
  if (version !== null) emitSignal('config_changed', { version })
  return result
}

async function getLocked(tx: Db, { channelId, version }: Record): Promise<StoredBot> {
  const bot = await lockBot(tx, channelId)
  if (!bot) throw new AppError('not_found', 'There is no such channel.')
  if (bot.version === version) return bot
  throw new AppError('conflict', 'Somebody else changed this bot in the meantime.', {
    data: { current: { channelId, version: bot.version, settings: bot.settings } },
  })
}

/** @throws {AppError} not_found, conflict with the bot as it stands, invalid_input without a secret to sign with */
export function saveBot(
  principal: Principal,
  { settings, ...record }: Record & { settings: BotSettings },
): Promise<{ version: number }> {
  return changeBot(async (tx) => {
    const before = await getLocked(tx, record)
    if (settings.external.enabled && !before.secret) {
      throw new AppError('invalid_input', 'Make a secret first: questions are signed with it.', {
        fields: [{ path: 'external.enabled', message: 'no secret yet', code: 'no_secret' }],
      })
    }
    if (before.version > 0 && same(before.settings, settings))
      return { changed: false, result: { version: before.version } }
    await writeBot(tx, before.channelId, settings, now())
    const entry = { action: before.version === 0 ? 'created' : 'updated', after: settings }
    await recordAudit(tx, {
      ...auditOf(principal, before),
      ...entry,
      before: before.version === 0 ? null : before.settings,
    })
    return { changed: true, result: { version: before.version + 1 } }
  })
}

const same = (a: BotSettings, b: BotSettings) => JSON.stringify(a) === JSON.stringify(b)

/** Told once, here; what was signed with the one before is refused from now on. @throws {AppError} not_found, conflict */
export function rotateBotSecret(
  principal: Principal,
  record: Record,
): Promise<{ secret: string; version: number }> {
  const secret = `swy_bot_${randomBytes(32).toString('base64url')}`
  return changeBot(async (tx) => {
    const before = await getLocked(tx, record)
    await writeSecret(tx, before.channelId, seal(BOT_SECRET_PURPOSE, before.channelId, secret), now())
    await recordAudit(tx, { ...auditOf(principal, before), action: 'secret_rotated' })
    return { changed: true, result: { secret, version: before.version + 1 } }
  })
}

/** As before an entry of the audit log. @throws {AppError} not_found */
export async function restoreBot(principal: Principal, { entryId }: { entryId: string }): Promise<void> {
  const { id, before: settings } = await beforeOf(entryId, 'bot', botSettings)
  await changeBot(async (tx) => {
    const stands = await lockBot(tx, id)
    if (!stands) throw new AppError('not_found', 'There is no such channel.')
    // The secret is not brought back: without one nothing could be signed.
    const external = { ...settings.external, enabled: settings.external.enabled && stands.secret !== null }
    const after = { ...settings, external }
    await writeBot(tx, id, after, now())
    await recordAudit(tx, {
      ...auditOf(principal, stands),
      ...{ action: 'restored', before: stands.settings, after },
    })
    return { changed: true, result: undefined }
  })
}
