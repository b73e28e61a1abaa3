// `npm run contract -- --url ADDRESS --token TOKEN [--channel KEY] [--json OUT]`: the public API's whole contract
// against any installation. Plain Node.js, so it works from anywhere.
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { runContract } from './contract/run-contract.mjs'

const usage = `npm run contract -- --url ADDRESS --token TOKEN [--channel KEY] [--json OUT]

  --url      the installation, such as https://chat.example.com
  --token    an access token or key of the staff; also from SWITCHYARD_TOKEN
  --channel  public key of a channel: without it the customer's side is left out
  --json     where to write the whole report; - is the terminal`

const { values } = parseArgs({
  options: Object.fromEntries(['url', 'token', 'channel', 'json'].map((name) => [name, { type: 'string' }])),
})

if (!values.url) {
  console.error(usage)
  process.exitCode = 2
} else {
  try {
    const token = values.token ?? process.env.SWITCHYARD_TOKEN
    tell(await runContract({ url: values.url, token, channel: values.channel }))
  } catch (error) {
    console.error(`${values.url} does not answer as Switchyard does: ${error.message}`)
    process.exitCode = 2
  }
}

function tell(report) {
  if (values.json === '-') console.log(JSON.stringify(report, null, 2))
  else if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`)
  for (const { endpoint, called, statuses, valid } of report.endpoints)
    console.log(`${valid ? 'ok  ' : 'FAIL'} ${endpoint}  ${called}× ${statuses.join(' ')}`)
  const list = (wanted, mark) => {
    for (const { name, result, why } of report.checks)
      if (result === wanted) console.log(`${mark} ${name}: ${why}`)
  }
  list('left out', 'left out')
  list('failed', 'FAILED  ')
  for (const left of report.leaves) console.log(`stays    ${left}`)
  console.log(`${report.passed} passed, ${report.failed} failed`)
  if (report.failed > 0) process.exitCode = 1
}
