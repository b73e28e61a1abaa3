import { parseArgs } from 'node:util'

/** Wrong words on the command line: exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError'
}

export type Options = {
  /** quick: everything in under two minutes; full: long enough for numbers that hold. */
  length: 'quick' | 'full'
  only: string[]
  json: string | undefined
}

/** @throws {UsageError} */
export function parseOptions(args: string[], names: readonly string[]): Options {
  const { values } = parse(args)
  const only = values.only ?? []
  const unknown = only.filter((name) => !names.includes(name))
  if (unknown.length > 0)
    throw new UsageError(`--only ${unknown[0]} is not a benchmark.\n\n${usageOf(names)}`)
  if (values.quick && values.full) throw new UsageError(`Either --quick or --full.\n\n${usageOf(names)}`)
  return { length: values.full ? 'full' : 'quick', only, json: values.json }
}

const usageOf = (
  names: readonly string[],
) => `npm run bench -- [--quick | --full] [--only NAME]… [--json FILE]

  --quick  under two minutes (the default)
  --full   longer windows and the large sizes
  --only   ${names.join(', ')}
  --json   write all figures to this file as well`

function parse(args: string[]) {
  const options = {
    quick: { type: 'boolean' },
    full: { type: 'boolean' },
    only: { type: 'string', multiple: true },
    json: { type: 'string' },
  } as const
  try {
    return parseArgs({ args, options })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
