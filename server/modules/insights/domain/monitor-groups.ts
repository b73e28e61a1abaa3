/** Groups as the live page lists them: each with those below it, the one that is furthest behind first. */
import type { MonitorGroup } from '../contract'
import { isAble } from './monitor-agents'
import { addCounts, earliest, type GroupFacts, type Reading, rateOf } from './monitor-reading'

/** Each group with the ids of all below it, itself included. `groups` need not hold the parents. */
export function descendants(
  groups: readonly Pick<GroupFacts, 'id' | 'parentId'>[],
): Map<string, Set<string>> {
  const parents = new Map(groups.map(({ id, parentId }) => [id, parentId]))
  const below = new Map(groups.map(({ id }) => [id, new Set<string>()]))
  for (const { id } of groups) {
    const seen = new Set<string>()
    for (let up: string | null | undefined = id; up && !seen.has(up); up = parents.get(up)) {
      seen.add(up)
      below.get(up)?.add(id)
    }
  }
  return below
}

export function groupsOf(seen: Reading): MonitorGroup[] {
  const below = descendants(seen.groups)
  const waiting = byGroup(seen.waiting, (row) => [row.groupId])
  const agents = byGroup(seen.agents, (row) => row.groupIds)
  const slots = byGroup(seen.slots, (row) => (row.groupId === null ? [] : [row.groupId]))
  return seen.groups.map((group) => {
    const ids = [...(below.get(group.id) ?? [])]
    const queue = ids.flatMap((id) => waiting.get(id) ?? [])
    // An agent of several of these groups counts once.
    const members = [...new Set(ids.flatMap((id) => agents.get(id) ?? []))]
    const { id, name, parentId, serviceLevelMs, paused, overflow } = group
    return {
      ...{ id, name, parentId, serviceLevelMs, paused, overflow },
      queueing: queue.length,
      longestQueueingSince: earliest(queue.map((row) => row.enteredAt)),
      able: members.filter(isAble).length,
      online: members.filter(({ status }) => status === 'online').length,
      serviceLevelToday: rateOf(addCounts(ids.flatMap((one) => slots.get(one) ?? []))),
    }
  })
}

function byGroup<T>(rows: readonly T[], groupIds: (row: T) => readonly string[]): Map<string, T[]> {
  const map = new Map<string, T[]>()
  for (const row of rows) {
    for (const id of groupIds(row)) {
      const list = map.get(id)
      if (list) list.push(row)
      else map.set(id, [row])
    }
  }
  return map
}

/** Furthest past its target, then paused, then nobody there, then the worst day; groups without a case last. */
export function sortGroups(groups: readonly MonitorGroup[], at: number): MonitorGroup[] {
  const late = ({ longestQueueingSince: since, serviceLevelMs }: MonitorGroup) =>
    since === null ? 0 : (at - since) / serviceLevelMs
  const unable = (group: MonitorGroup) =>
    Number(group.paused) * 2 + Number(group.able === 0 && group.online > 0)
  return [...groups].sort(
    (a, b) =>
      late(b) - late(a) ||
      unable(b) - unable(a) ||
      (a.serviceLevelToday ?? 2) - (b.serviceLevelToday ?? 2) ||
      a.name.localeCompare(b.name) ||
      a.id.localeCompare(b.id),
  )
}
