import type { BoardAgent, BoardGroup } from '@/server/modules/workforce/contract'

export type Found = {
  agents: BoardAgent[]
  /** By their place on the board, so that what was edited is found again. */
  groups: number[]
  /** Whose rows are shown in a group; a group that was found by its own name shows all of them. */
  shows: (group: BoardGroup, agentId: string) => boolean
}

/** Agents by name, and groups by their name or by whom they have. */
export function searchBoard(
  board: { agents: readonly BoardAgent[]; groups: readonly BoardGroup[] },
  search: string,
): Found {
  const wanted = search.trim().toLowerCase()
  const fits = ({ name }: { name: string }) => name.toLowerCase().includes(wanted)
  const agents = board.agents.filter(fits)
  const ids = new Set(agents.map(({ id }) => id))
  const shows = (group: BoardGroup, agentId: string) => fits(group) || ids.has(agentId)
  const groups = board.groups.flatMap((group, index) =>
    fits(group) || group.members.some(({ agentId }) => ids.has(agentId)) ? [index] : [],
  )
  return { agents, groups, shows }
}
