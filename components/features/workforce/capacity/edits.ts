import {
  type BoardAgent,
  type BoardGroup,
  type BoardMember,
  type CapacityBoard,
  type SaveCapacityInput,
  weighGroup,
} from '@/server/modules/workforce/contract'

/** What was changed on the board and not saved yet: only the fields that were touched. */
export type AgentEdit = Partial<Pick<BoardAgent, 'capacity' | 'ramp' | 'window'>>
export type MemberEdit = Partial<Pick<BoardMember, 'level' | 'quality' | 'capacity'>>
export type Edits = { agents: Record<string, AgentEdit>; members: Record<string, MemberEdit> }

export const noEdits: Edits = { agents: {}, members: {} }
export const memberKey = (groupId: string, agentId: string) => `${groupId}:${agentId}`

/** Drops fields that are back at what is stored, and rows without any. */
function settle<T extends object>(stored: T, edit: Partial<T>): Partial<T> | null {
  const left = Object.entries(edit).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(stored[key as keyof T]),
  )
  return left.length > 0 ? (Object.fromEntries(left) as Partial<T>) : null
}

function put<T extends object>(
  all: Record<string, Partial<T>>,
  key: string,
  stored: T,
  edit: Partial<T>,
): Record<string, Partial<T>> {
  const { [key]: known, ...others } = all
  const next = settle(stored, { ...known, ...edit })
  return next ? { ...others, [key]: next } : others
}

export function editAgent(edits: Edits, stored: BoardAgent, edit: AgentEdit): Edits {
  return { ...edits, agents: put<BoardAgent>(edits.agents, stored.id, stored, edit) as Edits['agents'] }
}

export function editMember(edits: Edits, groupId: string, stored: BoardMember, edit: MemberEdit): Edits {
  const key = memberKey(groupId, stored.agentId)
  return { ...edits, members: put<BoardMember>(edits.members, key, stored, edit) as Edits['members'] }
}

export const countEdits = ({ agents, members }: Edits): number =>
  [...Object.values(agents), ...Object.values(members)].reduce(
    (count, edit) => count + Object.keys(edit).length,
    0,
  )

/** The board as it would be. */
export function applyEdits(board: CapacityBoard, edits: Edits): CapacityBoard {
  return {
    ...board,
    agents: board.agents.map((agent) => ({ ...agent, ...edits.agents[agent.id] })),
    groups: board.groups.map((group) => ({
      ...group,
      members: group.members.map((member) => ({
        ...member,
        ...edits.members[memberKey(group.id, member.agentId)],
      })),
    })),
  }
}

/** What the server is asked to save, over the versions that stand on the board. */
export function toSaveInput(board: CapacityBoard, edits: Edits): SaveCapacityInput {
  const next = applyEdits(board, edits)
  return {
    agents: next.agents
      .filter((agent) => edits.agents[agent.id])
      .map(({ id, version, capacity, ramp, window }) => ({ agentId: id, version, capacity, ramp, window })),
    groups: next.groups.flatMap(({ id, version, members }) => {
      const changed = members
        .filter((member) => edits.members[memberKey(id, member.agentId)])
        .map(({ agentId, level, quality, capacity }) => ({ agentId, level, quality, capacity }))
      return changed.length > 0 ? [{ groupId: id, version, members: changed }] : []
    }),
  }
}

export type Standing = { share: number; space: number; coefficient: number; limit: number }

/** How a member stands in a group right now, as dispatch would see it. */
export function standingsOf(
  group: BoardGroup,
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

export type Effect = { groupName: string; agentName: string; before: number; after: number }

/** Whose share of a group's work changes by what was edited. */
export function effectsOf(board: CapacityBoard, edits: Edits): Effect[] {
  const next = applyEdits(board, edits)
  const stand = new Map(board.agents.map((agent) => [agent.id, agent]))
  const then = new Map(next.agents.map((agent) => [agent.id, agent]))
  return board.groups.flatMap((group, index) => {
    const before = standingsOf(group, stand)
    const after = standingsOf(next.groups[index] ?? group, then)
    return group.members.flatMap(({ agentId }): Effect[] => {
      const [was, is] = [before.get(agentId)?.share ?? 0, after.get(agentId)?.share ?? 0]
      if (Math.abs(was - is) < 0.0005) return []
      return [{ groupName: group.name, agentName: stand.get(agentId)?.name ?? '', before: was, after: is }]
    })
  })
}
