import { randomBytes } from 'node:crypto'
import type { Principal } from '@/server/access'
import { recordAudit } from '@/server/modules/accounts'
import { now } from '@/server/platform/clock'
import type { Db } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import type { CalendarConfiguration, ChannelConfiguration } from '../contract'
import { mayDeleteCalendar, mayDeleteChannel } from '../domain/uses'
import { findChannelUses } from '../store/channel-facts'
import { isKeyTaken, newPublicKey } from '../store/setup-rows'
import { findCalendarUses, findStoredCalendar, lockCalendar, removeCalendar } from '../store/stored-calendars'
import { findStoredChannel, lockChannel, removeChannel, rotateSecret } from '../store/stored-channels'
import { writeCalendar } from './save-calendar'
import { writeChannel } from './write-channel'

/** Service hours and channels as a file wants them, in the caller's transaction. */
export async function transferCalendar(
  tx: Db,
  principal: Principal,
  { id, next }: { id: string; next: CalendarConfiguration },
): Promise<void> {
  await lockCalendar(tx, id)
  const before = await findStoredCalendar(tx, id)
  await writeCalendar(tx, { principal, id, before, next, action: 'applied' })
}

/** @throws {AppError} in_use */
export async function retireCalendar(tx: Db, principal: Principal, id: string): Promise<void> {
  const before = await findStoredCalendar(tx, id)
  if (!before) return
  const uses = await findCalendarUses(id, tx)
  if (!mayDeleteCalendar(uses)) {
    const by = [...uses.channels, ...uses.groups].join(', ')
    throw new AppError('in_use', `These service hours are still in use by ${by}.`)
  }
  await removeCalendar(tx, id)
  const entry = { actor: principal, action: 'deleted', entity: 'calendar', entityId: id }
  await recordAudit(tx, { ...entry, label: before.settings.name, before: before.settings })
}

type Wanted = { id: string; next: ChannelConfiguration; disabled: boolean; publicKey: string | undefined }

/**
 * Secrets are in no file. A channel that lets in only signed customers and has no secret here is given a new
 * one, which its page shows how to change; a key that is in use by pages is never changed.
 * @throws {AppError} invalid_input, duplicate
 */
export async function transferChannel(
  tx: Db,
  principal: Principal,
  { id, next, disabled, publicKey }: Wanted,
): Promise<void> {
  await lockChannel(tx, id)
  let before = await findStoredChannel(tx, id)
  const key = before?.publicKey ?? publicKey ?? newPublicKey()
  if (publicKey !== undefined && key !== publicKey)
    throw refusedKey('invalid_input', 'The key of a channel that exists stays: pages name it.')
  if (!before && publicKey !== undefined && (await isKeyTaken(tx, publicKey)))
    throw refusedKey('duplicate', 'Another channel has this key.')
  const write = { principal, id, publicKey: key, disabled, action: 'applied' as const }
  if (next.identityForced && (before?.identity.secrets ?? 0) === 0) {
    if (!before) await writeChannel(tx, { ...write, before, next: { ...next, identityForced: false } })
    await rotateSecret(tx, id, randomBytes(32).toString('base64url'), now())
    before = await findStoredChannel(tx, id)
  }
  await writeChannel(tx, { ...write, before, next })
}

const refusedKey = (code: 'invalid_input' | 'duplicate', message: string) =>
  new AppError(code, message, { fields: [{ path: 'publicKey', message }] })

/** Deleted where nobody ever came in by it, else disabled. */
export async function retireChannel(tx: Db, principal: Principal, id: string): Promise<void> {
  await lockChannel(tx, id)
  const before = await findStoredChannel(tx, id)
  if (!before) return
  const { publicKey, settings: next } = before
  if (!mayDeleteChannel(await findChannelUses(id, tx))) {
    await writeChannel(tx, { principal, id, before, publicKey, next, disabled: true, action: 'applied' })
    return
  }
  await removeChannel(tx, id)
  const entry = { actor: principal, action: 'deleted', entity: 'channel', entityId: id, label: next.name }
  await recordAudit(tx, { ...entry, before: { ...before.snapshot, publicKey } })
}
