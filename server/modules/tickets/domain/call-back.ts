import type { CallBackResult, CallBackState } from '../contract'

/** Reached, or a number that reaches nobody: over. Otherwise it waits for the time that was agreed on, else it is over too. */
export function afterCall(
  result: CallBackResult,
  dueAt: Date | null,
): { state: CallBackState; dueAt: Date | null } {
  const again = dueAt !== null && (result === 'try_again' || result === 'not_reached')
  return again ? { state: 'waiting', dueAt } : { state: 'done', dueAt: null }
}
