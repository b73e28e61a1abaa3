/**
 * What a group's numbers mean before anybody relies on them: each member's share of quality, and why nobody
 * would ever be assigned. The sum runs over enabled members, whatever their status, as dispatch does it, so
 * the console shows what dispatch will do.
 */
export type GroupWarning = 'no_members' | 'quality_zero' | 'no_places' | 'all_disabled'

type Member = { quality: number; enabled: boolean; capacity: number | null; agentCapacity: number }

export type MemberShare = {
  /** 0–1 of the group's quality; 0 for disabled members. */
  share: number
  /** Places in this group: the smaller of both limits. */
  places: number
}

export function weighGroup(members: readonly Member[]): {
  qualitySum: number
  places: number
  shares: MemberShare[]
  warnings: GroupWarning[]
} {
  const enabled = members.filter((member) => member.enabled)
  const qualitySum = enabled.reduce((sum, member) => sum + member.quality, 0)
  const shares = members.map((member) => ({
    share: member.enabled && qualitySum > 0 ? member.quality / qualitySum : 0,
    places: member.enabled ? Math.min(member.agentCapacity, member.capacity ?? member.agentCapacity) : 0,
  }))
  const places = shares.reduce((sum, share) => sum + share.places, 0)
  return { qualitySum, places, shares, warnings: warn(members.length, enabled.length, qualitySum, places) }
}

function warn(members: number, enabled: number, qualitySum: number, places: number): GroupWarning[] {
  if (members === 0) return ['no_members']
  if (enabled === 0) return ['all_disabled']
  const warnings: GroupWarning[] = []
  if (qualitySum === 0) warnings.push('quality_zero')
  if (places === 0) warnings.push('no_places')
  return warnings
}
