import { type ImportProblem, inRowOrder, readTable } from '@/server/platform/csv'
import { calendarDate, findOverlaps, type HoursException, hoursException, type OpenSpan } from '../contract'

/**
 * Holidays and special days as lines of a file: whose hours, which date, why, and when it is open all the same
 * ("09:00-12:00; 13:00-15:00"; empty = closed). Every bad field of every line is listed.
 */
export const exceptionColumns = ['service_hours', 'date', 'occasion', 'open'] as const

export type ExceptionLine = { row: number; calendarId: string; exception: HoursException }

/** `calendars`: ids by name, lower case. */
export function readExceptions(
  records: readonly (readonly string[])[],
  calendars: ReadonlyMap<string, string>,
): { lines: ExceptionLine[]; problems: ImportProblem[] } {
  const table = readTable(records, {
    columns: exceptionColumns,
    required: ['service_hours', 'date'],
  })
  const seen = new Set<string>()
  const lines: ExceptionLine[] = []
  for (const row of table.rows) {
    const calendarId = row.value('service_hours', 'unknown_hours', (text) =>
      calendars.get(text.toLowerCase()),
    )
    const date = row.value('date', 'not_a_date', (text) => calendarDate.safeParse(text).data)
    const name = row.value('occasion', 'too_long', (text) => hoursException.shape.name.safeParse(text).data)
    const spans = row.value('open', 'bad_spans', readSpans)
    if (!calendarId || !date) continue
    if (seen.has(`${calendarId} ${date}`)) row.report('date', 'date_twice')
    seen.add(`${calendarId} ${date}`)
    if (spans && overlap(date, spans)) row.report('open', 'spans_overlap')
    lines.push({ row: row.row, calendarId, exception: { date, name: name ?? '', spans: spans ?? [] } })
  }
  return { lines, problems: inRowOrder(table.problems) }
}

function readSpans(text: string): OpenSpan[] | undefined {
  const spans = text
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [from, to] = part.split(/\s*[-–]\s*/)
      return { from, to }
    })
  return hoursException.shape.spans.safeParse(spans).data
}

const overlap = (date: string, spans: OpenSpan[]) =>
  findOverlaps({ weekly: {}, exceptions: [{ date, spans }] }).length > 0

export const writeSpans = (spans: readonly OpenSpan[]): string =>
  spans.map(({ from, to }) => `${from}-${to}`).join('; ')
