import { dayNumber, daysBetween, isoDay } from '@/server/modules/schedules/contract'

export const rosterViews = ['week', 'month'] as const
export type RosterView = (typeof rosterViews)[number]

/** First day of the week (1 = Monday … 7 = Sunday) and days the first week of a year has at least. */
export type WeekRule = { firstDay: number; minimalDays: number }

type WithWeek = Intl.Locale & { getWeekInfo?: () => WeekRule; weekInfo?: WeekRule }

/** As the reader's region has it; where the browser cannot say, as ISO 8601 has it. */
export function weekRuleOf(locale: string, region: string | undefined): WeekRule {
  const wanted = region && new Intl.Locale(region).language === locale ? region : locale
  const known = new Intl.Locale(wanted) as WithWeek
  const info = known.getWeekInfo?.() ?? known.weekInfo
  return { firstDay: info?.firstDay ?? 1, minimalDays: info?.minimalDays ?? 4 }
}

const weekday = (day: number) => ((((day + 3) % 7) + 7) % 7) + 1

export function startOfWeek(day: number, rule: WeekRule): number {
  return day - ((weekday(day) - rule.firstDay + 7) % 7)
}

export type Period = { from: string; until: string; days: string[] }

/** The week or the month that holds the day. */
export function periodOf(view: RosterView, anchor: string, rule: WeekRule): Period {
  const [from, until] = view === 'week' ? weekAround(anchor, rule) : monthAround(anchor)
  return { from: isoDay(from), until: isoDay(until), days: daysBetween(from, until).map(isoDay) }
}

function weekAround(anchor: string, rule: WeekRule): [number, number] {
  const from = startOfWeek(dayNumber(anchor), rule)
  return [from, from + 7]
}

function monthAround(anchor: string): [number, number] {
  const [year, month] = anchor.split('-').map(Number) as [number, number]
  return [Date.UTC(year, month - 1, 1) / 86_400_000, Date.UTC(year, month, 1) / 86_400_000]
}

/** The same day a period earlier or later; a month's day is its first. */
export function step(view: RosterView, anchor: string, by: 1 | -1): string {
  if (view === 'week') return isoDay(dayNumber(anchor) + 7 * by)
  const [year, month] = anchor.split('-').map(Number) as [number, number]
  return isoDay(Date.UTC(year, month - 1 + by, 1) / 86_400_000)
}

/** The number of the week that the day belongs to. */
export function weekNumber(day: string, rule: WeekRule): number {
  const start = startOfWeek(dayNumber(day), rule)
  // The week belongs to the year that holds its `minimalDays`th day counted from the end.
  const year = Number(isoDay(start + 7 - rule.minimalDays).slice(0, 4))
  const first = startOfWeek(dayNumber(`${year}-01-01`) + rule.minimalDays - 1, rule)
  return (start - first) / 7 + 1
}
