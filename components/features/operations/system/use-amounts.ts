import { useFormatter } from 'next-intl'

const MINUTE = 60
const HOUR = 3_600
const DAY = 86_400

/** Times, sizes and numbers as the reader's language writes them; `at` is the moment they are told. */
export function useAmounts(at: number) {
  const format = useFormatter()
  const unit = (value: number, name: string, digits = 0) =>
    format.number(value, { style: 'unit', unit: name, maximumFractionDigits: digits })
  const seconds = (value: number) => {
    if (value < 1) return unit(Math.round(value * 1_000), 'millisecond')
    if (value < 2 * MINUTE) return unit(Math.round(value), 'second')
    if (value < 2 * HOUR) return unit(Math.round(value / MINUTE), 'minute')
    return value < 2 * DAY ? unit(Math.round(value / HOUR), 'hour') : unit(Math.round(value / DAY), 'day')
  }
  const bytes = (value: number) => {
    if (value < 1e6) return unit(value / 1e3, 'kilobyte')
    if (value < 1e9) return unit(value / 1e6, 'megabyte')
    return value < 1e12 ? unit(value / 1e9, 'gigabyte', 1) : unit(value / 1e12, 'terabyte', 1)
  }
  return {
    seconds,
    bytes,
    milliseconds: (value: number) => (value < 1_000 ? unit(value, 'millisecond') : seconds(value / 1_000)),
    number: (value: number) => format.number(value),
    clock: (value: number) => format.dateTime(new Date(value), { timeStyle: 'medium' }),
    /** How long ago; a moment ahead is still to come. */
    ago: (value: number | null) =>
      value === null ? '–' : format.relativeTime(new Date(value), new Date(at)),
  }
}
