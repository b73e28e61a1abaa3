/**
 * Calendar days as whole numbers (days since 1970-01-01), so that rosters of a hundred thousand cells are
 * compared by arithmetic. A number says nothing about a zone: that is the wall clock's part.
 */
const DAY_MS = 86_400_000

export const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS

export const isoDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)

/** 1 = Monday … 7 = Sunday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1

/** The Monday of the day's week. */
export const mondayOf = (day: number): number => day - weekdayOf(day) + 1

export function daysBetween(from: number, until: number): number[] {
  return Array.from({ length: Math.max(0, until - from) }, (_, index) => from + index)
}
