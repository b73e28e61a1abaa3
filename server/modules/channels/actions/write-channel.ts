import { isDeepStrictEqual } from 'node:util'
import type { Principal } from '@/server/access'
import { recordAudit } from '@/server/modules/accounts'
import { now } from '@/server/platform/clock'
import type { Db } from '@/server/platform/db/prisma'
import { AppError, type FieldError } from '@/server/platform/errors'
import type { ChannelConfiguration } from '../contract'
import {
  findReferences,
  findStoredChannel,
  insertChannelRow,
  isNameTaken,
  lockChannel,
  type StoredChannel,
  updateChannelRow,
} from '../store/stored-channels'
import { conflict, refuseFaults } from './change-configuration'
import { getChannel } from './read-channels'

export const channelNameTaken = fault('name', 'channel_name_taken', 'Another channel has this name.')

function fault(path: string, code: string, message: string): Required<FieldError> {
  return { path, code, message }
}

/**
 * The channel as it stands, held until the transaction ends.
 * @throws {AppError} conflict, with the channel as it is now, when `version` is no longer the newest
 */
export async function getLockedChannel(tx: Db, id: string, version: number): Promise<StoredChannel> {
  await lockChannel(tx, id)
  const channel = await findStoredChannel(tx, id)
  if (!channel) throw new AppError('not_found', 'There is no such channel.')
  if (channel.version !== version) throw conflict('channel', await getChannel(id, tx))
  return channel
}

type Write = {
  principal: Principal
  id: string
  /** As it stands, its row locked; null = it is made now under this key. */
  before: StoredChannel | null
  publicKey: string
  next: ChannelConfiguration
  /** undefined = as it is. */
  disabled?: boolean
  action: 'created' | 'updated' | 'enabled' | 'disabled' | 'restored' | 'applied'
}

/** Checks, writes and records one channel; false when nothing would change. */
export async function writeChannel(tx: Db, write: Write): Promise<boolean> {
  const { principal, id, before, next, disabled = before?.disabled ?? false } = write
  if (before && before.disabled === disabled && isDeepStrictEqual(before.settings, next)) return false
  refuseFaults(await findFaults(tx, before, next))
  if (!before) await insertChannelRow(tx, id, write.publicKey, next)
  if (before || disabled) {
    const disabledAt = disabled === (before?.disabled ?? false) ? undefined : disabled ? now() : null
    await updateChannelRow(tx, id, next, disabledAt)
  }
  const after = await findStoredChannel(tx, id)
  await recordAudit(tx, {
    actor: principal,
    action: write.action,
    entity: 'channel',
    entityId: id,
    label: next.name,
    before: before?.snapshot ?? null,
    after: after?.snapshot ?? null,
  })
  return true
}

async function findFaults(
  tx: Db,
  before: StoredChannel | null,
  next: ChannelConfiguration,
): Promise<Required<FieldError>[]> {
  const known = await findReferences(tx, next)
  const faults: Required<FieldError>[] = []
  if (await isNameTaken(tx, next.name, before?.id ?? null)) faults.push(channelNameTaken)
  if (!known.group) faults.push(fault('defaultGroupId', 'unknown_group', 'There is no such group.'))
  if (!known.calendar) {
    faults.push(fault('calendarId', 'unknown_calendar', 'There are no such service hours.'))
  }
  if (next.identityForced && (before?.identity.secrets ?? 0) === 0) {
    faults.push(fault('identityForced', 'no_secret', 'Make a secret first: nobody could sign in.'))
  }
  next.settings.menu.forEach(({ action }, index) => {
    if (action.kind !== 'category' || known.categories.has(action.categoryId)) return
    const path = `settings.menu.${index}.action.categoryId`
    faults.push(fault(path, 'unknown_node', 'There is no such category.'))
  })
  return faults
}
