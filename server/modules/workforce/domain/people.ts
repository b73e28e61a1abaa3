/**
 * What a change of somebody's settings is: whether it changes anything, which of it concerns the user and which
 * the agent, and what one change on many people makes of each. Pure, so that a preview tells what a save does.
 */
import type { MembershipSettings, PeopleChange, PersonAgent, PersonSettings } from '../contract'

/** True when the two mean the same; the order of roles, languages and groups means nothing. */
export function isSamePerson(a: PersonSettings, b: PersonSettings): boolean {
  return isSameUser(a, b) && isSameAgent(a, b)
}

export function isSameUser({ user: a }: PersonSettings, { user: b }: PersonSettings): boolean {
  const plain = ({ name, email, locale, roles }: PersonSettings['user']) =>
    JSON.stringify([name, email.toLowerCase(), locale, [...roles].sort()])
  return plain(a) === plain(b)
}

export function isSameAgent({ agent: a }: PersonSettings, { agent: b }: PersonSettings): boolean {
  return JSON.stringify(a && canonical(a)) === JSON.stringify(b && canonical(b))
}

function canonical({ publicName, languages, capacity, ramp, window, groups }: PersonAgent) {
  return [
    ...[publicName, [...languages].sort(), capacity, ramp.map(({ from, capacity: to }) => [from, to])],
    window && [window.limit, window.seconds],
    groups.map(asText).sort(),
  ]
}

const asText = ({ groupId, level, quality, capacity, offlineReceiver }: MembershipSettings) =>
  JSON.stringify([groupId, level, quality, capacity, offlineReceiver])

/** Groups where something about the membership differs. */
export function changedGroups(a: PersonAgent | null, b: PersonAgent | null): string[] {
  const before = new Map(a?.groups.map((group) => [group.groupId, asText(group)]))
  const after = new Map(b?.groups.map((group) => [group.groupId, asText(group)]))
  return [...new Set([...before.keys(), ...after.keys()])].filter((id) => before.get(id) !== after.get(id))
}

/** One change on many people touches only what it names; who receives nothing has no groups and no limit. */
export function applyToPerson(person: PersonSettings, change: PeopleChange): PersonSettings {
  const { user, agent } = person
  switch (change.kind) {
    case 'add_role':
      return user.roles.includes(change.role)
        ? person
        : { ...person, user: { ...user, roles: [...user.roles, change.role] } }
    case 'remove_role':
      return { ...person, user: { ...user, roles: user.roles.filter((role) => role !== change.role) } }
    case 'language':
      return { ...person, user: { ...user, locale: change.locale } }
    default:
      return agent ? { ...person, agent: applyToAgent(agent, change) } : person
  }
}

type AgentChange = Extract<PeopleChange, { kind: 'add_group' | 'remove_group' | 'capacity' }>

function applyToAgent(agent: PersonAgent, change: AgentChange): PersonAgent {
  if (change.kind === 'capacity') return { ...agent, capacity: change.capacity }
  const groupId = change.kind === 'add_group' ? change.membership.groupId : change.groupId
  if (change.kind === 'remove_group')
    return { ...agent, groups: agent.groups.filter((group) => group.groupId !== groupId) }
  if (agent.groups.some((group) => group.groupId === groupId)) return agent
  return { ...agent, groups: [...agent.groups, change.membership] }
}
