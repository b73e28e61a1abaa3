import type { HoursException } from '../contract'

/** Dates of both, in order where any was taken; of a date that both have, the new one where it replaces. */
export function mergeExceptions(
  standing: readonly HoursException[],
  added: readonly HoursException[],
  replace: boolean,
): HoursException[] {
  const dates = new Map(standing.map((exception) => [exception.date, exception]))
  const taken = added.filter(({ date }) => replace || !dates.has(date))
  if (taken.length === 0) return [...standing]
  for (const exception of taken) dates.set(exception.date, exception)
  return [...dates.values()].sort((a, b) => (a.date < b.date ? -1 : 1))
}
