import { round, spreadOf } from './statistics'

/** What a customer was told, and how long it took from then on. */
export type Estimated = { toldSeconds: number; waitedSeconds: number }

export type EstimateFacts = {
  given: number
  medianErrorSeconds: number
  meanErrorSeconds: number
  /** Share whose error is at most half of the wait itself; null without any. */
  withinHalf: number | null
  /** Mean of told minus waited: above 0 the estimates are too long. */
  biasSeconds: number
  meanWaitSeconds: number
}

/** See README.md, "estimate". */
export function judgeEstimates(pairs: Estimated[]): EstimateFacts {
  const errors = pairs.map(({ toldSeconds, waitedSeconds }) => Math.abs(toldSeconds - waitedSeconds))
  const good = pairs.filter(({ waitedSeconds }, i) => errors[i]! <= waitedSeconds / 2)
  const { mean, p50 } = spreadOf(errors)
  return {
    given: pairs.length,
    medianErrorSeconds: p50,
    meanErrorSeconds: mean,
    withinHalf: pairs.length === 0 ? null : round(good.length / pairs.length),
    biasSeconds: spreadOf(pairs.map(({ toldSeconds, waitedSeconds }) => toldSeconds - waitedSeconds)).mean,
    meanWaitSeconds: spreadOf(pairs.map(({ waitedSeconds }) => waitedSeconds)).mean,
  }
}
