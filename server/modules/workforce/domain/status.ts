/**
 * Layer 2: whether a person is there. Three sources decide in a fixed order, and the answer names the one that
 * did: without a live connection an agent is offline; else the last choice made since the roster last changed;
 * else the roster itself. A choice never outlives a roster boundary, so nobody stays "online" over the night.
 */
export type AgentStatus = 'online' | 'busy' | 'offline'
export type StatusSource = 'connection' | 'choice' | 'roster'

export interface StatusInput {
  at: number
  /** When the connection lease runs out; null without any. */
  leaseExpiresAt: number | null
  /** The last choice of the agent or a supervisor. */
  choice: { status: AgentStatus; reason: string | null; at: number } | null
  roster: {
    state: 'shift' | 'break' | 'leave' | 'shift_ended' | 'no_shift'
    /** When that state began; null when there never was a boundary. */
    since: number | null
  }
}

export interface DerivedStatus {
  status: AgentStatus
  source: StatusSource
  reason: string | null
}

const byRoster: Record<StatusInput['roster']['state'], AgentStatus> = {
  shift: 'online',
  break: 'busy',
  leave: 'offline',
  shift_ended: 'offline',
  no_shift: 'offline',
}

export function deriveStatus({ at, leaseExpiresAt, choice, roster }: StatusInput): DerivedStatus {
  if (leaseExpiresAt === null || leaseExpiresAt <= at) {
    return { status: 'offline', source: 'connection', reason: 'no_connection' }
  }
  if (choice !== null && (roster.since === null || choice.at >= roster.since)) {
    return { status: choice.status, source: 'choice', reason: choice.reason }
  }
  return { status: byRoster[roster.state], source: 'roster', reason: roster.state }
}
