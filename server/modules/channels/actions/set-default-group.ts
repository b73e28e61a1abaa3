import type { Principal } from '@/server/access'
import { recordAudit } from '@/server/modules/accounts'
import type { Db } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { findGroupForDefault, putDefaultGroup } from '../store/default-group'

/**
 * Where everybody goes whom no rule takes. Within the caller's transaction, which raises the version of the
 * configuration. @throws {AppError} not_found, invalid_input for a group that takes nobody, conflict
 */
export async function setDefaultGroup(
  tx: Db,
  principal: Principal,
  { channelId, version, groupId }: { channelId: string; version: number; groupId: string },
): Promise<void> {
  const group = await findGroupForDefault(tx, groupId)
  if (!group || group.disabled) {
    throw new AppError('invalid_input', group ? 'The group is disabled.' : 'The group does not exist.', {
      fields: [{ path: 'groupId', message: group ? 'disabled' : 'unknown group' }],
    })
  }
  const changed = await putDefaultGroup(tx, { channelId, version, groupId })
  if (changed === 'gone') throw new AppError('not_found', 'There is no such channel.')
  if (changed === 'stale') {
    throw new AppError('conflict', 'Somebody else changed this channel in the meantime.')
  }
  await recordAudit(tx, {
    ...{ actor: principal, action: 'updated', entity: 'channel', entityId: channelId },
    label: changed.name,
    before: { defaultGroupId: changed.before.id, defaultGroupName: changed.before.name },
    after: { defaultGroupId: groupId, defaultGroupName: group.name },
  })
}
