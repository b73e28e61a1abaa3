export const presets = ['soon', 'hours', 'tomorrow', 'week'] as const
export type Preset = (typeof presets)[number]

const at9 = (from: Date, days: number): Date => {
  const day = new Date(from)
  day.setDate(day.getDate() + days)
  day.setHours(9, 0, 0, 0)
  return day
}

/** In half an hour, in three, tomorrow and next Monday at nine, in the reader's zone. */
export function presetTimes(now: Date): Record<Preset, Date> {
  return {
    soon: new Date(now.getTime() + 30 * 60_000),
    hours: new Date(now.getTime() + 3 * 3_600_000),
    tomorrow: at9(now, 1),
    week: at9(now, (8 - now.getDay()) % 7 || 7),
  }
}
