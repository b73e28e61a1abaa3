import { type Principal, scopeOf } from '@/server/access'
import { nowMs } from '@/server/platform/clock'
import {
  type BoardAgent,
  type BoardGroup,
  boardPages,
  type CapacityBoard,
  type CapacityBoardInput,
  type CapacityPreview,
  type SaveCapacityInput,
} from '../contract'
import { effectsOf } from '../domain/capacity-effect'
import { dateIn, limitsToday } from '../domain/ramp'
import {
  findBoardAgents,
  findGroupsOf,
  getTimeZone,
  listWithDescendants,
  pageAgents,
  pageGroups,
  readBoardGroups,
} from '../store/capacity-board'

/** As many changes as a person reads before saving. */
const shownEffects = 40

const scoped = (principal: Principal): readonly string[] | null =>
  scopeOf(principal, 'groups.read') === 'all' ? null : principal.scopeGroupIds

/** One page of agents and one of groups: an organisation of thousands is never read at once. */
export async function getCapacityBoard(
  principal: Principal,
  { search, groupId, agentPage, groupPage }: CapacityBoardInput,
): Promise<CapacityBoard> {
  const scope = scoped(principal)
  const chosen = groupId === null ? null : await listWithDescendants(groupId)
  const groupIds = chosen && scope ? chosen.filter((id) => scope.includes(id)) : (chosen ?? scope)
  const filter = { search, groupIds }
  const range = (page: number, limit: number) => ({ limit, offset: (page - 1) * limit })
  const [agents, page, zone] = await Promise.all([
    pageAgents(filter, range(agentPage, boardPages.agents)),
    pageGroups(filter, range(groupPage, boardPages.groups)),
    getTimeZone(),
  ])
  const { groups, people } = await readBoardGroups(page.groupIds)
  return { ...agents, groups, groupTotal: page.groupTotal, people, today: dateIn(zone, nowMs()) }
}

/** Changes nothing: the coefficients before and after, and the records as they are now. */
export async function previewCapacity(
  principal: Principal,
  input: SaveCapacityInput,
): Promise<CapacityPreview> {
  const scope = scoped(principal)
  const asked = new Map(input.agents.map((agent) => [agent.agentId, agent]))
  const named = [...input.groups.map(({ groupId }) => groupId), ...(await findGroupsOf([...asked.keys()]))]
  const visible = [...new Set(named)].filter((id) => scope === null || scope.includes(id))
  const { groups, people } = await readBoardGroups(visible)
  const before = new Map(people.map((agent) => [agent.id, agent]))
  const today = dateIn(await getTimeZone(), nowMs())
  const after = new Map(before)
  for (const [id, agent] of before) {
    const wanted = asked.get(id)
    if (wanted) after.set(id, { ...agent, ...limitsToday(wanted, agent, today) })
  }
  const effects = effectsOf({ groups, agents: before }, { groups: withEdits(groups, input), agents: after })
  const now: BoardAgent[] = [...before.values()].filter(({ id }) => asked.has(id))
  const missing = [...asked.keys()].filter((id) => !before.has(id))
  return {
    effects: effects.slice(0, shownEffects),
    omitted: Math.max(0, effects.length - shownEffects),
    agents: [...now, ...(scope === null ? await alone(missing) : [])],
    groups: groups.filter(({ id }) => input.groups.some((group) => group.groupId === id)),
  }
}

function withEdits(groups: readonly BoardGroup[], input: SaveCapacityInput): BoardGroup[] {
  const edits = new Map(input.groups.map(({ groupId, members }) => [groupId, members]))
  return groups.map((group) => {
    const edited = new Map(edits.get(group.id)?.map((member) => [member.agentId, member]))
    return {
      ...group,
      members: group.members.map((member) => ({ ...member, ...edited.get(member.agentId) })),
    }
  })
}

/** Agents without a group. */
async function alone(ids: readonly string[]): Promise<BoardAgent[]> {
  const found = await findBoardAgents(undefined, ids)
  return [...found.values()].map(({ groupIds: _, ...agent }) => agent)
}
