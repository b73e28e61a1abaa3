import type { Principal } from '@/server/access'
import { recordAudit } from '@/server/modules/accounts'
import { now } from '@/server/platform/clock'
import type { Db } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import type { GroupSettings } from '../contract'
import { isSame } from '../domain/bulk'
import { checkGroup, fault, type KnownGroup } from '../domain/check-group'
import { listAgentIds, lockAgents } from '../store/agents'
import { isCalendar } from '../store/calendars'
import { listKnownGroups, listStoredGroups, lockHierarchy, type StoredGroup } from '../store/stored-groups'
import { putGroup, putMembers } from '../store/write-groups'
import type { Touched } from './change-configuration'

type Write = {
  principal: Principal
  id: string
  /** As it stands, its row locked; null = it is made now. */
  before: StoredGroup | null
  next: GroupSettings
  /** undefined = as it is. */
  disabled?: boolean
  /** The checks were made over all groups of a file. */
  checked?: boolean
  action: 'created' | 'updated' | 'enabled' | 'disabled' | 'restored' | 'imported' | 'applied'
}

/** Checks, writes and records one group; false when nothing would change. Agents of both sides are held. */
export async function writeGroup(tx: Db, touched: Touched, write: Write): Promise<boolean> {
  const { principal, id, before, next, disabled = before?.disabled ?? false } = write
  if (before && before.disabled === disabled && isSame(before.settings, next)) return false
  if (!write.checked) await refuseFaults(tx, before ? id : null, next)
  const reached = [...(before?.settings.members ?? []), ...next.members].map((member) => member.agentId)
  await lockAgents(tx, reached)
  await putGroup(tx, id, next, disabled === (before?.disabled ?? false) ? undefined : disabled ? now() : null)
  await putMembers(tx, id, next.members)
  const [after] = await listStoredGroups(tx, [id])
  await recordAudit(tx, {
    actor: principal,
    action: write.action,
    entity: 'skill_group',
    entityId: id,
    label: next.name,
    before: before?.snapshot ?? null,
    after: after?.snapshot ?? null,
  })
  touched.groupIds.add(id)
  for (const agentId of reached) touched.agentIds.add(agentId)
  return true
}

async function refuseFaults(tx: Db, id: string | null, next: GroupSettings): Promise<void> {
  await lockHierarchy(tx)
  const known: KnownGroup[] = await listKnownGroups(tx)
  const agentIds = await listAgentIds(
    tx,
    next.members.map((member) => member.agentId),
  )
  const faults = checkGroup(id, next, known, agentIds)
  if (next.calendarId !== null && !(await isCalendar(tx, next.calendarId))) {
    faults.push(fault('calendarId', 'unknown_calendar'))
  }
  if (faults.length === 0) return
  const taken = faults.length === 1 && faults[0]?.code === 'name_taken'
  throw new AppError(taken ? 'duplicate' : 'invalid_input', faults[0]?.message ?? '', { fields: faults })
}
