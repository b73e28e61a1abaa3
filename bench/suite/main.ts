import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import os from 'node:os'
import { append } from './benches/append'
import { consolePages } from './benches/console'
import { decision } from './benches/decision'
import { agents, rush, waiting } from './benches/dispatch'
import { pages } from './benches/pages'
import { reports } from './benches/reports'
import { start } from './benches/stack'
import { deliver, idleStreams } from './benches/streams'
import type { Bench, Context } from './context'
import { type Figure, holds, tableOf } from './figure'
import { parseOptions, UsageError } from './options'
import { World } from './world/people'
import { startStack } from './world/stack'

/** `npm run bench`: the product's speed against limits measured in the same run. README.md says how to read it. */
const benches: Bench[] = [
  start,
  decision,
  append,
  rush,
  agents,
  waiting,
  deliver,
  idleStreams,
  consolePages,
  pages,
  reports,
]

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof UsageError ? error.message : error)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
process.exit()

async function main(args: string[]): Promise<number> {
  const options = parseOptions(
    args,
    benches.map(({ name }) => name),
  )
  const chosen = benches.filter(({ name }) => options.only.length === 0 || options.only.includes(name))
  const began = performance.now()
  const say = (line: string) =>
    console.log(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${line}`)
  say('starting the server with an empty database')
  const stack = await startStack()
  const world = new World(stack.databaseUrl)
  const figures: Figure[] = []
  const failed: string[] = []
  let stopped = false
  const interrupted = new Promise<never>((_, reject) =>
    process.once('SIGINT', () => {
      stopped = true
      reject(new Error('interrupted'))
    }),
  )
  interrupted.catch(() => {})
  try {
    for (const bench of chosen) {
      const context: Context = {
        ...{ stack, world, say: (line) => say(`${bench.name}: ${line}`) },
        pick: (quick, full) => (options.length === 'full' ? full : quick),
      }
      say(bench.name)
      try {
        figures.push(...(await Promise.race([bench.run(context), interrupted])))
      } catch (error) {
        if (stopped) break
        failed.push(bench.name)
        console.error(`${bench.name} failed:`, error)
      }
    }
  } finally {
    await world.close()
    await stack.stop()
  }
  console.log(`\n${machineOf()}\n\n${tableOf(figures)}`)
  const missed = figures.filter((figure) => holds(figure) === false)
  console.log(
    `\n${figures.length} figures, ${missed.length} bars missed, ${((performance.now() - began) / 1000).toFixed(0)} s`,
  )
  if (options.json) {
    const report = { at: new Date().toISOString(), machine: machineOf(), length: options.length, figures }
    writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`)
  }
  return failed.length > 0 || stopped ? 1 : 0
}

function machineOf(): string {
  const commit = (() => {
    try {
      return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
    } catch {
      return 'no commit'
    }
  })()
  const gigabytes = Math.round(os.totalmem() / 1024 ** 3)
  return `${os.availableParallelism()} cores, ${gigabytes} GiB, Node ${process.versions.node}, ${os.type()} ${os.arch()}, ${commit}`
}
