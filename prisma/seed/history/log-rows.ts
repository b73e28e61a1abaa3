import type { Organisation } from './organisation-rows'
import type { Conversation, Item } from './world'

/** What the entry of the conversation's log says about an item, in the words that the actions use. */
export type Names = {
  agents: Map<string, { id: string; name: string; avatarUrl: null }>
  groups: Map<string, string>
  wrapUps: Map<string, object[]>
  decisionAt: (conversationId: string, at: number) => string | null
}
export type EventRow = { type: string; audience: 'both' | 'staff'; payload: object }

export function namesOf(
  organisation: Organisation,
  groupNames: Map<string, string>,
  decisionAt: Names['decisionAt'],
): Names {
  const wrapUps = new Map(
    organisation.wrapUps.map((wrapUp) => {
      const parent = organisation.wrapUps.find((candidate) => candidate.id === wrapUp.parentId)
      return [wrapUp.id, [parent?.names, wrapUp.names].filter((names) => names !== undefined)]
    }),
  )
  const agents = new Map(
    organisation.agents.map(({ id, publicName }) => [id, { id, name: publicName, avatarUrl: null }] as const),
  )
  return { agents, groups: groupNames, wrapUps, decisionAt }
}

const iso = (at: number) => new Date(at).toISOString()

type Silent = Exclude<Item, { type: 'message' }>

/** Null for what the log does not tell on its own. */
export function eventOf(item: Silent, conversation: Conversation, names: Names, channelId: string): EventRow {
  const both = (type: string, patch: object, detail?: object): EventRow => ({
    type,
    audience: 'both',
    payload: detail ? { patch, detail } : { patch },
  })
  const group = (id: string) => ({ id, name: names.groups.get(id) ?? '' })
  const decisionId = names.decisionAt(conversation.id, item.at)
  const given = (agentId: string, groupId: string, creationType: string, reason: string | null) => ({
    status: 'awaiting_agent',
    agent: names.agents.get(agentId),
    group: group(groupId),
    creationType,
    queue: null,
    reason,
    assignedAt: iso(item.at),
  })
  const type = creationTypeOf(conversation)
  switch (item.type) {
    case 'opened':
      return both('opened', {}, { channelId })
    case 'queued':
      return both(
        'queued',
        { status: 'queued', agent: null, group: group(item.groupId), reason: item.reason },
        { decisionId, reason: item.reason, kind: 'queue' },
      )
    case 'overflowed':
      return both(
        'queued',
        { status: 'queued', agent: null, group: group(item.groupId), reason: item.cause },
        { decisionId, reason: item.cause, kind: 'queue' },
      )
    case 'assigned':
      return both('assigned', given(item.agentId, item.groupId, type, null), {
        decisionId,
        reason: 'highest_coefficient',
        kind: 'assign',
      })
    case 'taken_as_message':
      return both('assigned', given(item.agentId, item.groupId, 'offline', item.reason), {
        decisionId,
        reason: item.reason,
        kind: 'offline',
      })
    case 'transferred': {
      const detail = { decisionId, kind: 'transfer', fromAgentId: item.fromAgentId, note: item.reason }
      return item.agentId === null
        ? both(
            'queued',
            { status: 'queued', agent: null, group: group(item.toGroupId), reason: 'no_room' },
            detail,
          )
        : both('transferred', given(item.agentId, item.toGroupId, type, null), detail)
    }
    case 'confirmation_asked':
      return both('status', { status: 'awaiting_confirmation', awaitingSince: null }, { by: 'agent' })
    case 'ended': {
      const status = item.by === 'system' ? 'ended_by_system' : 'ended'
      return both(
        'ended',
        { status, endedAt: iso(item.at), queue: null, awaitingSince: null },
        { by: item.by, reason: item.reason },
      )
    }
    case 'rating_invited':
      return both('rating_invited', { canRate: true })
    case 'rated':
      return both('rated', {
        rating: { score: item.score, tags: item.tags, comment: item.comment },
        canRate: false,
      })
    case 'wrapped_up': {
      const wrapUp = { id: item.wrapUpId, path: names.wrapUps.get(item.wrapUpId) ?? [] }
      return { type: 'wrapped_up', audience: 'staff', payload: { patch: { wrapUp } } }
    }
    case 'reopened':
      return both('reopened', { ...given(item.agentId, conversation.groupId, type, null), endedAt: null })
    default:
      return item satisfies never
  }
}

/** Direct, queued (it waited, then was assigned) or a message; null when it never reached an agent. */
export function creationTypeOf(conversation: Conversation): 'direct' | 'queued' | 'offline' {
  if (conversation.items.some((item) => item.type === 'taken_as_message')) return 'offline'
  const first = conversation.items.find((item) => item.type === 'queued' || item.type === 'assigned')
  return first?.type === 'assigned' ? 'direct' : 'queued'
}
