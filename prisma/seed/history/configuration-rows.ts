import { chanceOf } from '../chance'
import { categoryTree } from '../company/categories'
import { channels } from '../company/channels'
import { calendars, company } from '../company/organisation'
import type { Row, Rows } from '../load/columns'
import type { Credentials } from './credentials'
import { configVersion, stickinessHours } from './dispatch'
import type { Made } from './make-world'
import { groupsInOrder } from './organisation-rows'
import { rosterRows } from './roster-rows'

type Tables =
  | 'organization'
  | 'calendars'
  | 'users'
  | 'user_roles'
  | 'agents'
  | 'skill_groups'
  | 'group_members'
  | 'shift_templates'
  | 'rotations'
  | 'rotation_members'
  | 'roster_entries'
  | 'coverage_targets'
  | 'shifts'
  | 'channels'
  | 'categories'
  | 'wrap_ups'
  | 'routing_rules'

/** The configuration as it stands now, and who works when. */
export function configurationRows(made: Made, credentials: Credentials, now: number): Pick<Rows, Tables> {
  const { organisation, foundedAt } = made
  const { ids } = organisation
  const founded = new Date(foundedAt)
  const settings = { stickinessHours, demo: true }
  return {
    organization: [[1, company.name, company.timeZone, company.language, configVersion, settings, founded]],
    calendars: calendars.map(({ key, name, timeZone, weekly }) => [
      ids.calendars[key],
      name,
      timeZone,
      weekly,
      '[]',
    ]),
    ...peopleRows(made, credentials, now),
    skill_groups: groupsInOrder.map((group) => [
      ...[ids.groups[group.key], group.name, group.description, group.parent && ids.groups[group.parent]],
      ...[group.offlineMode, group.maxQueueLength, group.maxWaitSeconds],
      ...[group.overflow && ids.groups[group.overflow], group.serviceLevelSeconds, group.settings],
      ...[founded, founded],
    ]),
    group_members: organisation.agents.flatMap((agent) =>
      agent.memberships.map(
        (m): Row => [...[ids.groups[m.group], agent.id, m.level, m.quality, m.capacity, m.offlineReceiver]],
      ),
    ),
    channels: channels.map((channel) => [
      ...[ids.channels[channel.key], channel.publicKey, channel.name, channel.kind, channel.language],
      ...[channel.siteIds, channel.projectTypes, channel.color, channel.greeting],
      ...[ids.calendars[channel.calendar], ids.groups.care, channel.confirmClosing],
      ...[channel.settings(ids.leaves), founded],
    ]),
    categories: categoryTree.flatMap((root, index): Row[] => [
      [ids.roots[root.key], null, root.names, index],
      ...root.leaves.map((leaf, at): Row => [ids.leaves[leaf.key], ids.roots[root.key], leaf.names, at]),
    ]),
    wrap_ups: organisation.wrapUps.map(({ id, parentId, names, position }) => [
      id,
      parentId,
      names,
      position,
    ]),
    routing_rules: organisation.rules.map(({ id, position, name, conditions, groupId, boost }) => [
      ...[id, position, name, conditions, groupId, boost],
    ]),
  }
}

function peopleRows(made: Made, { passwordHash, roleIds }: Credentials, now: number) {
  const { organisation, world, foundedAt } = made
  const founded = new Date(foundedAt)
  const user = (id: string, email: string, name: string): Row => [
    id,
    email,
    name,
    passwordHash,
    null,
    founded,
    founded,
  ]
  return {
    users: [
      ...organisation.staff.map((person) => user(person.id, person.email, person.name)),
      ...organisation.agents.map((agent) => user(agent.id, agent.email, agent.name)),
    ],
    user_roles: [
      ...organisation.staff.map((person): Row => [person.id, roleIds[person.role]]),
      ...organisation.agents.map((agent): Row => [agent.id, roleIds.agent]),
    ],
    agents: world.agents.map((agent): Row => {
      const last = agent.spans[agent.spans.length - 1]
      return [
        ...[
          agent.id,
          agent.publicName,
          agent.languages,
          agent.capacity,
          'offline',
          last?.source ?? 'connection',
        ],
        ...[last?.reason ?? 'no_connection', new Date(last?.from ?? now), agent.capacity],
        agent.lastAssignedAt === null ? null : new Date(agent.lastAssignedAt),
      ]
    }),
    ...planRows(made, now),
  }
}

function planRows(made: Made, now: number) {
  const plan = rosterRows(made, now)
  return {
    shift_templates: plan.templates,
    rotations: plan.rotations,
    rotation_members: plan.rotationMembers,
    roster_entries: plan.entries,
    coverage_targets: plan.targets,
    shifts: shiftRows(made, plan.entryOf),
  }
}

/** What agents know: the spans of entries that are published, and leave. */
function shiftRows({ world, leaves, organisation }: Made, entryOf: (duty: object) => string | null): Row[] {
  const chance = chanceOf('fernhalde-1 shifts')
  const row = (agentId: string, from: number, until: number, kind: string, entryId: string | null): Row => [
    ...[chance.id(from), agentId, new Date(from), new Date(until), kind, entryId],
  ]
  return [
    ...world.agents.flatMap((agent) =>
      agent.duties.flatMap((duty) => {
        const entryId = entryOf(duty)
        if (entryId === null) return []
        return [
          row(agent.id, duty.from, duty.until, 'shift', entryId),
          row(agent.id, duty.lunch.from, duty.lunch.until, 'break', entryId),
        ]
      }),
    ),
    ...leaves.map((leave) =>
      row(organisation.agents[leave.agentIndex]!.id, leave.from, leave.until, 'leave', null),
    ),
  ]
}
