// `npm run config -- export FILE | diff FILE | apply FILE [--prune] [--yes]`: the configuration of a running server
// as a file. Plain Node.js: it asks the server's API with the administrator's token, so it works from anywhere.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { loadEnvFile, readSettings } from './lib/environment.mjs'
import { Failure } from './lib/run.mjs'

const usage = `npm run config -- COMMAND FILE [options]

  export FILE   writes the configuration as it stands; - is the terminal
  diff FILE     shows what applying the file would change; ends with 1 when it would change something
  apply FILE    shows that, asks, and applies all of it or nothing

  --prune       also remove what the file does not name
  --yes         apply without asking
  --users       export people who sign in, too       --no-members  leave out agents and members
  --keys        export public keys of channels, too  --no-stamp    leave out version, date and origin
  --url ADDRESS the server; the one that runs here by default
  The token is read from SWITCHYARD_TOKEN, else from DATA_DIR/admin-token.`

const options = {
  prune: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  users: { type: 'boolean', default: false },
  members: { type: 'boolean', default: true },
  keys: { type: 'boolean', default: false },
  stamp: { type: 'boolean', default: true },
  url: { type: 'string' },
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Failure ? error.message : error)
  process.exitCode = 2
}

async function main() {
  loadEnvFile()
  const { values, positionals } = readArguments()
  const [command, file] = positionals
  const commands = { export: exportTo, diff, apply }
  if (!Object.hasOwn(commands, command ?? '') || !file || positionals.length > 2) throw new Failure(usage)
  return commands[command](file, values)
}

function readArguments() {
  try {
    return parseArgs({ options, allowPositionals: true, allowNegative: true })
  } catch (error) {
    throw new Failure(`${error.message}\n\n${usage}`)
  }
}

async function exportTo(file, { users, members, keys, stamp, url }) {
  const format = file.endsWith('.json') ? 'json' : 'yaml'
  const flag = (value) => (value ? '1' : '0')
  const query = { format, users: flag(users), members: flag(members), keys: flag(keys), stamp: flag(stamp) }
  const text = await (await call(url, `?${new URLSearchParams(query)}`)).text()
  if (file === '-') process.stdout.write(text)
  else writeFileSync(file, text)
  return 0
}

async function compare(file, { prune, url }) {
  const text = read(file)
  const found = await (await call(url, `/compare?prune=${prune ? 1 : 0}`, text)).json()
  if (found.problems.length > 0)
    throw new Failure(`${file} cannot be applied:\n${found.problems.map(sayProblem).join('\n')}`)
  console.log(found.text)
  return { ...found, file: text, differs: found.changes.some(({ kind }) => kind !== 'kept') }
}

const sayProblem = ({ path: place, message }) => `  ${place || '(file)'}: ${message}`

async function diff(file, values) {
  return (await compare(file, values)).differs ? 1 : 0
}

async function apply(file, values) {
  const found = await compare(file, values)
  if (!found.differs) return 0
  if (!values.yes && !(await agreed())) return 1
  const query = new URLSearchParams({ prune: values.prune ? '1' : '0', hash: found.hash })
  await call(values.url, `/apply?${query}`, found.file)
  console.log('Applied.')
  return 0
}

async function agreed() {
  if (!process.stdin.isTTY) throw new Failure('Nobody is there to ask: give --yes.')
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question('Apply this? [y/N] ')
  terminal.close()
  return /^y(es)?$/i.test(answer.trim())
}

function read(file) {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${error.message}`)
  }
}

async function call(url, route, body) {
  const { dataDir } = readSettings()
  const address = `${(url ?? addressOf(dataDir)).replace(/\/+$/, '')}/api/v1/admin/configuration${route}`
  const headers = { authorization: `Bearer ${tokenOf(dataDir)}`, 'content-type': 'application/yaml' }
  const request = body === undefined ? { headers } : { method: 'POST', headers, body }
  const answer = await fetch(address, request).catch((error) => {
    throw new Failure(`${address} cannot be reached: ${error.cause?.message ?? error.message}`)
  })
  if (answer.ok) return answer
  const problem = await answer.json().catch(() => ({}))
  const fields = (problem.fields ?? []).map(sayProblem).join('\n')
  throw new Failure(
    `${problem.detail ?? problem.title ?? `The server answered ${answer.status}.`}\n${fields}`.trim(),
  )
}

function addressOf(dataDir) {
  const note = path.join(dataDir, 'running.json')
  if (existsSync(note)) return JSON.parse(readFileSync(note, 'utf8')).url
  throw new Failure(`No server runs with the data in ${dataDir}. Start it, or give --url and DATA_DIR.`)
}

function tokenOf(dataDir) {
  if (process.env.SWITCHYARD_TOKEN) return process.env.SWITCHYARD_TOKEN.trim()
  const file = path.join(dataDir, 'admin-token')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  throw new Failure(
    `There is no token in ${file}: make one on your profile page and give it as SWITCHYARD_TOKEN.`,
  )
}
