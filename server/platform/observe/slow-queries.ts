import { env } from '../env'
import { log } from '../log'
import { currentOrigin, type Running, runAs } from '../request-context'
import { singleton } from '../singleton'
import { instruments } from './instruments'

/**
 * Statements that took longer than SLOW_QUERY_MS. What is written down of one is its name, or verb and table, never
 * a value: those could be a customer's words.
 */
export type SlowQuery = {
  at: number
  statement: string
  ms: number
  rows: number | null
  failed: boolean
  requestId: string | null
}

const KEPT = 50
/** A database that stands still makes all statements slow at once: so many lines a second say it. */
const LINES_A_SECOND = 10
/** So many names of statements are told apart in the metrics; the code has more, but not so many slow ones. */
const MAX_NAMES = 200

type Slow = {
  recent: SlowQuery[]
  total: number
  names: Set<string>
  limitMs: number
  /** Lines of this second, and how many were left out since the last. */
  second: number
  lines: number
  leftOut: number
}
const slow = () =>
  singleton(
    'observe.slow',
    (): Slow => ({
      ...{ recent: [], total: 0, names: new Set(), limitMs: env().slowQueryMs },
      ...{ second: 0, lines: 0, leftOut: 0 },
    }),
  )

/** What a statement is called: its own name, or its verb and the first table it names. */
export function statementName(query: unknown): string {
  const { name, text } = typeof query === 'string' ? { name: undefined, text: query } : asked(query)
  if (name) return name
  const bare = text.replace(/'(?:[^']|'')*'/g, '?').replace(/--.*$|\/\*[\s\S]*?\*\//gm, ' ')
  const verb = /[a-z]+/i.exec(bare)?.[0]?.toLowerCase() ?? 'statement'
  const table =
    /\b(?:from|into|update|join|table)\s+(?:only\s+)?((?:"?[a-z_][a-z_0-9]*"?\.)*"?[a-z_][a-z_0-9]*"?)/i.exec(
      bare,
    )
  const bareTable = table?.[1]?.replaceAll('"', '').replace(/^public\./, '')
  return bareTable ? `${verb} ${bareTable}`.slice(0, 80) : verb
}

function asked(query: unknown): { name: string | undefined; text: string } {
  const { name, text } = (query ?? {}) as { name?: unknown; text?: unknown }
  return {
    name: typeof name === 'string' && name !== '' ? name : undefined,
    text: typeof text === 'string' ? text : '',
  }
}

/** What is known of a statement that has ended. `running` is whoever asked for it. */
export type Ended = { query: unknown; ms: number; rows: number | null; failed: boolean }

/** Counts one statement; called at the end of each, so it does next to nothing for a quick one. */
export function noteQuery(ended: Ended, running: Running | undefined): void {
  instruments.queryTime.of().observe(ended.ms / 1_000)
  if (ended.ms >= slow().limitMs) runAs(running, () => keepSlow(ended))
}

function keepSlow({ query, ms, rows, failed }: Ended): void {
  const kept = slow()
  const told = { statement: statementName(query), rows, failed }
  kept.total += 1
  const requestId = currentOrigin()?.requestId ?? null
  kept.recent.push({ ...told, at: Date.now(), ms: Math.round(ms), requestId })
  if (kept.recent.length > KEPT) kept.recent.shift()
  if (kept.names.size < MAX_NAMES) kept.names.add(told.statement)
  instruments.slowQueries.inc({ statement: kept.names.has(told.statement) ? told.statement : 'other' })
  writeLine(kept, { ...told, durationMs: Math.round(ms) })
}

function writeLine(kept: Slow, line: object): void {
  const second = Math.floor(Date.now() / 1_000)
  if (second !== kept.second) Object.assign(kept, { second, lines: 0 })
  kept.lines += 1
  if (kept.lines > LINES_A_SECOND) {
    kept.leftOut += 1
    return
  }
  log().warn({ ...line, ...(kept.leftOut > 0 && { leftOut: kept.leftOut }) }, 'slow query')
  kept.leftOut = 0
}

/** The last ones of this process, newest last, and how many there were since its start. */
export const slowQueries = (): { recent: readonly SlowQuery[]; total: number } => slow()
