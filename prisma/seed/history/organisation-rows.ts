import type { Chance } from '../chance'
import { categoryTree, type LeafKey, type RootKey, wrapUpTree } from '../company/categories'
import { type ChannelKey, channels, routingRules } from '../company/channels'
import { type DemoGroup, type GroupKey, groups } from '../company/groups'
import { calendars, company } from '../company/organisation'
import { agentEmail, agents, type DemoAgent, staff } from '../company/people'

type CalendarKey = (typeof calendars)[number]['key']
type Keyed<K extends string> = Record<K, string>

/** The company with ids: what the rows of configuration and the simulation are both made from. */
export type Organisation = {
  ids: {
    groups: Keyed<GroupKey>
    channels: Keyed<ChannelKey>
    calendars: Keyed<CalendarKey>
    roots: Keyed<RootKey>
    leaves: Keyed<LeafKey>
  }
  agents: (DemoAgent & { id: string; email: string })[]
  staff: { id: string; name: string; email: string; role: string }[]
  wrapUps: {
    id: string
    parentId: string | null
    names: { en: string; zh: string }
    position: number
    fits: (LeafKey | 'any')[]
  }[]
  rules: { id: string; position: number; name: string; conditions: object; groupId: string; boost: number }[]
}

const keyed = <K extends string>(keys: readonly K[], chance: Chance, at: number) =>
  Object.fromEntries(keys.map((key) => [key, chance.id(at)])) as Keyed<K>

export function makeOrganisation(chance: Chance, at: number): Organisation {
  const ids = {
    groups: keyed(
      groups.map((group) => group.key),
      chance,
      at,
    ),
    channels: keyed(
      channels.map((channel) => channel.key),
      chance,
      at,
    ),
    calendars: keyed(
      calendars.map((calendar) => calendar.key),
      chance,
      at,
    ),
    roots: keyed(
      categoryTree.map((root) => root.key),
      chance,
      at,
    ),
    leaves: keyed(
      categoryTree.flatMap((root) => root.leaves.map((leaf) => leaf.key)),
      chance,
      at,
    ),
  }
  return {
    ids,
    agents: agents.map((agent, index) => ({
      ...agent,
      id: chance.id(at),
      email: agentEmail(agent, index, company.emailDomain),
    })),
    staff: staff.map((person) => ({
      ...person,
      id: chance.id(at),
      email: `${person.email}@${company.emailDomain}`,
    })),
    wrapUps: makeWrapUps(chance, at),
    rules: makeRules(ids, chance, at),
  }
}

function makeWrapUps(chance: Chance, at: number): Organisation['wrapUps'] {
  return wrapUpTree.flatMap((root, position) => {
    const rootId = chance.id(at)
    const leaves = root.leaves.map((leaf, index) => ({
      id: chance.id(at),
      parentId: rootId,
      names: leaf.names,
      position: index,
      fits: leaf.fits,
    }))
    return [{ id: rootId, parentId: null, names: root.names, position, fits: [] }, ...leaves]
  })
}

function makeRules(ids: Organisation['ids'], chance: Chance, at: number): Organisation['rules'] {
  return routingRules.map(({ name, conditions, group, boost }, index) => ({
    id: chance.id(at),
    position: index + 1,
    name,
    conditions: {
      ...(conditions.languages ? { languages: conditions.languages } : {}),
      ...(conditions.channels ? { channelIds: conditions.channels.map((key) => ids.channels[key]) } : {}),
      ...(conditions.roots ? { categoryIds: conditions.roots.map((key) => ids.roots[key]) } : {}),
      ...(conditions.vipMin ? { vipMin: conditions.vipMin } : {}),
    },
    groupId: ids.groups[group],
    boost,
  }))
}

/** Parents before children, as foreign keys want them. */
export const groupsInOrder: DemoGroup[] = [...groups].sort(
  (a, b) => Number(a.parent !== null) - Number(b.parent !== null),
)
