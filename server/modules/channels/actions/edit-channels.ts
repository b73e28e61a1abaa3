import type { Principal } from '@/server/access'
import { AppError } from '@/server/platform/errors'
import type { ChannelChange, ChannelConfiguration } from '../contract'
import { listStoredChannels, lockChannels } from '../store/stored-channels'
import { changeConfiguration } from './change-configuration'
import { writeChannel } from './write-channel'

/** All channels or none; `changed` counts those that were not so already. @throws {AppError} not_found */
export function editChannels(
  principal: Principal,
  { ids, change }: { ids: string[]; change: ChannelChange },
): Promise<{ changed: number }> {
  return changeConfiguration(async (tx) => {
    await lockChannels(tx, ids)
    const stored = await listStoredChannels(tx, ids)
    if (stored.size < new Set(ids).size) throw new AppError('not_found', 'One of the channels is gone.')
    let changed = 0
    for (const before of stored.values()) {
      const { id, publicKey, settings } = before
      const write = { principal, id, before, publicKey, ...applied(settings, change) }
      if (await writeChannel(tx, write)) changed++
    }
    return { changed: changed > 0, result: { changed } }
  })
}

type Applied = {
  next: ChannelConfiguration
  action: 'updated' | 'disabled' | 'enabled'
  disabled?: boolean
}

function applied(settings: ChannelConfiguration, change: ChannelChange): Applied {
  switch (change.kind) {
    case 'hours':
      return { next: { ...settings, calendarId: change.calendarId }, action: 'updated' }
    case 'group':
      return { next: { ...settings, defaultGroupId: change.groupId }, action: 'updated' }
    case 'language':
      return { next: { ...settings, language: change.language }, action: 'updated' }
    case 'disabled':
      return {
        next: settings,
        disabled: change.disabled,
        action: change.disabled ? 'disabled' : 'enabled',
      }
  }
}
