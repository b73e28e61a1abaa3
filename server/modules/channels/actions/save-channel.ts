import type { Principal } from '@/server/access'
import { recordAudit } from '@/server/modules/accounts'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import type { ChannelConfiguration } from '../contract'
import { mayDeleteChannel } from '../domain/uses'
import { findChannelUses } from '../store/channel-facts'
import { newPublicKey } from '../store/setup-rows'
import { removeChannel } from '../store/stored-channels'
import { asTaken, changeConfiguration } from './change-configuration'
import { channelNameTaken, getLockedChannel, writeChannel } from './write-channel'

export function createChannel(
  principal: Principal,
  next: ChannelConfiguration,
): Promise<{ id: string; publicKey: string }> {
  const id = newId()
  const publicKey = newPublicKey()
  return changeConfiguration(async (tx) => {
    await writeChannel(tx, { principal, id, before: null, publicKey, next, action: 'created' })
    return { changed: true, result: { id, publicKey } }
  }).catch(asTaken(channelNameTaken))
}

/** @throws {AppError} conflict, with the channel as it is now */
export function updateChannel(
  principal: Principal,
  { id, version, channel: next }: { id: string; version: number; channel: ChannelConfiguration },
): Promise<void> {
  return changeConfiguration(async (tx) => {
    const before = await getLockedChannel(tx, id, version)
    const write = { principal, id, before, publicKey: before.publicKey, next, action: 'updated' as const }
    return { changed: await writeChannel(tx, write), result: undefined }
  }).catch(asTaken(channelNameTaken))
}

/** A disabled channel starts no session; what is open goes on to its end. */
export function setChannelDisabled(
  principal: Principal,
  { id, version, disabled }: { id: string; version: number; disabled: boolean },
): Promise<void> {
  return changeConfiguration(async (tx) => {
    const before = await getLockedChannel(tx, id, version)
    const action = disabled ? ('disabled' as const) : ('enabled' as const)
    const { publicKey, settings: next } = before
    const write = { principal, id, before, publicKey, next, disabled, action }
    return { changed: await writeChannel(tx, write), result: undefined }
  })
}

/** Only what was never used; the audit log can bring it back under its old key. @throws {AppError} in_use */
export function deleteChannel(
  principal: Principal,
  { id, version }: { id: string; version: number },
): Promise<void> {
  return changeConfiguration(async (tx) => {
    const before = await getLockedChannel(tx, id, version)
    const uses = await findChannelUses(id, tx)
    if (!mayDeleteChannel(uses)) {
      throw new AppError('in_use', 'The channel is still in use.', { data: { uses } })
    }
    await removeChannel(tx, id)
    await recordAudit(tx, {
      actor: principal,
      action: 'deleted',
      entity: 'channel',
      entityId: id,
      label: before.settings.name,
      before: { ...before.snapshot, publicKey: before.publicKey },
    })
    return { changed: true, result: undefined }
  })
}
