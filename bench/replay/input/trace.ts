import { UsageError } from '../options'
import { readLines } from './read-input'
import { type Call, header, parseTraceLine } from './trace-line'

const DAY_MS = 86_400_000

export type Trace = {
  /** In the order of time. */
  calls: Call[]
  /** Not calls, by the trace's own word. */
  phantoms: number
  malformed: number
}

/** The calls of these days, both included. @throws {UsageError} */
export function readTrace(file: string, from: string, to: string): Trace {
  const [first, ...lines] = readLines('arrivals', file)
  if (first?.split('\t').join(' ') !== header.join(' ')) {
    throw new UsageError(`--arrivals ${file} is not such a trace: its first line is not the expected header.`)
  }
  return parseTrace(lines, from, to)
}

export function parseTrace(lines: string[], from: string, to: string): Trace {
  const trace: Trace = { calls: [], phantoms: 0, malformed: 0 }
  for (const [index, line] of lines.entries()) {
    const parsed = parseTraceLine(line)
    if (parsed.kind === 'malformed') trace.malformed += 1
    else if (parsed.date < from || parsed.date > to) continue
    else if (parsed.kind === 'phantom') trace.phantoms += 1
    else
      trace.calls.push({ ...parsed.call, line: index + 2, at: dayStart(parsed.date, from) + parsed.call.at })
  }
  trace.calls.sort((a, b) => a.at - b.at || a.line - b.line)
  return trace
}

const dayStart = (date: string, from: string): number =>
  Math.round((Date.parse(`${date}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS) * DAY_MS
