import { writeFileSync } from 'node:fs'
import { readDialogues } from './input/dialogues'
import { readTrace } from './input/trace'
import { tableOf } from './measure/report'
import { faultsOf } from './measure/summary'
import { Refused } from './net/api-client'
import { parseOptions, UsageError } from './options'
import { replay } from './run'
import { findTarget } from './target'

/** `npm run replay -- …`: a call centre's real days against a running server. README.md tells what is measured. */
const stop = new AbortController()
process.on('SIGINT', () => {
  if (stop.signal.aborted) process.exit(130)
  console.log('\nstopping; once more to leave at once')
  stop.abort()
})
process.on('SIGTERM', () => stop.abort())

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (error instanceof UsageError) {
    console.error(error.message)
    process.exitCode = 2
  } else {
    console.error(error instanceof Refused ? `The server refused: ${error.message}` : error)
    process.exitCode = 1
  }
}
process.exit()

async function main(args: string[]): Promise<number> {
  const options = parseOptions(args)
  const trace = readTrace(options.arrivals, options.from, options.to)
  const dialogues = readDialogues(options.dialogues)
  if (trace.calls.length === 0) {
    throw new UsageError(`The trace has no calls from ${options.from} to ${options.to}.`)
  }
  const { url, token } = findTarget(options)
  const { calls, phantoms, malformed } = trace
  console.log(`${calls.length} calls, ${phantoms} phantoms left out, ${malformed} malformed lines`)
  console.log(`${dialogues.turns.length} dialogues, ${dialogues.malformed} malformed lines`)
  const { from, speed, agents, overflow } = options
  const summary = await replay({
    ...{ trace, dialogues, from, speed, agents, overflow, url, token, signal: stop.signal },
    log: (line) => console.log(line),
  })
  console.log(`\n${tableOf(summary)}`)
  if (options.json) writeFileSync(options.json, `${JSON.stringify(summary, null, 2)}\n`)
  return faultsOf(summary).length === 0 ? 0 : 1
}
