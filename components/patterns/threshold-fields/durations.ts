export const units = ['s', 'min', 'h', 'd'] as const
export type Unit = (typeof units)[number]

const unitMs: Record<Unit, number> = { s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 }
/** From how many on a unit is used: people say 60 s and 72 h, and not 1 min and 3 days. */
const least: Record<Unit, number> = { d: 4, h: 2, min: 2, s: 0 }

export type Duration = { amount: number; unit: Unit }

/** The largest usual unit that says it without a fraction; seconds otherwise. */
export function splitDuration(ms: number): Duration {
  const unit = ([...units].reverse() as Unit[]).find(
    (candidate) => ms % unitMs[candidate] === 0 && ms / unitMs[candidate] >= least[candidate],
  )
  return { amount: ms / unitMs[unit ?? 's'], unit: unit ?? 's' }
}

/** Milliseconds, whole. */
export function joinDuration({ amount, unit }: Duration): number {
  return Math.round(amount * unitMs[unit])
}
