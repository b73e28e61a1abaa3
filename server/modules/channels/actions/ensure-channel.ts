import type { Principal } from '@/server/access'
import { lockSetup, raiseConfigVersion, recordAudit } from '@/server/modules/accounts'
import { inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { emitSignal } from '@/server/platform/signals'
import {
  type ChannelRow,
  findChannelByName,
  groupExists,
  insertChannel,
  isKeyTaken,
  newPublicKey,
} from '../store/setup-rows'

export type ChannelInput = {
  name: string
  publicKey?: string | undefined
  kind: 'web' | 'app' | 'api' | 'im'
  language: string
  defaultGroupId: string
  siteIds: string[]
  projectTypes: string[]
  reopen: 'reopen' | 'new'
}

/**
 * The channel of this name; made when there is none, left as it is otherwise.
 * @throws {AppError} invalid_input for an unknown group, duplicate for a key that another channel has
 */
export async function ensureChannel(
  principal: Principal,
  input: ChannelInput,
): Promise<ChannelRow & { created: boolean }> {
  const { channel, version } = await inTransaction(async (tx) => {
    await lockSetup(tx)
    const known = await findChannelByName(tx, input.name)
    if (known) return { channel: { ...known, created: false }, version: null }
    if (!(await groupExists(tx, input.defaultGroupId))) {
      throw new AppError('invalid_input', 'The group does not exist.', {
        fields: [{ path: 'defaultGroupId', message: 'unknown group' }],
      })
    }
    if (input.publicKey && (await isKeyTaken(tx, input.publicKey))) {
      throw new AppError('duplicate', 'Another channel has this key.', {
        fields: [{ path: 'publicKey', message: 'taken' }],
      })
    }
    const made = await insertChannel(tx, { ...input, publicKey: input.publicKey ?? newPublicKey() })
    await recordAudit(tx, {
      actor: principal,
      action: 'created',
      entity: 'channel',
      entityId: made.id,
      label: input.name,
      after: { ...input, publicKey: made.publicKey },
    })
    return { channel: { ...made, created: true }, version: await raiseConfigVersion(tx) }
  })
  if (version !== null) emitSignal('config_changed', { version })
  return channel
}
