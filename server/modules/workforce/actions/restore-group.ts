import { z } from 'zod'
import { can, type Principal } from '@/server/access'
import { findAuditEntry } from '@/server/modules/accounts'
import type { Db } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { type GroupSettings, groupServiceSettings, groupSettings } from '../contract'
import { refuseDisabling } from '../domain/uses'
import { listAgentIds } from '../store/agents'
import { isCalendar } from '../store/calendars'
import { findGroupUses } from '../store/group-uses'
import { listKnownGroups, listStoredGroups, lockGroups } from '../store/stored-groups'
import { changeConfiguration } from './change-configuration'
import { requireAllGroups } from './group-access'
import { asDuplicate } from './taken-names'
import { writeGroup } from './write-group'

/** Entries from before these settings were kept leave them as they are. */
const kept = groupSettings.extend({
  disabled: z.boolean(),
  settings: groupSettings.shape.settings.optional(),
  thresholds: groupSettings.shape.thresholds.optional(),
})

/**
 * Puts a group back to what it was before an entry of the audit log; one that was deleted is made again
 * under its id. What no longer exists (an agent, a parent, an overflow target) is left out and counted.
 */
export async function restoreGroup(
  principal: Principal,
  { entryId }: { entryId: string },
): Promise<{ id: string; leftOut: number }> {
  const entry = await findAuditEntry(entryId)
  const before = kept.safeParse(entry?.before)
  if (entry?.entity !== 'skill_group' || !before.success) {
    throw new AppError('not_found', 'There is nothing to go back to.')
  }
  const { disabled, ...wanted } = before.data
  return changeConfiguration(async (tx, touched) => {
    const id = entry.entityId
    await lockGroups(tx, [id])
    const [current] = await listStoredGroups(tx, [id])
    if (current && !can(principal, 'groups.write', { groupIds: [id] }))
      throw new AppError('not_found', 'There is nothing to go back to.')
    if (!current) requireAllGroups(principal)
    const { settings, thresholds } = current?.settings ?? {
      settings: groupServiceSettings.parse({}),
      thresholds: {},
    }
    const { next, leftOut } = await withoutWhatIsGone(tx, {
      ...wanted,
      settings: wanted.settings ?? settings,
      thresholds: wanted.thresholds ?? thresholds,
    })
    if (disabled && !current?.disabled && current && refuseDisabling(await findGroupUses(id, tx))) {
      throw new AppError('in_use', 'The group is in use and cannot be disabled again.')
    }
    const write = { principal, id, before: current ?? null, next, disabled, action: 'restored' as const }
    await writeGroup(tx, touched, write)
    return { id, leftOut }
  }).catch(asDuplicate)
}

async function withoutWhatIsGone(
  tx: Db,
  wanted: GroupSettings,
): Promise<{ next: GroupSettings; leftOut: number }> {
  const known = new Set((await listKnownGroups(tx)).map((group) => group.id))
  const agents = await listAgentIds(
    tx,
    wanted.members.map((member) => member.agentId),
  )
  const members = wanted.members.filter((member) => agents.has(member.agentId))
  const present = (id: string | null) => (id !== null && known.has(id) ? id : null)
  const calendar = wanted.calendarId === null || (await isCalendar(tx, wanted.calendarId))
  const next = {
    ...wanted,
    members,
    calendarId: calendar ? wanted.calendarId : null,
    parentId: present(wanted.parentId),
    overflowGroupId: present(wanted.overflowGroupId),
  }
  const lost = [!calendar, next.parentId !== wanted.parentId, next.overflowGroupId !== wanted.overflowGroupId]
  return { next, leftOut: wanted.members.length - members.length + lost.filter(Boolean).length }
}
