import type { Answerable, Found } from './search-engine'

/** answer: sure enough to say it; did_you_mean: some are near; miss: nothing is, or it is none of ours. */
export type Verdict =
  | { kind: 'answer'; best: Found; others: Found[] }
  | { kind: 'did_you_mean'; near: Found[] }
  | { kind: 'miss' }

export const defaultThreshold = 0.45
/** Part of the threshold below which nothing is worth showing. */
const WORTH_SHOWING = 0.45
const SHOWN = 3

export function verdictOf({ found, aside }: Answerable, threshold = defaultThreshold): Verdict {
  const [best] = found
  if (!best || aside > best.score) return { kind: 'miss' }
  const near = found.filter(({ score }) => score >= threshold * WORTH_SHOWING).slice(0, SHOWN)
  if (best.score >= threshold) return { kind: 'answer', best, others: near.slice(1) }
  return near.length > 0 ? { kind: 'did_you_mean', near } : { kind: 'miss' }
}
