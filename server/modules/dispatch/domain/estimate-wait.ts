/**
 * An honest guess at how long a queued customer will wait, or null where none can be given.
 *
 * Whoever stands at place k is served when k places have come free, so the estimate is k ÷ rate of departure.
 * The rate has two sources. What the agents can do: `places` that each come free once per mean holding time
 * (the queue-length estimator k · H ÷ s, W. Whitt, "Predicting Queueing Delays", Management Science 45(6),
 * 1999). What the queue did: n assignments out of it while somebody was waiting (an empty queue says nothing
 * about pace). The first knows nothing of breaks and of other queues on the same agents, the second is rough
 * while n is small. They are joined as a gamma prior with a Poisson count, the model counting as `priorWeight`
 * assignments seen at its own rate:
 *
 *   rate = (priorWeight + n) ÷ (priorWeight ÷ modelRate + time observed)
 *
 * With many assignments the queue's own pace decides; at first the model does, slowed by a queue that stands.
 */
export interface WaitInput {
  /** Place in the queue, from 1. */
  position: number
  at: number
  /** When customers were assigned out of this queue; those before the time observed are ignored. */
  recentAssignments: number[]
  /** Since when the queue has not been empty; the entry of the longest waiting customer will do. */
  queueingSince: number
  /** Look back no further than this. */
  windowMs: number
  /** Conversations that the agents able to serve this queue (online, weight above 0) hold at once: Σ limits. */
  places: number
  /** Mean time a conversation holds its place; null while nothing has been measured. */
  meanHoldingMs: number | null
}

const priorWeight = 3
const longestMs = 2 * 3_600_000

/** Up to so many ms, say it in steps of so many ms: a precise number would be a lie. */
const steps = [
  { upTo: 60_000, step: 15_000 },
  { upTo: 300_000, step: 30_000 },
  { upTo: 1_200_000, step: 60_000 },
  { upTo: longestMs, step: 300_000 },
]

/**
 * Whole seconds, rounded up to a step. Null with nobody there to serve, with neither a measured holding time
 * nor enough assignments to see a pace, and beyond two hours, where no such guess is worth its name.
 */
export function estimateWaitSeconds(input: WaitInput): number | null {
  const rate = departureRate(input)
  if (input.places <= 0 || rate === null) return null
  const waitMs = Math.max(1, input.position) / rate
  const scale = steps.find(({ upTo }) => waitMs <= upTo)
  return scale === undefined ? null : (Math.ceil(waitMs / scale.step) * scale.step) / 1000
}

/** Per ms. */
function departureRate(input: WaitInput): number | null {
  const { at, places, meanHoldingMs } = input
  const from = Math.max(at - input.windowMs, Math.min(input.queueingSince, at))
  const seen = input.recentAssignments.filter((time) => time > from && time <= at).length
  const observedMs = at - from
  if (meanHoldingMs === null || meanHoldingMs <= 0) return seen < priorWeight ? null : seen / observedMs
  const modelRate = places / meanHoldingMs
  return (priorWeight + seen) / (priorWeight / modelRate + observedMs)
}
