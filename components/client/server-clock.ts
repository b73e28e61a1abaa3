/**
 * Waiting times are counted on the server's clock: one's own may be wrong by a day. The Date header of every
 * answer corrects it, where it is off by more than its resolution of a second explains.
 */
const TOLERANCE_MS = 2_000
let offsetMs = 0

export function noteServerTime(header: string | null): void {
  const at = header ? Date.parse(header) : Number.NaN
  if (Number.isNaN(at)) return
  const offset = at - Date.now()
  offsetMs = Math.abs(offset) > TOLERANCE_MS ? offset : 0
}

/** Epoch ms as the server would say it. */
export const serverNow = (): number => Date.now() + offsetMs
