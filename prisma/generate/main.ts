import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline/promises'
import { Client } from 'pg'
import { z } from 'zod'
import { prepareFirstStart } from '@/server/first-start'
import { rebuildDays } from '@/server/modules/insights'
import { env, setDatabaseUrl } from '@/server/platform/env'
import { shutDown } from '@/server/platform/shutdown'
import { startDatabase } from '@/server/startup/database'
import { findProgress, generateHistory, type Progress } from './generate'
import { type Options, parseOptions, UsageError } from './options'

/**
 * `npm run generate`: a long history at scale, in the installation of this DATA_DIR (running or not) or in the
 * database of DATABASE_URL.
 */
const interruption = new AbortController()
const say = (line: string) => console.log(`  ${line}`)

process.on('SIGINT', stop)
process.on('SIGTERM', stop)
try {
  process.exitCode = await main(parseOptions(process.argv.slice(2)))
} catch (error) {
  if (!interruption.signal.aborted) console.error(error instanceof UsageError ? error.message : error)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
process.exit()

/** The transaction under way is given up; the same command goes on after the last whole one. */
function stop(): void {
  if (!interruption.signal.aborted) console.error('\nStopping; the same command goes on from here.')
  interruption.abort(new Error('stopped'))
}

async function main(options: Options): Promise<number> {
  const settings = env()
  const running = urlOfRunning(settings.dataDir)
  const database = running
    ? { url: running, stop: async () => {} }
    : await startDatabase(settings, say, interruption.signal)
  setDatabaseUrl(database.url)
  const client = new Client({ connectionString: database.url, application_name: 'switchyard-generate' })
  try {
    if (!running) await prepareFirstStart({ ...settings, databaseUrl: database.url, log: say })
    await client.connect()
    const earlier = await findProgress(client, options)
    if (earlier?.complete) {
      say('This history is there already: nothing to do. Another --seed makes another one.')
      return 0
    }
    if (earlier) say('Going on with the history that was begun.')
    else if (!(await agreed(client, options))) return 1
    await fill(client, options)
    return 0
  } finally {
    await client.end().catch(() => {})
    await shutDown('pools', console.error)
    await database.stop()
  }
}

async function fill(client: Client, options: Options): Promise<void> {
  const line = progressLine(options)
  const { plan, made } = await generateHistory(client, options, Date.now(), {
    progress: (progress) => {
      line(progress)
      interruption.signal.throwIfAborted()
    },
    // A moment for signals: days are made without a pause.
    beforeCommit: () => new Promise((resolve) => setImmediate(resolve)),
  })
  if (process.stdout.isTTY) process.stdout.write('\n')
  say(`${made} days made, the last ends ${new Date(plan.until).toISOString()}; tidying up`)
  await client.query('vacuum (analyze)')
  say('summing up its days for the reports')
  const days = await rebuildDays({ from: null, to: null })
  say(`${days} days summed up. Done.`)
}

/** On a terminal one line that changes; in a file one of them every ten seconds. */
function progressLine({ conversations, messages }: Options) {
  const began = performance.now()
  let first: Progress | undefined
  let told = Number.NEGATIVE_INFINITY
  return (now: Progress) => {
    const at = performance.now()
    const last = now.conversations === conversations && now.messages === messages
    first ??= { ...now, messages: 0 }
    if (!process.stdout.isTTY && !last && at - told < 10_000) return
    told = at
    const rate = (now.messages - first.messages) / ((at - began) / 1000)
    const left = Math.round((messages - now.messages) / Math.max(1, rate))
    const count = (n: number) => n.toLocaleString('en')
    const text = `${now.date}  ${count(now.conversations)} of ${count(conversations)} conversations, ${count(now.messages)} messages, ${count(Math.round(rate))}/s, ${clockOf(left)} left`
    if (process.stdout.isTTY) process.stdout.write(`\r  ${text.padEnd(100)}`)
    else say(text)
  }
}

function clockOf(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} min`
}

async function agreed(client: Client, { yes, conversations }: Options): Promise<boolean> {
  const { rows } = await client.query<{ name: string; n: string }>(
    `select name, (select count(*) from (select from conversations limit 1) x) as n from organization`,
  )
  if (yes || rows.length === 0) return true
  if (!process.stdin.isTTY)
    throw new UsageError(`There is an organisation here, ${rows[0]!.name}, and nobody to ask: give --yes.`)
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const question = `Add ${conversations.toLocaleString('en')} made-up conversations to ${rows[0]!.name}? They cannot be taken out again. [y/N] `
  const answer = await terminal.question(question)
  terminal.close()
  return /^y(es)?$/i.test(answer.trim())
}

/** Where the server that runs with this DATA_DIR has its database. */
function urlOfRunning(dataDir: string): string | undefined {
  const file = path.join(dataDir, 'running.json')
  if (!existsSync(file)) return undefined
  const note = z
    .object({ pid: z.number(), databaseUrl: z.string() })
    .safeParse(JSON.parse(readFileSync(file, 'utf8')))
  return note.success && isAlive(note.data.pid) ? note.data.databaseUrl : undefined
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
