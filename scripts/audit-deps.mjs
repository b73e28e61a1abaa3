// `npm run audit:deps`: asks the registry what is known of the packages that run in production. Ends with 1 when
// something high or critical is, unless scripts/audit-allowed.json lets it pass, with a reason and until a day.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { absence, faultsOf, judge } from './lib/audit.mjs'
import { root } from './lib/run.mjs'

const allowed = JSON.parse(readFileSync(new URL('./audit-allowed.json', import.meta.url), 'utf8'))
const faults = faultsOf(allowed)
if (faults.length > 0) {
  console.error(`scripts/audit-allowed.json:\n${faults.join('\n')}`)
  process.exit(1)
}

const answer = ask()
const why = absence(answer)
if (why) {
  console.log(`${why} Dependencies were not audited.`)
  process.exit(0)
}

const { advisories, fails, unused } = judge(answer, allowed, new Date().toISOString().slice(0, 10))
for (const { verdict, severity, id, name, title, until, reason } of advisories) {
  const note = verdict === 'open' ? '' : ` (${verdict}, until ${until}: ${reason})`
  console.log(`${verdict === 'allowed' ? 'passes' : 'FAILS '}  ${severity}  ${name}  ${id}  ${title}${note}`)
}
for (const id of unused)
  console.log(`${id} is let pass and was not found: take it out of scripts/audit-allowed.json.`)
if (advisories.length === 0) console.log('Nothing high or critical is known of the packages in production.')
process.exit(fails ? 1 : 0)

/** The answer of npm as it is; a program that did not start, or said nothing, answered nothing. */
function ask() {
  const args = ['audit', '--json', '--omit=dev', '--fetch-retries=0', '--fetch-timeout=20000']
  const { stdout } = spawnSync('npm', args, {
    ...{ cwd: root, encoding: 'utf8', timeout: 60_000, maxBuffer: 64 * 1024 * 1024 },
    shell: process.platform === 'win32',
  })
  try {
    return JSON.parse(stdout)
  } catch {
    return null
  }
}
