/**
 * Two spans that overlap are nearly always a slip (9–18 left standing beside 13–17), and a person who reads
 * them cannot tell which one was meant. So they are refused, and both are named. A week is a ring: a night
 * span of Sunday reaches into Monday. What an exception's night reaches into is left alone: it is one date.
 */
type Span = { from: string; to: string }
type Hours = { weekly: Record<string, Span[]>; exceptions: { date: string; spans: Span[] }[] }

/** `day` is a weekday or a date; `index` the span's place in its list. */
export type Place = { day: string; index: number; span: Span }
export type Overlap = { path: string; first: Place; second: Place }

const order = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const day = 24 * 60
const week = 7 * day

type Placed = Place & { path: string; start: number; end: number }

/** Each pair once; `path` is that of the later span's start. */
export function findOverlaps(hours: Hours): Overlap[] {
  const weekly = order.flatMap((name, at) =>
    place(name, `weekly.${name}`, hours.weekly[name] ?? [], at * day),
  )
  const dates = hours.exceptions.flatMap(({ date, spans }, at) =>
    pairsOf(place(date, `exceptions.${at}.spans`, spans, 0), (a, b) => meet(a, b)),
  )
  return [...pairsOf(weekly, meetInWeek), ...dates]
}

function place(name: string, path: string, spans: Span[], offset: number): Placed[] {
  return spans.map((span, index) => {
    const start = minutes(span.from)
    const end = minutes(span.to)
    const length = end > start ? end - start : end + day - start
    return {
      day: name,
      index,
      span,
      path: `${path}.${index}.from`,
      start: offset + start,
      end: offset + start + length,
    }
  })
}

function minutes(time: string): number {
  const [hour, minute] = time.split(':')
  return Number(hour) * 60 + Number(minute)
}

function pairsOf(places: Placed[], overlap: (a: Placed, b: Placed) => boolean): Overlap[] {
  return places.flatMap((second, at) =>
    places
      .slice(0, at)
      .filter((first) => overlap(first, second))
      .map((first) => ({ path: second.path, first: bare(first), second: bare(second) })),
  )
}

const bare = ({ day: name, index, span }: Placed): Place => ({ day: name, index, span })
const meet = (a: { start: number; end: number }, b: { start: number; end: number }) =>
  a.start < b.end && b.start < a.end

function meetInWeek(a: Placed, b: Placed): boolean {
  return [-week, 0, week].some((shift) => meet({ start: a.start + shift, end: a.end + shift }, b))
}
