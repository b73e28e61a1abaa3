import { parseArgs } from 'node:util'

/** Wrong words on the command line, or input that cannot be read: exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError'
}

export const usage = `npm run replay -- --arrivals FILE --dialogues FILE --from YYYY-MM-DD --to YYYY-MM-DD --speed N
  [--agents N] [--url URL] [--token T] [--json OUT]

  --arrivals   call-centre trace: tab-separated, one call a line
  --dialogues  labelled dialogues: conversationId, turnNumber, utterance, intent, tab-separated
  --from --to  days of the trace, both included
  --speed      trace seconds per second
  --agents     so many agents instead of the trace's own
  --url        the running server (otherwise the one of DATA_DIR on this machine)
  --token      an administrator's access token (otherwise the one in DATA_DIR/admin-token)
  --json       write the summary to this file as well`

export type Options = {
  arrivals: string
  dialogues: string
  /** YYYY-MM-DD, both included. */
  from: string
  to: string
  speed: number
  agents: number | undefined
  url: string | undefined
  token: string | undefined
  json: string | undefined
}

const names = ['arrivals', 'dialogues', 'from', 'to', 'speed', 'agents', 'url', 'token', 'json'] as const

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
