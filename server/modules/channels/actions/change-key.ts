import type { Principal } from '@/server/access'
import { recordAudit } from '@/server/modules/accounts'
import type { Db } from '@/server/platform/db/prisma'
import { newPublicKey } from '../store/setup-rows'
import { dropOldKey, rotatePublicKey } from '../store/stored-channels'
import { changeConfiguration } from './change-configuration'
import { getLockedChannel } from './write-channel'

type Which = { id: string; version: number }

/**
 * A new key for a site's pages. The one before it is served too until it is given up, so that pages, mails and
 * caches that still carry it lose nobody; of three, the oldest goes.
 */
export function rotateKey(principal: Principal, { id, version }: Which): Promise<{ publicKey: string }> {
  const publicKey = newPublicKey()
  return changeConfiguration(async (tx) => {
    const before = await getLockedChannel(tx, id, version)
    await rotatePublicKey(tx, id, publicKey)
    const after = { publicKey, publicKeyOld: before.publicKey }
    await record(tx, principal, 'key_made', before, after)
    return { changed: true, result: { publicKey } }
  })
}

export function retireKey(principal: Principal, { id, version }: Which): Promise<void> {
  return changeConfiguration(async (tx) => {
    const before = await getLockedChannel(tx, id, version)
    if (before.publicKeyOld === null) return { changed: false, result: undefined }
    await dropOldKey(tx, id)
    await record(tx, principal, 'key_retired', before, { publicKey: before.publicKey, publicKeyOld: null })
    return { changed: true, result: undefined }
  })
}

async function record(
  tx: Db,
  actor: Principal,
  action: string,
  { id, settings, publicKey, publicKeyOld }: Awaited<ReturnType<typeof getLockedChannel>>,
  after: { publicKey: string; publicKeyOld: string | null },
): Promise<void> {
  const what = { action, entity: 'channel', entityId: id, label: settings.name }
  await recordAudit(tx, { actor, ...what, before: { publicKey, publicKeyOld }, after })
}
