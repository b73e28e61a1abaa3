import { z } from 'zod'
import type { Principal } from '@/server/access'
import { findAuditEntry } from '@/server/modules/accounts'
import type { Db } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { type ChannelConfiguration, channelInput } from '../contract'
import { newPublicKey } from '../store/setup-rows'
import { findReferences, findStoredChannel, lockChannel, type StoredChannel } from '../store/stored-channels'
import { asTaken, changeConfiguration } from './change-configuration'
import { channelNameTaken, writeChannel } from './write-channel'

const kept = channelInput.extend({ disabled: z.boolean(), publicKey: z.string().optional() })

/**
 * Puts a channel back to what it was before an entry of the audit log; one that was deleted is made again
 * under its id and key. Secrets are never kept, so they stay what they are; what no longer exists (hours, a
 * category of the menu, the secret that is forced) is left out and counted.
 */
export async function restoreChannel(
  principal: Principal,
  { entryId }: { entryId: string },
): Promise<{ id: string; leftOut: number }> {
  const entry = await findAuditEntry(entryId)
  const read = kept.safeParse(entry?.before)
  if (entry?.entity !== 'channel' || !read.success) {
    throw new AppError('not_found', 'There is nothing to go back to.')
  }
  const { disabled, publicKey, ...wanted } = read.data
  return changeConfiguration(async (tx) => {
    const id = entry.entityId
    await lockChannel(tx, id)
    const before = await findStoredChannel(tx, id)
    const { next, leftOut } = await withoutWhatIsGone(tx, before, wanted)
    const key = before?.publicKey ?? publicKey ?? newPublicKey()
    const write = { principal, id, before, publicKey: key, next, disabled, action: 'restored' as const }
    return { changed: await writeChannel(tx, write), result: { id, leftOut } }
  }).catch(asTaken(channelNameTaken))
}

async function withoutWhatIsGone(
  tx: Db,
  before: StoredChannel | null,
  wanted: ChannelConfiguration,
): Promise<{ next: ChannelConfiguration; leftOut: number }> {
  const known = await findReferences(tx, wanted)
  const menu = wanted.settings.menu.filter(
    ({ action }) => action.kind !== 'category' || known.categories.has(action.categoryId),
  )
  const next = {
    ...wanted,
    calendarId: known.calendar ? wanted.calendarId : null,
    identityForced: wanted.identityForced && (before?.identity.secrets ?? 0) > 0,
    settings: { ...wanted.settings, menu },
  }
  const lost = [next.calendarId !== wanted.calendarId, next.identityForced !== wanted.identityForced]
  return { next, leftOut: wanted.settings.menu.length - menu.length + lost.filter(Boolean).length }
}
