/**
 * How many agents a half hour needs, by Erlang C (A. K. Erlang 1917; in the form of G. Koole, Call Center
 * Optimization, 2013, chapter 3): customers arrive at random, wait when all places are taken, and leave only
 * once served. An agent who carries c conversations at once is c places. Handle time ÷ occupancy alone would
 * say too little for small teams, where chance weighs most.
 */

export type Demand = {
  /** Conversations that arrive in the interval. */
  arrivals: number
  intervalSeconds: number
  handleSeconds: number
  /** Share 0…1 of customers who wait at most `withinSeconds`. */
  serviceShare: number
  withinSeconds: number
  /** Share 0…1 of places in use that nobody should work beyond for long. */
  maxOccupancy: number
  /** Conversations that one agent carries at once. */
  concurrency: number
}

/** Offered load in erlangs: places that would be in use all the time. */
export const loadOf = ({ arrivals, intervalSeconds, handleSeconds }: Demand): number =>
  (arrivals * handleSeconds) / intervalSeconds

/** Probability that an arrival waits. By the recursion of Erlang B, which stays in range for any load. */
export function erlangC(places: number, load: number): number {
  if (load <= 0) return 0
  if (places <= load) return 1
  let blocked = 1
  for (let n = 1; n <= places; n += 1) blocked = (load * blocked) / (n + load * blocked)
  return (places * blocked) / (places - load * (1 - blocked))
}

/** Share of arrivals that wait at most so long. */
export function serviceShare(
  places: number,
  load: number,
  handleSeconds: number,
  withinSeconds: number,
): number {
  if (load <= 0) return 1
  if (places <= load) return 0
  return 1 - erlangC(places, load) * Math.exp((-(places - load) * withinSeconds) / handleSeconds)
}

/** The fewest agents with whom service share and occupancy hold; 0 where nobody comes. */
export function agentsNeeded(demand: Demand): number {
  const load = loadOf(demand)
  if (load <= 0) return 0
  const holds = (agents: number) => {
    const places = agents * demand.concurrency
    return (
      load / places <= demand.maxOccupancy &&
      serviceShare(places, load, demand.handleSeconds, demand.withinSeconds) >= demand.serviceShare
    )
  }
  // One below the quotient: 28.5 ÷ 0.57 is a hair over 50 in floating point, though 50 hold.
  const byOccupancy = Math.ceil(load / demand.concurrency / demand.maxOccupancy)
  let agents = Math.max(1, byOccupancy - 1)
  while (!holds(agents)) agents += 1
  return agents
}
