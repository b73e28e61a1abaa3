import type {
  BoardAgent,
  BoardGroup,
  BoardMember,
  SaveCapacityInput,
} from '@/server/modules/workforce/contract'

/** What was changed on the board and not saved yet: only the fields that were touched. */
export type AgentEdit = Partial<Pick<BoardAgent, 'capacity' | 'ramp' | 'window'>>
export type MemberEdit = Partial<Pick<BoardMember, 'level' | 'quality' | 'capacity'>>
/**
 * Beside each change the record as it was read when it was first touched: pages come and go, and what is saved
 * is saved over the version that was seen.
 */
export type Edits = {
  agents: Record<string, { stored: BoardAgent; edit: AgentEdit }>
  groups: Record<string, { stored: BoardGroup; members: Record<string, MemberEdit> }>
}

export const noEdits: Edits = { agents: {}, groups: {} }

/** Drops fields that are back at what is stored; null when none is left. */
function settle<T extends object>(stored: T, edit: Partial<T>): Partial<T> | null {
  const left = Object.entries(edit).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(stored[key as keyof T]),
  )
  return left.length > 0 ? (Object.fromEntries(left) as Partial<T>) : null
}

function put<T>(all: Record<string, T>, key: string, value: T | null): Record<string, T> {
  const { [key]: _, ...others } = all
  return value === null ? others : { ...others, [key]: value }
}

export function editAgent(edits: Edits, seen: BoardAgent, change: AgentEdit): Edits {
  const known = edits.agents[seen.id]
  const stored = known?.stored ?? seen
  const edit = settle<BoardAgent>(stored, { ...known?.edit, ...change }) as AgentEdit | null
  return { ...edits, agents: put(edits.agents, seen.id, edit && { stored, edit }) }
}

export function editMember(edits: Edits, seen: BoardGroup, agentId: string, change: MemberEdit): Edits {
  const known = edits.groups[seen.id]
  const stored = known?.stored ?? seen
  const member = stored.members.find((one) => one.agentId === agentId)
  if (!member) return edits
  const edit = settle<BoardMember>(member, { ...known?.members[agentId], ...change }) as MemberEdit | null
  const members = put(known?.members ?? {}, agentId, edit)
  const kept = Object.keys(members).length > 0 ? { stored, members } : null
  return { ...edits, groups: put(edits.groups, seen.id, kept) }
}

export const countEdits = ({ agents, groups }: Edits): number =>
  [
    ...Object.values(agents).map(({ edit }) => edit),
    ...Object.values(groups).flatMap(({ members }) => Object.values(members)),
  ].reduce((count, edit) => count + Object.keys(edit).length, 0)

/** As stored where it was touched, and as it would be. */
export function agentWith(edits: Edits, seen: BoardAgent): { stored: BoardAgent; shown: BoardAgent } {
  const { stored, edit } = edits.agents[seen.id] ?? { stored: seen, edit: {} }
  return { stored, shown: { ...stored, ...edit } }
}

export function groupWith(edits: Edits, seen: BoardGroup): { stored: BoardGroup; shown: BoardGroup } {
  const { stored, members } = edits.groups[seen.id] ?? { stored: seen, members: {} }
  const shown = stored.members.map((member) => ({ ...member, ...members[member.agentId] }))
  return { stored, shown: { ...stored, members: shown } }
}

/** What the server is asked to save, over the versions that were seen. */
export function toSaveInput({ agents, groups }: Edits): SaveCapacityInput {
  return {
    agents: Object.values(agents).map(({ stored, edit }) => {
      const { id, version, capacity, ramp, window } = { ...stored, ...edit }
      return { agentId: id, version, capacity, ramp, window }
    }),
    groups: Object.values(groups).map(({ stored, members }) => ({
      groupId: stored.id,
      version: stored.version,
      members: stored.members
        .filter(({ agentId }) => members[agentId])
        .map((member) => {
          const { agentId, level, quality, capacity } = { ...member, ...members[member.agentId] }
          return { agentId, level, quality, capacity }
        }),
    })),
  }
}

/** After a conflict: the same changes over the records as they are now. */
export function rebase(
  edits: Edits,
  now: { agents: readonly BoardAgent[]; groups: readonly BoardGroup[] },
): Edits {
  let next = noEdits
  for (const agent of now.agents) {
    const known = edits.agents[agent.id]
    if (known) next = editAgent(next, agent, known.edit)
  }
  for (const group of now.groups) {
    const known = Object.entries(edits.groups[group.id]?.members ?? {})
    for (const [agentId, edit] of known) next = editMember(next, group, agentId, edit)
  }
  return next
}
