/**
 * A service that fails is left alone for a while: after five failures in a row nobody asks it for 30 s, then one
 * question at a time tries it, until one succeeds. Customers do not wait for a service that is known to be down.
 */
export const failuresToOpen = 5
export const openMs = 30_000
/** Longer than an answer may take: a process that dies while it tries holds up the others no longer. */
export const probeMs = 15_000

export type Circuit = { failures: number; openUntil: number | null; probingUntil: number | null }

export type CircuitState = 'closed' | 'open' | 'half_open'

export function circuitState({ failures, openUntil }: Circuit, at: number): CircuitState {
  if (failures < failuresToOpen) return 'closed'
  return openUntil !== null && at < openUntil ? 'open' : 'half_open'
}

/** no: not asked. probe: asked if nobody else tries it now. */
export function mayAsk(circuit: Circuit, at: number): 'yes' | 'probe' | 'no' {
  const state = circuitState(circuit, at)
  if (state === 'closed') return 'yes'
  if (state === 'open') return 'no'
  return circuit.probingUntil === null || circuit.probingUntil <= at ? 'probe' : 'no'
}
