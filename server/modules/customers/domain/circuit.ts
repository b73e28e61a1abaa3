/**
 * When the shop is asked at all. After a few failures in a row it is left alone for a while, longer each time, so
 * that a shop that is down costs nobody a wait; then one question finds out whether it is back.
 */
export type Circuit = { failures: number; openUntil: number }

export const closed: Circuit = { failures: 0, openUntil: 0 }
const FROM = 3
const PAUSE_MS = 15_000
const LONGEST_MS = 5 * 60_000

export const mayAsk = ({ openUntil }: Circuit, at: number): boolean => at >= openUntil

export function afterAnswer(circuit: Circuit, good: boolean, at: number): Circuit {
  if (good) return closed
  const failures = circuit.failures + 1
  if (failures < FROM) return { failures, openUntil: 0 }
  return { failures, openUntil: at + Math.min(LONGEST_MS, PAUSE_MS * 2 ** (failures - FROM)) }
}
