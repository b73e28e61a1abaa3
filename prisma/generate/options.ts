import { parseArgs } from 'node:util'

/** Wrong words on the command line: exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError'
}

export type Options = {
  conversations: number
  messages: number
  days: number
  seed: string
  /** Without asking. */
  yes: boolean
}

export const usage = `npm run generate -- --conversations N --messages M [--days D] [--seed S] [--yes]

  --conversations  1 to 20,000,000
  --messages       of all conversations together: 2 to 100 for each of them
  --days           how far back they reach from today, 1 to 3,650 (365)
  --seed           another seed makes another history (1)
  --yes            do not ask before writing into an installation with data`

const mostConversations = 20_000_000
const mostDays = 3_650

/** @throws {UsageError} */
export function parseOptions(args: string[]): Options {
  const values = parse(args)
  const conversations = whole('conversations', values.conversations, 1, mostConversations)
  const messages = whole('messages', values.messages, 2 * conversations, 100 * conversations)
  const days = whole('days', values.days ?? '365', 1, mostDays)
  const seed = values.seed ?? '1'
  if (!/^[\w.-]{1,40}$/.test(seed))
    throw new UsageError(`--seed "${seed}" is not accepted: give up to 40 letters and digits.`)
  return { conversations, messages, days, seed, yes: values.yes ?? false }
}

function whole(name: string, text: string | undefined, least: number, most: number): number {
  if (text === undefined) throw new UsageError(`--${name} is missing.\n\n${usage}`)
  const value = /^\d{1,12}$/.test(text.replaceAll('_', '')) ? Number(text.replaceAll('_', '')) : Number.NaN
  if (value >= least && value <= most) return value
  const range = `${least.toLocaleString('en')} to ${most.toLocaleString('en')}`
  throw new UsageError(`--${name} "${text}" is not accepted: give a whole number, ${range}.`)
}

function parse(args: string[]) {
  const options = {
    conversations: { type: 'string' },
    messages: { type: 'string' },
    days: { type: 'string' },
    seed: { type: 'string' },
    yes: { type: 'boolean' },
  } as const
  try {
    return parseArgs({ args, options }).values
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}
