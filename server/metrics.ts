import { rebuildDays, verifyDays } from '@/server/modules/insights'
import { shutDown } from '@/server/platform/shutdown'

/**
 * `npm run metrics -- rebuild [--from DATE] [--to DATE]` computes the sums that reports read anew, day by day.
 * `npm run metrics -- verify` computes every day once more and names those whose sums are not equal; it ends with 1
 * where there is one.
 */
const usage = 'npm run metrics -- rebuild [--from 2026-01-01] [--to 2026-01-31] | verify'

function readDate(args: readonly string[], name: string): string | null {
  const at = args.indexOf(name)
  if (at < 0) return null
  const date = args[at + 1] ?? ''
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(Date.parse(date))) throw new Error(usage)
  return date
}

function tell(verb: string) {
  let told = 0
  return (done: number, left: number) => {
    if (Date.now() - told < 1_000) return
    told = Date.now()
    console.log(`${done} days ${verb}, ${left} left`)
  }
}

async function verify(): Promise<boolean> {
  const { days, differences } = await verifyDays(tell('compared'))
  for (const { day, family, missing, wrong } of differences) {
    console.log(`DIFFERENT: ${day} ${family}: ${missing} rows missing, ${wrong} not as computed`)
  }
  console.log(`${days} days compared, ${new Set(differences.map(({ day }) => day)).size} different`)
  return differences.length === 0
}

try {
  const [command, ...args] = process.argv.slice(2)
  if (command === 'rebuild') {
    const range = { from: readDate(args, '--from'), to: readDate(args, '--to') }
    console.log(`${await rebuildDays(range, tell('computed'))} days computed`)
  } else if (command === 'verify') process.exitCode = (await verify()) ? 0 : 1
  else throw new Error(usage)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
} finally {
  await shutDown('pools', console.error)
}
