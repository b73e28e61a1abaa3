/**
 * How the members of a group stand to each other: the coefficients that dispatch would use this moment, so that
 * a change of numbers can be judged before anybody is served by it.
 */
import type { BoardAgent, BoardGroup, BoardMember } from '../contract/capacity'
import { weighGroup } from './shares'

export type Standing = { share: number; space: number; coefficient: number; limit: number }

/** By agent; whoever is not among `agents` counts as switched off. */
export function standingsOf(
  group: Pick<BoardGroup, 'members'>,
  agents: ReadonlyMap<string, BoardAgent>,
): Map<string, Standing> {
  const { shares } = weighGroup(
    group.members.map((member) => {
      const agent = agents.get(member.agentId)
      return {
        quality: member.quality,
        enabled: agent?.enabled ?? false,
        capacity: member.capacity,
        agentCapacity: agent?.capacity ?? 0,
      }
    }),
  )
  return new Map(
    group.members.map((member, index) => {
      const agent = agents.get(member.agentId)
      const share = shares[index]?.share ?? 0
      const space = agent ? spaceOf(agent, member) : 0
      const limit = Math.min(agent?.capacity ?? 0, member.capacity ?? Number.POSITIVE_INFINITY)
      return [member.agentId, { share, space, limit, coefficient: share * space }]
    }),
  )
}

function spaceOf(agent: BoardAgent, member: BoardMember): number {
  if (agent.status === 'offline') return -1
  if (agent.status === 'busy' || !agent.enabled) return 0
  const free = (limit: number, current: number) => (limit > 0 ? Math.max(0, limit - current) / limit : 0)
  const own = free(agent.capacity, agent.current)
  return member.capacity === null ? own : Math.min(own, free(member.capacity, member.current))
}
