/**
 * Shifts and cycles as lines of a file, and back. Times are those of the clock; a span that ends before it begins
 * ends on the next day, and what lies before the begin of the shift lies on the next day too.
 */
import { type ImportProblem, inRowOrder, readTable, readYesNo, type TableRow } from '@/server/platform/csv'
import { templateColors, templateSettings } from '../contract'
import { checkSegments, DAY_MINUTES, inOrder, type Segment } from './segments'

export const templateColumns = ['name', 'code', 'color', 'times', 'breaks', 'disabled'] as const
export const rotationColumns = ['name', 'cycle', 'disabled'] as const
export const FREE = '-'

type TemplateColumn = (typeof templateColumns)[number]
type Template = { name: string; code: string; color: string; segments: readonly Segment[]; disabled: boolean }
type Line<T> = Partial<Omit<T, 'name'>> & { name: string }
export type TemplateLine = Line<Template & { color: (typeof templateColors)[number] }>
export type RotationLine = Line<{ name: string; days: (string | null)[]; disabled: boolean }>

const clockOf = (minute: number) => {
  const within = minute % DAY_MINUTES
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`
}

export function templateCells({ name, code, color, segments, disabled }: Template): string[] {
  const spans = (kind: Segment['kind']) =>
    segments
      .filter((segment) => segment.kind === kind)
      .map(({ from, until }) => `${clockOf(from)}-${clockOf(until)}`)
      .join('; ')
  return [name, code, color, spans('work'), spans('break'), disabled ? 'yes' : 'no']
}

export function rotationCells(
  { name, days, disabled }: { name: string; days: readonly (string | null)[]; disabled: boolean },
  nameOf: (templateId: string) => string,
): string[] {
  return [name, days.map((day) => (day === null ? FREE : nameOf(day))).join('; '), disabled ? 'yes' : 'no']
}

const parts = (text: string) =>
  text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')

function readSpans(kind: Segment['kind'], text: string): Segment[] | undefined {
  const spans = parts(text).map((part) => {
    const [, ...digits] = /^(\d{1,2}):([0-5]\d)\s*[-–]\s*(\d{1,2}):([0-5]\d)$/.exec(part) ?? []
    const [h = 99, m = 0, untilH = 99, untilM = 0] = digits.map(Number)
    if (h > 23 || untilH > 24) return null
    const [from, until] = [h * 60 + m, untilH * 60 + untilM]
    return { kind, from, until: until <= from ? until + DAY_MINUTES : until }
  })
  return spans.some((span) => span === null) ? undefined : spans.filter((span) => span !== null)
}

function readSegments(row: TableRow<TemplateColumn>, longestMinutes: number): Segment[] | undefined {
  if (row.text('times') === undefined) return undefined
  const work = row.value('times', 'bad_spans', (text) => readSpans('work', text))
  const breaks = row.value('breaks', 'bad_spans', (text) => readSpans('break', text)) ?? []
  if (!work) return undefined
  const begin = work[0]?.from ?? 0
  const segments = inOrder(
    [...work, ...breaks].map((span) =>
      span.from < begin ? { ...span, from: span.from + DAY_MINUTES, until: span.until + DAY_MINUTES } : span,
    ),
  )
  const [issue] = checkSegments(segments, longestMinutes)
  if (!issue) return segments
  const long = issue.code === 'shift_too_long'
  row.report(issue.code === 'break_outside' ? 'breaks' : 'times', long ? 'shift_too_long' : 'bad_shift')
  return undefined
}

export function readTemplateLines(
  records: readonly (readonly string[])[],
  { known, longestMinutes }: { known: ReadonlySet<string>; longestMinutes: number },
): { lines: TemplateLine[]; problems: ImportProblem[] } {
  const { shape } = templateSettings
  const table = readTable(records, { columns: templateColumns, required: ['name'] })
  const lines = table.rows.map((row): TemplateLine => {
    const line = {
      code: row.value('code', 'bad_code', (text) => shape.code.safeParse(text).data),
      color: row.value('color', 'bad_shift_color', (text) =>
        text === '' ? 'blue' : templateColors.find((color) => color === text.toLowerCase()),
      ),
      segments: readSegments(row, longestMinutes),
      disabled: row.value('disabled', 'not_yes_no', readYesNo),
    }
    const name = readName(row)
    if (!known.has(name.toLowerCase())) {
      if (row.text('code') === undefined) row.report('code', 'bad_code')
      if (row.text('times') === undefined) row.report('times', 'bad_spans')
    }
    return { name, ...present(line) }
  })
  reportTwice(table.rows)
  return { lines, problems: inRowOrder(table.problems) }
}

/** `templates`: ids by name and by code, lower case. */
export function readRotationLines(
  records: readonly (readonly string[])[],
  templates: ReadonlyMap<string, string>,
  mostDays: number,
): { lines: RotationLine[]; problems: ImportProblem[] } {
  const table = readTable(records, {
    ...{ columns: rotationColumns, required: ['name', 'cycle'] as const, ignored: ['agents'] },
  })
  const lines = table.rows.map((row): RotationLine => {
    const days = row.value('cycle', 'unknown_template', (text) => {
      const cycle = parts(text).map((day) => (day === FREE ? null : templates.get(day.toLowerCase())))
      return cycle.length === 0 || cycle.length > mostDays || cycle.includes(undefined)
        ? undefined
        : cycle.map((day) => day ?? null)
    })
    return {
      name: readName(row),
      ...present({ days, disabled: row.value('disabled', 'not_yes_no', readYesNo) }),
    }
  })
  reportTwice(table.rows)
  return { lines, problems: inRowOrder(table.problems) }
}

const readName = <C extends string>(row: TableRow<C | 'name'>) =>
  row.value('name', 'bad_name', (text) => (text.length > 0 && text.length <= 60 ? text : undefined)) ?? ''

function reportTwice<C extends string>(rows: readonly TableRow<C | 'name'>[]): void {
  const seen = new Set<string>()
  for (const row of rows) {
    const name = (row.text('name') ?? '').toLowerCase()
    if (name !== '' && seen.has(name)) row.report('name', 'name_twice')
    seen.add(name)
  }
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> }
const present = <T extends object>(line: T) =>
  Object.fromEntries(Object.entries(line).filter(([, value]) => value !== undefined)) as Present<T>
