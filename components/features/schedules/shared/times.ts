import { boundsOf, DAY_MINUTES, type Segment } from '@/server/modules/schedules/contract'

const two = (value: number) => String(value).padStart(2, '0')

/** 09:30; what lies past midnight is said by its clock time. */
export const clockTime = (minute: number): string =>
  `${two(Math.floor((minute % DAY_MINUTES) / 60))}:${two(minute % 60)}`

/** 22:00–06:00⁺¹ where it reaches into the next day. */
export const spanText = (from: number, until: number): string =>
  `${clockTime(from)}–${clockTime(until)}${until > DAY_MINUTES ? '⁺¹' : ''}`

export function shiftSpan(segments: readonly Segment[]): string {
  const { from, until } = boundsOf(segments)
  return spanText(from, until)
}

/** Minutes after midnight of "9:30"; null when it is none. */
export function readClock(text: string): number | null {
  const match = /^(\d{1,2}):?(\d{2})$/.exec(text.trim())
  if (!match) return null
  const [hours, minutes] = [Number(match[1]), Number(match[2])]
  return hours <= 24 && minutes < 60 && hours * 60 + minutes <= DAY_MINUTES ? hours * 60 + minutes : null
}
