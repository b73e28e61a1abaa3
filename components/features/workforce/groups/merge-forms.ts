import type { GroupForm, MemberForm } from './form-values'

/**
 * What one edit changed, put on top of what another has saved meanwhile. Field by field and member by member:
 * what this edit left alone follows theirs, so that saving never takes back what one never touched.
 */
export function mergeForms(base: GroupForm, mine: GroupForm, theirs: GroupForm): GroupForm {
  const { members: _, settings: __, thresholds: ___, ...fields } = mine
  return {
    ...theirs,
    ...changesOf(base, fields),
    settings: { ...theirs.settings, ...changesOf(base.settings, mine.settings) },
    thresholds: { ...theirs.thresholds, ...changesOf(base.thresholds, mine.thresholds) },
    members: mergeMembers(base.members, mine.members, theirs.members),
  }
}

/** Fields that differ; one that was emptied counts as well. */
function changesOf<T extends object>(base: T, mine: Partial<T>): Partial<T> {
  const keys = new Set([...Object.keys(base), ...Object.keys(mine)]) as Set<keyof T>
  return Object.fromEntries(
    [...keys].filter((key) => key in mine && mine[key] !== base[key]).map((key) => [key, mine[key]]),
  ) as Partial<T>
}

function mergeMembers(base: MemberForm[], mine: MemberForm[], theirs: MemberForm[]): MemberForm[] {
  const find = (list: MemberForm[], agentId: string) => list.find((member) => member.agentId === agentId)
  const kept = theirs.flatMap((their) => {
    const before = find(base, their.agentId)
    const my = find(mine, their.agentId)
    if (!my) return before ? [] : [their]
    return [before && isSame(my, before) ? their : my]
  })
  const added = mine.filter(({ agentId }) => !find(theirs, agentId) && isMine(agentId))
  return [...kept, ...added]

  /** Not theirs any more: it stays only if this edit brought it in or changed it. */
  function isMine(agentId: string): boolean {
    const before = find(base, agentId)
    const my = find(mine, agentId)
    return !before || !my || !isSame(my, before)
  }
}

function isSame(a: MemberForm, b: MemberForm): boolean {
  return (Object.keys(a) as (keyof MemberForm)[]).every((key) => a[key] === b[key])
}
