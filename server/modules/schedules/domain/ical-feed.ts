/**
 * A calendar as other programs subscribe to it (RFC 5545): lines of at most 75 octets that never cut a
 * character, escaped text, moments in UTC so that no zone has to be described, whole days as dates, and ids
 * that stay the same, so that a reader changes an entry instead of doubling it.
 */
export type FeedEvent = {
  uid: string
  /** When this version was made; epoch ms. */
  stampMs: number
  summary: string
  description: string
  /** Instants in epoch ms, or dates ('YYYY-MM-DD', the end excluded) for whole days. */
  when: { from: number; until: number } | { firstDay: string; afterDay: string }
  /** Away: the time does not count as taken. */
  free: boolean
}

const OCTETS = 75

/** CRLF after every line, as the format demands. */
export function writeIcal(name: string, events: readonly FeedEvent[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Switchyard//Schedule//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${fold(line)}\r\n`).join('')
}

function eventLines({ uid, stampMs, summary, description, when, free }: FeedEvent): string[] {
  const times =
    'from' in when
      ? [`DTSTART:${utcTime(when.from)}`, `DTEND:${utcTime(when.until)}`]
      : [`DTSTART;VALUE=DATE:${plainDate(when.firstDay)}`, `DTEND;VALUE=DATE:${plainDate(when.afterDay)}`]
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(uid)}`,
    `DTSTAMP:${utcTime(stampMs)}`,
    ...times,
    `SUMMARY:${escapeText(summary)}`,
    ...(description ? [`DESCRIPTION:${escapeText(description)}`] : []),
    `TRANSP:${free ? 'TRANSPARENT' : 'OPAQUE'}`,
    'END:VEVENT',
  ]
}

const utcTime = (ms: number) => `${new Date(ms).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`
const plainDate = (date: string) => date.replaceAll('-', '')

export function escapeText(text: string): string {
  return text
    .replace(/[\\;,]/g, (found) => `\\${found}`)
    .replace(/\r\n?|\n/g, '\\n')
    .replace(/[^\P{Cc}\t]/gu, '')
}

/** A line goes on after a break and a space, which count as part of the next one. */
export function fold(line: string): string {
  const parts: string[] = []
  let part = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character, 'utf8')
    if (octets + size > OCTETS) {
      parts.push(part)
      part = ' '
      octets = 1
    }
    part += character
    octets += size
  }
  return [...parts, part].join('\r\n')
}
