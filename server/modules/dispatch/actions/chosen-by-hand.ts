import type { DispatchDecision, HandAct } from '../contract'
import type { Receiver } from '../store/find-receiver'
import type { Configuration } from '../store/load-configuration'

/** Whoever is not online with room takes it beyond the limit. */
export const isBeyondLimit = (receiver: Receiver): boolean =>
  receiver.status !== 'online' ||
  receiver.current >= receiver.limit ||
  (receiver.groupFree !== null && receiver.groupFree <= 0)

export type ByHand = { by: string; act: HandAct; overLimit: boolean; note: string }

/** A decision made by a person: the record says who was chosen and how they stood. */
export function chosenByHand(
  receiver: Receiver,
  groupId: string,
  configuration: Configuration,
  byHand?: ByHand,
): DispatchDecision {
  return {
    outcome: 'assign',
    reason: 'by_hand',
    fixedGroup: true,
    ruleGroup: { id: groupId, name: configuration.groups.get(groupId)?.name ?? null },
    creationType: 'direct',
    agentId: receiver.agentId,
    groupId,
    groupName: configuration.groups.get(groupId)?.name ?? null,
    ...{
      priority: 0,
      priorityBoost: 0,
      rules: [],
      overflow: [],
      overrides: [],
      qualitySum: 0,
      candidates: [],
    },
    omitted: { count: 0, byReason: {} },
    winner: {
      agentId: receiver.agentId,
      name: receiver.name,
      status: receiver.status,
      statusReason: null,
      limit: receiver.limit,
      current: receiver.current,
      basis: { kind: 'agent', limit: receiver.limit, free: Math.max(0, receiver.limit - receiver.current) },
      space: receiver.limit > 0 ? Math.max(0, receiver.limit - receiver.current) / receiver.limit : 0,
      ...{ quality: 0, qualityShare: 0, product: 0, level: 1, lastAssignedAt: null, excluded: null },
    },
    ...{ tieBreak: 'none', receiver: null, hold: null, choice: null, warnings: [] },
    ...(byHand ? { byHand } : {}),
    configVersion: configuration.version,
  }
}
