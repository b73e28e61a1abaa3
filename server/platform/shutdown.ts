/**
 * Orderly stop across module graphs: whoever holds something open says how to close it, and the entry closes
 * by phase. Streams end first, because an open one would keep the HTTP server waiting for ever; pools last,
 * because everything before may still write.
 */
const phases = ['streams', 'jobs', 'pools'] as const
export type ShutdownPhase = (typeof phases)[number]
type Closer = () => void | Promise<void>

const shared = globalThis as {
  switchyardClosers?: Map<ShutdownPhase, Set<Closer>>
  switchyardLeaving?: boolean
}
shared.switchyardClosers ??= new Map(phases.map((phase) => [phase, new Set<Closer>()]))
const closers = shared.switchyardClosers

/** Returns a function that takes the registration back. */
export function onShutdown(phase: ShutdownPhase, close: Closer): () => void {
  closers.get(phase)?.add(close)
  return () => closers.get(phase)?.delete(close)
}

/** Closes everything of one phase at once; one that fails does not keep the others open. */
export async function shutDown(phase: ShutdownPhase, report: (error: unknown) => void): Promise<void> {
  const list = [...(closers.get(phase) ?? [])]
  closers.get(phase)?.clear()
  const results = await Promise.allSettled(list.map(async (close) => close()))
  for (const result of results) if (result.status === 'rejected') report(result.reason)
}

/** From now on a balancer is told to send nobody here. */
export function announceLeaving(): void {
  shared.switchyardLeaving = true
}

export const isLeaving = (): boolean => shared.switchyardLeaving === true
