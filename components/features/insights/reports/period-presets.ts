/** Periods by name, as calendar dates; dates are plain days here, without a zone. */
export const presets = [
  'today',
  'yesterday',
  'last7',
  'last30',
  'last90',
  'last365',
  'month',
  'previousMonth',
  'custom',
] as const
export type Preset = (typeof presets)[number]
export type Dates = { from: string; to: string }

const dayMs = 86_400_000
const moved = (date: string, days: number) =>
  new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10)
const firstOfMonth = (date: string) => `${date.slice(0, 8)}01`

export function presetDates(preset: Exclude<Preset, 'custom'>, today: string): Dates {
  switch (preset) {
    case 'today':
      return { from: today, to: today }
    case 'yesterday':
      return { from: moved(today, -1), to: moved(today, -1) }
    case 'last7':
      return { from: moved(today, -6), to: today }
    case 'last30':
      return { from: moved(today, -29), to: today }
    case 'last90':
      return { from: moved(today, -89), to: today }
    case 'last365':
      return { from: moved(today, -364), to: today }
    case 'month':
      return { from: firstOfMonth(today), to: today }
    case 'previousMonth': {
      const last = moved(firstOfMonth(today), -1)
      return { from: firstOfMonth(last), to: last }
    }
    default:
      return preset satisfies never
  }
}

/** The calendar date of an instant in a zone. */
export const dateIn = (timeZone: string, at: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)

export const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
