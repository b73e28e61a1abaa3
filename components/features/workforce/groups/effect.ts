import { type GroupDetail, type GroupWarning, weighGroup } from '@/server/modules/workforce/contract'
import type { Agents, GroupForm } from './form-values'

/** What saving this form changes now, and for whom; the drawer says it in words beside the form. */
export type Effect =
  | { kind: 'warning'; warning: GroupWarning }
  | { kind: 'levels'; first: string[]; later: string[] }
  | { kind: 'paused_overflow'; groupId: string }
  | { kind: 'paused_messages' }
  | { kind: 'limit_elsewhere'; name: string; limit: number; otherGroups: number }
  | { kind: 'holds_more'; name: string; holds: number; limit: number }
  | { kind: 'leaves_holding'; name: string; holds: number }
  | { kind: 'no_overflow'; seconds: number }
  | { kind: 'customer_chooses'; groupId: string | null }

export type Share = { agentId: string; name: string; share: number; before: number | null; places: number }

export function describeGroup(form: GroupForm, agents: Agents, stored: GroupDetail | null) {
  const nameOf = (agentId: string) => agents[agentId]?.name ?? agentId
  const weighed = weighGroup(form.members.map((member) => toWeight(member, agents)))
  const before = stored && weighGroup(stored.members.map((member) => toWeight(member, agents)))
  const shares: Share[] = form.members.map((member, index) => {
    const at = stored?.members.findIndex((other) => other.agentId === member.agentId) ?? -1
    return {
      agentId: member.agentId,
      name: nameOf(member.agentId),
      share: weighed.shares[index]?.share ?? 0,
      before: at < 0 ? null : (before?.shares[at]?.share ?? null),
      places: weighed.shares[index]?.places ?? 0,
    }
  })
  const effects: Effect[] = [
    ...weighed.warnings.map((warning) => ({ kind: 'warning' as const, warning })),
    ...queueEffects(form),
    ...levelEffects(form, nameOf),
    ...memberEffects(form, agents, stored),
  ]
  return { shares, places: weighed.places, placesBefore: before?.places ?? null, effects }
}

type Weighable = { agentId: string; quality: number; capacity: number | null; agentCapacity?: number }

/** A field that is being typed in may hold no number. */
function toWeight(member: Weighable, agents: Agents) {
  const agent = agents[member.agentId]
  const number = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : 0)
  return {
    quality: number(member.quality),
    enabled: agent?.enabled ?? true,
    capacity: member.capacity === null ? null : number(member.capacity),
    agentCapacity: number(member.agentCapacity ?? agent?.capacity),
  }
}

function queueEffects(form: GroupForm): Effect[] {
  const target = form.overflowGroupId
  const { overflow } = form.settings
  const onward = overflow === 'message' ? null : target
  if (form.intakePaused)
    return [onward ? { kind: 'paused_overflow', groupId: onward } : { kind: 'paused_messages' }]
  if (overflow === 'customer_chooses') return [{ kind: 'customer_chooses', groupId: target }]
  if (form.maxWaitSeconds && !onward) return [{ kind: 'no_overflow', seconds: form.maxWaitSeconds }]
  return []
}

function levelEffects(form: GroupForm, nameOf: (id: string) => string): Effect[] {
  const top = Math.max(...form.members.map((member) => member.level))
  const first = form.members.filter((member) => member.level === top)
  const later = form.members.filter((member) => member.level < top)
  if (later.length === 0) return []
  const names = (members: typeof first) => members.map((member) => nameOf(member.agentId))
  return [{ kind: 'levels', first: names(first), later: names(later) }]
}

function memberEffects(form: GroupForm, agents: Agents, stored: GroupDetail | null): Effect[] {
  const effects: Effect[] = []
  for (const { agentId, agentCapacity: limit } of form.members) {
    const agent = agents[agentId]
    if (!agent || agent.capacity === limit || !Number.isFinite(limit)) continue
    const otherGroups = stored?.members.find((member) => member.agentId === agentId)?.otherGroups ?? 0
    if (otherGroups > 0) effects.push({ kind: 'limit_elsewhere', name: agent.name, limit, otherGroups })
    if (agent.current > limit)
      effects.push({ kind: 'holds_more', name: agent.name, holds: agent.current, limit })
  }
  for (const { agentId, agent, current } of stored?.members ?? []) {
    if (current === 0 || form.members.some((member) => member.agentId === agentId)) continue
    effects.push({ kind: 'leaves_holding', name: agent.name, holds: current })
  }
  return effects
}
