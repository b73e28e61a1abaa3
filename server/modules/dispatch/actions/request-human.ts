import { publishEntries } from '@/server/events/publish'
import { isOpen } from '@/server/modules/channels'
import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { loadConfiguration } from '../store/load-configuration'
import { noteEntry } from '../store/open-rows'
import { lockForDispatch } from '../store/read-queue'
import { groupOf } from './decide'
import { dispatchRow, requestOf } from './dispatch-row'
import { decideInGroup } from './group-lock'

/**
 * From the bot to a human. Asked again while somebody is on the way or there, nothing changes.
 * @throws {AppError} conversation_ended
 */
export async function requestHuman(conversationId: string): Promise<void> {
  const configuration = await loadConfiguration(true)
  const known = await lockForDispatch(pool(), conversationId)
  if (!known) throw new AppError('conversation_ended', 'This conversation has ended.')
  const channel = configuration.channels.get(known.channelId)
  if (known.status !== 'with_bot' || !channel) return
  const place = { waited: false, groupId: null }
  const request = requestOf(known, configuration, place, nowMs())
  const groupId = await groupOf(pool(), request, configuration, channel)
  const entry = await decideInGroup(groupId, async (sql, contended) => {
    const row = await lockForDispatch(sql, conversationId)
    if (row?.status !== 'with_bot') return null
    const at = nowMs()
    const hours = [channel.hours, configuration.groups.get(groupId)?.hours ?? null]
    const offered = hours.every((one) => one === null || isOpen(one, at))
    await noteEntry(sql, { conversationId, offered, at: new Date(at) })
    return (await dispatchRow(sql, row, configuration, { ...place, contended })).entry
  })
  if (entry) publishEntries([entry])
}
