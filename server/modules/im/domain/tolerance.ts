/** A signature is good for two hours before and after the time it names, as the IM's own server judges. */
export const TOLERANCE_MS = 2 * 3_600_000

export type SignedHeaders = { nonce: string; timestamp: string; rid: string; sign: string }
export type TimeVerdict = 'good' | 'late' | 'wrong'

/** `late`: outside the tolerance, whichever way; `wrong`: no time at all. */
export function judgeTime(timestamp: string, at: number): TimeVerdict {
  if (!/^\d{10,16}$/.test(timestamp)) return 'wrong'
  return Math.abs(Number(timestamp) - at) <= TOLERANCE_MS ? 'good' : 'late'
}
