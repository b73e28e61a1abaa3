import type { TicketStatus } from '../contract'
import { isDone } from './status'

export type Deadline = 'none' | 'later' | 'soon' | 'overdue'

/** Due within this time counts as soon. */
export const SOON_MS = 2 * 3_600_000

export function deadlineOf(ticket: { status: TicketStatus; dueAt: Date | null }, atMs: number): Deadline {
  if (!ticket.dueAt || isDone(ticket.status)) return 'none'
  const left = ticket.dueAt.getTime() - atMs
  if (left <= 0) return 'overdue'
  return left <= SOON_MS ? 'soon' : 'later'
}
