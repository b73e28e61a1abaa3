import { parseArgs } from 'node:util'

/** Wrong words on the command line, or input that cannot be read: exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError'
}

export const usage = `npm run replay -- --arrivals FILE --dialogues FILE --from YYYY-MM-DD --to YYYY-MM-DD --speed N
  [--agents N] [--overflow MODE] [--max-queue N] [--max-wait SECONDS] [--url URL] [--token T] [--json OUT]

  --arrivals   call-centre trace: tab-separated, one call a line
  --dialogues  labelled dialogues: conversationId, turnNumber, utterance, intent, tab-separated
  --from --to  days of the trace, both included
  --speed      trace seconds per second
  --agents     so many agents instead of the trace's own
  --overflow   what a queue that is too long or too slow does: group, message or customer_chooses
  --max-queue  longest queue of a group; without it none is too long
  --max-wait   longest wait, seconds of the trace; without it none is too long
  --url        the running server (otherwise the one of DATA_DIR on this machine)
  --token      an administrator's access token (otherwise the one in DATA_DIR/admin-token)
  --json       write the summary to this file as well`

export const overflowModes = ['group', 'message', 'customer_chooses'] as const

export type Overflow = {
  /** null: queues are limited by nothing. */
  mode: (typeof overflowModes)[number] | null
  maxQueueLength: number | null
  /** Of the trace. */
  maxWaitSeconds: number | null
}

export type Options = {
  arrivals: string
  dialogues: string
  /** YYYY-MM-DD, both included. */
  from: string
  to: string
  speed: number
  agents: number | undefined
  overflow: Overflow
  url: string | undefined
  token: string | undefined
  json: string | undefined
}

const names = [
  ...(['arrivals', 'dialogues', 'from', 'to', 'speed', 'agents'] as const),
  ...(['overflow', 'max-queue', 'max-wait', 'url', 'token', 'json'] as const),
]

/** @throws {UsageError} */
export function parseOptions(args: string[]): Options {
  const given = parse(args)
  const need = (name: (typeof names)[number]) => {
    const value = given[name]
    if (!value) throw new UsageError(`--${name} is missing.\n\n${usage}`)
    return value
  }
  const options = {
    arrivals: need('arrivals'),
    dialogues: need('dialogues'),
    from: date('from', need('from')),
    to: date('to', need('to')),
    speed: number('speed', need('speed'), 0.01, 1_000_000),
    agents: given.agents === undefined ? undefined : number('agents', given.agents, 1, 500, true),
    overflow: overflowOf(given),
    url: given.url === undefined ? undefined : address(given.url),
    token: given.token,
    json: given.json,
  }
  if (options.to < options.from) throw new UsageError('--to lies before --from.')
  return options
}

function parse(args: string[]): Partial<Record<(typeof names)[number], string>> {
  try {
    const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]))
    return parseArgs({ args, options, strict: true }).values
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage}`)
  }
}

function overflowOf(given: Partial<Record<(typeof names)[number], string>>): Overflow {
  const mode = overflowModes.find((known) => known === given.overflow) ?? null
  if (given.overflow !== undefined && mode === null) {
    throw new UsageError(`--overflow ${given.overflow}: give one of ${overflowModes.join(', ')}.`)
  }
  const limit = (name: 'max-queue' | 'max-wait', least: number) => {
    const value = given[name]
    return value === undefined ? null : number(name, value, least, 86_400, true)
  }
  const overflow = { mode, maxQueueLength: limit('max-queue', 0), maxWaitSeconds: limit('max-wait', 1) }
  const limited = overflow.maxQueueLength !== null || overflow.maxWaitSeconds !== null
  if ((mode !== null) !== limited) {
    throw new UsageError('--overflow goes with --max-queue or --max-wait, and they with it.')
  }
  return overflow
}

function date(name: string, value: string): string {
  const at = new Date(`${value}T00:00:00Z`)
  const real =
    /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value)
  if (!real) throw new UsageError(`--${name} ${value}: give a date such as 1999-02-01.`)
  return value
}

function number(name: string, value: string, min: number, max: number, whole = false): number {
  const n = Number(value)
  if (!Number.isFinite(n) || n < min || n > max || (whole && !Number.isInteger(n))) {
    throw new UsageError(`--${name} ${value}: give a ${whole ? 'whole ' : ''}number from ${min} to ${max}.`)
  }
  return n
}

function address(value: string): string {
  try {
    const url = new URL(value)
    if (url.protocol === 'http:' || url.protocol === 'https:') return url.origin
  } catch {
    // Said below.
  }
  throw new UsageError(`--url ${value}: give an address such as http://127.0.0.1:3000.`)
}
