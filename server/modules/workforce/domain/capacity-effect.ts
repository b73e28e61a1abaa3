/**
 * What a change of numbers does to everybody in the groups it reaches: one weight moves the share of all, one
 * limit the room in every group of the agent. Shown before it is saved, the largest change first.
 */
import type { BoardAgent, BoardGroup, CapacityEffect } from '../contract/capacity'
import { standingsOf } from './standing'

type Board = { groups: readonly BoardGroup[]; agents: ReadonlyMap<string, BoardAgent> }
/** Less is not seen on a page. */
const seen = 0.0005

/** Both sides have the same groups with the same members. */
export function effectsOf(before: Board, after: Board): CapacityEffect[] {
  const effects = before.groups.flatMap((group, index) => {
    const was = standingsOf(group, before.agents)
    const is = standingsOf(after.groups[index] ?? group, after.agents)
    return group.members.flatMap(({ agentId }): CapacityEffect[] => {
      const [old, now] = [was.get(agentId), is.get(agentId)]
      if (!old || !now) return []
      const sides = <K extends 'share' | 'coefficient'>(key: K) => ({ before: old[key], after: now[key] })
      const effect = { share: sides('share'), coefficient: sides('coefficient') }
      if (Math.max(changeOf(effect.share), changeOf(effect.coefficient)) < seen) return []
      const agentName = before.agents.get(agentId)?.name ?? ''
      return [{ groupId: group.id, groupName: group.name, agentId, agentName, ...effect }]
    })
  })
  return effects.sort((a, b) => weightOf(b) - weightOf(a))
}

const changeOf = ({ before, after }: { before: number; after: number }) => Math.abs(after - before)
const weightOf = ({ share, coefficient }: CapacityEffect) => Math.max(changeOf(share), changeOf(coefficient))
