/**
 * Which way a ticket may go. Only what was solved can be closed, so that a customer never finds a closed ticket
 * that nobody answered; and what is done is taken up again before anything else happens to it.
 */
import type { TicketStatus } from '../contract'

export type MoveRefusal = 'same' | 'never_new_again' | 'solve_first' | 'reopen_first' | 'blocked'

type Answer = 'yes' | Exclude<MoveRefusal, 'blocked'>
const inWork = (own: TicketStatus): Record<TicketStatus, Answer> => ({
  ...{ new: 'never_new_again', open: 'yes', pending: 'yes', on_hold: 'yes', solved: 'yes' },
  closed: 'solve_first',
  [own]: 'same',
})

const moves: Record<TicketStatus, Record<TicketStatus, Answer>> = {
  new: inWork('new'),
  open: inWork('open'),
  pending: inWork('pending'),
  on_hold: inWork('on_hold'),
  solved: {
    ...{ new: 'never_new_again', open: 'yes', pending: 'reopen_first', on_hold: 'reopen_first' },
    ...{ solved: 'same', closed: 'yes' },
  },
  closed: {
    ...{ new: 'never_new_again', open: 'yes', pending: 'reopen_first', on_hold: 'reopen_first' },
    ...{ solved: 'reopen_first', closed: 'same' },
  },
}

/** null: it may. `blockers`: tickets that block this one and are not done. */
export function refusedMove(from: TicketStatus, to: TicketStatus, blockers: number): MoveRefusal | null {
  const answer = moves[from][to]
  if (answer !== 'yes') return answer
  return to === 'solved' && blockers > 0 ? 'blocked' : null
}

export const isDone = (status: TicketStatus): boolean => status === 'solved' || status === 'closed'

export const reopens = (from: TicketStatus, to: TicketStatus): boolean => isDone(from) && !isDone(to)
