import type { Principal } from '@/server/access'
import { recordAudit } from '@/server/modules/accounts'
import type { Db } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import type { GroupSettings } from '../contract'
import { checkGroup, type KnownGroup } from '../domain/check-group'
import { refuseDeletion, refuseDisabling } from '../domain/uses'
import { listAgentIds, lockAgents } from '../store/agents'
import { findGroupUses } from '../store/group-uses'
import { listStoredGroups, lockGroups, type StoredGroup } from '../store/stored-groups'
import { removeGroup } from '../store/write-groups'
import type { Touched } from './change-configuration'
import { writeGroup } from './write-group'

type Transfer = { principal: Principal; touched: Touched }

/**
 * One group as a file wants it, in the caller's transaction. `all` are the groups as they will be in the end,
 * so that an order in between refuses nothing. @throws {AppError} invalid_input, in_use
 */
export async function transferGroup(
  tx: Db,
  { principal, touched }: Transfer,
  { id, next, disabled, all }: { id: string; next: GroupSettings; disabled: boolean; all: KnownGroup[] },
): Promise<void> {
  await lockGroups(tx, [id])
  const [before = null] = await listStoredGroups(tx, [id])
  const agentIds = next.members.map(({ agentId }) => agentId)
  const [fault, ...more] = checkGroup(id, next, all, await listAgentIds(tx, agentIds))
  if (fault) throw new AppError('invalid_input', fault.message, { fields: [fault, ...more] })
  if (disabled && before && !before.disabled) await refuseUses(tx, before, refuseDisabling)
  const write = { principal, id, before, next, disabled, checked: true, action: 'applied' as const }
  await writeGroup(tx, touched, write)
}

/** Deleted where nothing was ever done in it, else disabled. @throws {AppError} in_use */
export async function retireGroup(tx: Db, { principal, touched }: Transfer, id: string): Promise<void> {
  await lockGroups(tx, [id])
  const [before] = await listStoredGroups(tx, [id])
  if (!before) return
  if (refuseDeletion(await findGroupUses(id, tx)) !== null) {
    await refuseUses(tx, before, refuseDisabling)
    const write = { principal, id, before, next: before.settings, disabled: true, checked: true }
    await writeGroup(tx, touched, { ...write, action: 'applied' })
    return
  }
  const agentIds = before.settings.members.map(({ agentId }) => agentId)
  await lockAgents(tx, agentIds)
  await removeGroup(tx, id)
  const { name: label } = before.settings
  const entry = { actor: principal, action: 'deleted', entity: 'skill_group', entityId: id, label }
  await recordAudit(tx, { ...entry, before: before.snapshot })
  touched.groupIds.add(id)
  for (const agentId of agentIds) touched.agentIds.add(agentId)
}

async function refuseUses(
  tx: Db,
  { id, settings }: StoredGroup,
  rule: typeof refuseDisabling,
): Promise<void> {
  const uses = await findGroupUses(id, tx)
  const reason = rule(uses)
  if (!reason) return
  const by = [...uses.channels, ...uses.rules, ...uses.overflowOf].join(', ')
  const why = reason === 'leads_here' ? `these still lead here: ${by}` : 'customers wait in it'
  throw new AppError('in_use', `${settings.name} is still in use: ${why}.`, { data: { reason, uses } })
}
