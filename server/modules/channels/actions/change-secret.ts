import { randomBytes } from 'node:crypto'
import type { Principal } from '@/server/access'
import { recordAudit } from '@/server/modules/accounts'
import { now } from '@/server/platform/clock'
import { AppError } from '@/server/platform/errors'
import { dropSecrets, rotateSecret } from '../store/stored-channels'
import { changeConfiguration } from './change-configuration'
import { getLockedChannel } from './write-channel'

/**
 * A new secret to sign customers with, shown this once. The one before it is accepted too until it is given
 * up, so that a site can change over without refusing anybody.
 */
export function rotateIdentity(
  principal: Principal,
  { id, version }: { id: string; version: number },
): Promise<{ secret: string }> {
  const secret = randomBytes(32).toString('base64url')
  return changeConfiguration(async (tx) => {
    const before = await getLockedChannel(tx, id, version)
    await rotateSecret(tx, id, secret, now())
    const secrets = Math.min(2, before.identity.secrets + 1)
    await record('secret_made', before, secrets, tx, principal)
    return { changed: true, result: { secret } }
  })
}

/** @throws {AppError} invalid_state: without a secret nobody could come in while identities are forced */
export function retireIdentity(
  principal: Principal,
  { id, version, what }: { id: string; version: number; what: 'old' | 'all' },
): Promise<void> {
  return changeConfiguration(async (tx) => {
    const before = await getLockedChannel(tx, id, version)
    if (what === 'all' && before.settings.identityForced) {
      throw new AppError('invalid_state', 'Stop requiring signed identities first: nobody could come in.')
    }
    if (before.identity.secrets < (what === 'old' ? 2 : 1)) return { changed: false, result: undefined }
    await dropSecrets(tx, id, what)
    await record('secret_retired', before, what === 'old' ? 1 : 0, tx, principal)
    return { changed: true, result: undefined }
  })
}

async function record(
  action: string,
  before: Awaited<ReturnType<typeof getLockedChannel>>,
  secrets: number,
  tx: Parameters<typeof recordAudit>[0],
  actor: Principal,
): Promise<void> {
  const { id: entityId, settings, identity } = before
  const label = settings.name
  const sides = { before: { secrets: identity.secrets }, after: { secrets } }
  await recordAudit(tx, { actor, action, entity: 'channel', entityId, label, ...sides })
}
