import { z } from 'zod'
import {
  type AgentOption,
  agentLimit,
  createGroupInput,
  type GroupDetail,
  type GroupServiceSettings,
  groupServiceSettings,
  groupSettings,
  memberSettings,
} from '@/server/modules/workforce/contract'

const { shape } = groupServiceSettings

/** As the contract, with nothing left out: a field of the form always has a value. */
const serviceForm = z.object({
  overflow: shape.overflow.removeDefault(),
  whenServiceEnds: shape.whenServiceEnds.removeDefault(),
  silentFreesPlace: shape.silentFreesPlace.removeDefault(),
  reassignOnBreach: shape.reassignOnBreach.removeDefault(),
  reassignOnAgentLost: shape.reassignOnAgentLost.removeDefault(),
  agentLostSeconds: shape.agentLostSeconds.removeDefault(),
  queueWarnSeconds: shape.queueWarnSeconds.removeDefault(),
  queueWarnLength: shape.queueWarnLength.removeDefault(),
  wrapUpRequired: shape.wrapUpRequired.removeDefault(),
  afterWorkSeconds: shape.afterWorkSeconds.removeDefault(),
  afterWorkHoldsPlace: shape.afterWorkHoldsPlace.removeDefault(),
  returnMinutes: shape.returnMinutes.removeDefault(),
}) satisfies z.ZodType<GroupServiceSettings>

/** The contract's settings, with each member's own limit beside the member. */
export const groupForm = groupSettings.extend({
  settings: serviceForm,
  members: z.array(memberSettings.extend({ agentCapacity: agentLimit.shape.capacity })),
})
export type GroupForm = z.input<typeof groupForm>
export type MemberForm = GroupForm['members'][number]

/** Agents that the form knows, by id. */
export type Agents = Record<string, AgentOption>

export const emptyGroup: GroupForm = {
  name: '',
  description: '',
  parentId: null,
  calendarId: null,
  intakePaused: false,
  offlineMode: 'even',
  maxQueueLength: null,
  maxWaitSeconds: null,
  overflowGroupId: null,
  serviceLevelSeconds: 30,
  settings: groupServiceSettings.parse({}),
  thresholds: {},
  members: [],
}

export function toForm(group: GroupDetail): GroupForm {
  const { id: _id, version: _version, disabled: _disabled, members, ...settings } = group
  return {
    ...settings,
    members: members.map(({ agentId, level, quality, capacity, offlineReceiver, agent }) => {
      return { agentId, level, quality, capacity, offlineReceiver, agentCapacity: agent.capacity }
    }),
  }
}

export function toAgents(group: GroupDetail): Agents {
  return Object.fromEntries(group.members.map((member) => [member.agentId, member.agent]))
}

/** Limits travel apart, and only those that were changed here. */
export function toInput(form: GroupForm, agents: Agents): z.output<typeof createGroupInput> {
  const agentLimits = form.members.flatMap(({ agentId, agentCapacity: capacity }) => {
    const agent = agents[agentId]
    return agent && agent.capacity !== capacity ? [{ agentId, capacity, version: agent.version }] : []
  })
  return createGroupInput.parse({ ...form, agentLimits })
}

export function newMember(agent: AgentOption): MemberForm {
  const standard = { level: 1, quality: 10, capacity: null, offlineReceiver: false }
  return { ...standard, agentId: agent.id, agentCapacity: agent.capacity }
}
