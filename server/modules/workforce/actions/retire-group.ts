import type { Principal } from '@/server/access'
import { recordAudit } from '@/server/modules/accounts'
import { AppError } from '@/server/platform/errors'
import type { GroupUses } from '../contract'
import { type Refusal, refuseDeletion, refuseDisabling } from '../domain/uses'
import { lockAgents } from '../store/agents'
import { findGroupUses } from '../store/group-uses'
import { removeGroup } from '../store/write-groups'
import { changeConfiguration } from './change-configuration'
import { getLockedGroup, requireAllGroups, requireGroup } from './group-access'
import { writeGroup } from './write-group'

export async function setGroupDisabled(
  principal: Principal,
  { id, version, disabled }: { id: string; version: number; disabled: boolean },
): Promise<void> {
  requireGroup(principal, id)
  await changeConfiguration(async (tx, touched) => {
    const before = await getLockedGroup(tx, id, version)
    if (disabled) refuse(await findGroupUses(id, tx), refuseDisabling)
    const action = disabled ? 'disabled' : 'enabled'
    await writeGroup(tx, touched, { principal, id, before, next: before.settings, disabled, action })
  })
}

/** Can be restored from the audit log, members included. */
export async function deleteGroup(
  principal: Principal,
  { id, version }: { id: string; version: number },
): Promise<void> {
  requireAllGroups(principal)
  await changeConfiguration(async (tx, touched) => {
    const before = await getLockedGroup(tx, id, version)
    refuse(await findGroupUses(id, tx), refuseDeletion)
    const agentIds = before.settings.members.map((member) => member.agentId)
    await lockAgents(tx, agentIds)
    await removeGroup(tx, id)
    await recordAudit(tx, {
      actor: principal,
      action: 'deleted',
      entity: 'skill_group',
      entityId: id,
      label: before.settings.name,
      before: before.snapshot,
    })
    touched.groupIds.add(id)
    for (const agentId of agentIds) touched.agentIds.add(agentId)
  })
}

function refuse(uses: GroupUses, rule: (uses: GroupUses) => Refusal | null): void {
  const reason = rule(uses)
  if (reason) throw new AppError('in_use', 'The group is still in use.', { data: { reason, uses } })
}
