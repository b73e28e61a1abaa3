import { describe, expect, it } from 'vitest'
import { ticketStatuses } from '../contract'
import { refusedMove, reopens } from './status'

/** Rows: from; columns: to, in the order of the statuses. y = may. */
const table = `
  new     same  y     y     y     y     solve
  open    never same  y     y     y     solve
  pending never y     same  y     y     solve
  on_hold never y     y     same  y     solve
  solved  never y     again again same  y
  closed  never y     again again again same`
const words: Record<string, string | null> = {
  ...{ y: null, same: 'same', never: 'never_new_again', solve: 'solve_first', again: 'reopen_first' },
}
const cases = table
  .trim()
  .split('\n')
  .flatMap((line) => {
    const [from, ...cells] = line.trim().split(/\s+/)
    return cells.map((cell, i) => [from, ticketStatuses[i], words[cell]] as const)
  })

describe('the status of a ticket', () => {
  it('has a rule for every pair', () => expect(cases).toHaveLength(ticketStatuses.length ** 2))
  it.each(cases)('%s → %s: %s', (from, to, answer) => {
    expect(refusedMove(from as never, to as never, 0)).toBe(answer)
  })
  it('is not solved while another one blocks it, and everything else goes on', () => {
    expect(refusedMove('open', 'solved', 1)).toBe('blocked')
    expect(refusedMove('open', 'pending', 1)).toBeNull()
    expect(refusedMove('solved', 'solved', 1)).toBe('same')
  })
  it('counts as reopened when what was done is worked on again', () => {
    expect(reopens('closed', 'open')).toBe(true)
    expect(reopens('solved', 'closed')).toBe(false)
    expect(reopens('pending', 'open')).toBe(false)
  })
})
