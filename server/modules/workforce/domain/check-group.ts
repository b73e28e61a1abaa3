import type { GroupSettings } from '../contract'

/**
 * What a form cannot see by itself: groups form a tree and overflow never comes back to where it started.
 * A chain of overflow that closes would send a customer round for ever.
 */
export type KnownGroup = {
  id: string
  name: string
  parentId: string | null
  overflowGroupId: string | null
  disabled: boolean
}

export type GroupFault = { path: string; code: GroupFaultCode; message: string }
export type GroupFaultCode =
  | 'unknown_group'
  | 'parent_cycle'
  | 'overflow_cycle'
  | 'overflow_disabled'
  | 'member_twice'
  | 'unknown_agent'
  | 'name_taken'
  | 'unknown_calendar'

const messages: Record<GroupFaultCode, string> = {
  unknown_group: 'There is no such group.',
  parent_cycle: 'A group cannot stand below itself.',
  overflow_cycle: 'Overflow would come back to this group.',
  overflow_disabled: 'This group is disabled and takes nobody.',
  member_twice: 'This agent is in the list twice.',
  unknown_agent: 'There is no such agent.',
  name_taken: 'Another group has this name.',
  unknown_calendar: 'There are no such service hours.',
}

export function fault(path: string, code: GroupFaultCode): GroupFault {
  return { path, code, message: messages[code] }
}

/** `id` is the group's own; null while it does not exist. `others` are all groups, itself included. */
export function checkGroup(
  id: string | null,
  settings: GroupSettings,
  others: readonly KnownGroup[],
  agentIds: ReadonlySet<string>,
): GroupFault[] {
  return [
    ...checkName(id, settings.name, others),
    ...checkParent(id, settings.parentId, others),
    ...checkOverflow(id, settings.overflowGroupId, others),
    ...checkMembers(settings, agentIds),
  ]
}

function checkName(id: string | null, name: string, others: readonly KnownGroup[]): GroupFault[] {
  const same = (other: KnownGroup) => other.id !== id && other.name.toLowerCase() === name.toLowerCase()
  return others.some(same) ? [fault('name', 'name_taken')] : []
}

function checkParent(
  id: string | null,
  parentId: string | null,
  others: readonly KnownGroup[],
): GroupFault[] {
  if (parentId === null) return []
  if (!others.some((other) => other.id === parentId)) return [fault('parentId', 'unknown_group')]
  return leadsTo(id, parentId, others, (group) => group.parentId) ? [fault('parentId', 'parent_cycle')] : []
}

function checkOverflow(
  id: string | null,
  targetId: string | null,
  others: readonly KnownGroup[],
): GroupFault[] {
  if (targetId === null) return []
  const target = others.find((other) => other.id === targetId)
  if (!target) return [fault('overflowGroupId', 'unknown_group')]
  if (target.disabled) return [fault('overflowGroupId', 'overflow_disabled')]
  const back = leadsTo(id, targetId, others, (group) => group.overflowGroupId)
  return back ? [fault('overflowGroupId', 'overflow_cycle')] : []
}

function checkMembers(settings: GroupSettings, agentIds: ReadonlySet<string>): GroupFault[] {
  const seen = new Set<string>()
  return settings.members.flatMap(({ agentId }, index) => {
    const path = `members.${index}.agentId`
    if (!agentIds.has(agentId)) return [fault(path, 'unknown_agent')]
    if (seen.has(agentId)) return [fault(path, 'member_twice')]
    seen.add(agentId)
    return []
  })
}

function leadsTo(
  id: string | null,
  from: string,
  groups: readonly KnownGroup[],
  next: (group: KnownGroup) => string | null,
): boolean {
  const byId = new Map(groups.map((group) => [group.id, group]))
  const seen = new Set<string>()
  for (let at: string | null = from; at !== null && !seen.has(at); at = nextOf(at)) {
    if (at === id) return true
    seen.add(at)
  }
  return false

  function nextOf(at: string): string | null {
    const group = byId.get(at)
    return group ? next(group) : null
  }
}
