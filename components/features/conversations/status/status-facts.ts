import type { AgentStatusView } from '@/server/http/v1/contract'

/** A moment of the roster that explains the status: when the work ended, or how long this lasts. */
export type Boundary = { kind: 'ended' | 'breakUntil' | 'leaveUntil' | 'shiftUntil'; at: string }

export function boundaryOf({
  source,
  reason,
  rosterSince,
  rosterUntil,
  shiftEndsAt,
}: AgentStatusView): Boundary | null {
  if (source !== 'roster') return null
  if (reason === 'shift_ended' && rosterSince) return { kind: 'ended', at: rosterSince }
  if (reason === 'break' && rosterUntil) return { kind: 'breakUntil', at: rosterUntil }
  if (reason === 'leave' && rosterUntil) return { kind: 'leaveUntil', at: rosterUntil }
  if (reason === 'shift' && shiftEndsAt) return { kind: 'shiftUntil', at: shiftEndsAt }
  return null
}

/** How long somebody has been busy, in whole minutes; only that is worth a number. */
export function minutesIn({ status, since }: AgentStatusView, now: number): number | null {
  if (status !== 'busy') return null
  const minutes = Math.floor((now - Date.parse(since)) / 60_000)
  return minutes >= 1 ? minutes : null
}

const SOON_MS = 10 * 60_000
/** A shift that ended longer ago is not today's any more. */
const OVER_MS = 12 * 3_600_000

/** What the workspace offers at the end of a shift, as long as live conversations are held. */
export type ShiftNotice = { kind: 'soon'; key: string; minutes: number } | { kind: 'over'; key: string }

export function shiftNotice(status: AgentStatusView | null, held: number, now: number): ShiftNotice | null {
  if (!status || held === 0) return null
  const { shiftEndsAt, source, reason, rosterSince } = status
  if (shiftEndsAt) {
    const left = Date.parse(shiftEndsAt) - now
    if (left > SOON_MS) return null
    return { kind: 'soon', key: `soon:${shiftEndsAt}`, minutes: Math.max(0, Math.ceil(left / 60_000)) }
  }
  const ended = source === 'roster' && reason === 'shift_ended' && rosterSince
  if (!ended || now - Date.parse(rosterSince) > OVER_MS) return null
  return { kind: 'over', key: `over:${rosterSince}` }
}
