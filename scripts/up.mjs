// `npm run up`: everything from a fresh clone to a running Switchyard. `npm run dev` is the same with reload.
// Plain Node.js without packages, because it runs before anything is installed.
import { build, buildCustomer, generate } from './lib/build.mjs'
import { whileAloneInClone } from './lib/build-lock.mjs'
import { lockDataDir } from './lib/data-lock.mjs'
import { checkNode, loadEnvFile, readSettings } from './lib/environment.mjs'
import { install } from './lib/install.mjs'
import { findLauncher, whenGone } from './lib/launcher.mjs'
import { checkPort } from './lib/port.mjs'
import { say } from './lib/progress.mjs'
import { endActive, Failure } from './lib/run.mjs'
import { ended, spawnServer } from './lib/server-process.mjs'
import { watch } from './lib/watch.mjs'

const development = process.argv.includes('--dev')
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
let server
let stopping = false
let lock

for (const signal of signals) process.on(signal, () => stop(signal))
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {}) // A closed terminal.

try {
  process.exitCode = await up()
} catch (error) {
  if (!stopping) console.error(`\n${explain(error)}`)
  process.exitCode = 1
} finally {
  lock?.release()
}
process.exit()

async function up() {
  checkNode()
  // For an image: everything but the start.
  if (process.argv.includes('--prepare')) return whileAloneInClone(prepare).then(() => 0)
  loadEnvFile()
  const settings = readSettings()
  say(`Switchyard: data in ${settings.dataDir}, address http://${settings.host}:${settings.port}`)
  const launcher = findLauncher()
  if (launcher) whenGone(launcher, () => stop('SIGTERM'))
  lock = await lockDataDir(settings.dataDir, `http://${settings.host}:${settings.port}`, launcher)
  await checkPort(settings)
  await whileAloneInClone(prepare)
  return development ? serveWithReload() : serve()
}

async function prepare() {
  await install()
  await generate()
  await (development ? buildCustomer() : build())
}

async function serve() {
  if (stopping) return 1
  say('starting the server')
  server = spawnServer({ development })
  if (server.pid) lock.noteServer(server.pid)
  return ended(server)
}

/** Server code is loaded anew by a restart; a server that fails waits for the next change. */
async function serveWithReload() {
  let changed = withResolvers()
  const close = watch(['server', 'prisma'], (files) => {
    say(`changed: ${files.slice(0, 3).join(', ')}${files.length > 3 ? ' …' : ''}; starting again`)
    changed.resolve()
    server?.kill('SIGTERM')
  })
  let code = 0
  while (!stopping) {
    code = await serve()
    if (stopping) break
    if (code !== 0) say('waiting for a change')
    await changed.promise
    changed = withResolvers()
    await generate().catch((error) => console.error(explain(error)))
  }
  close()
  return code
}

function withResolvers() {
  let resolve
  const promise = new Promise((done) => {
    resolve = done
  })
  return { promise, resolve }
}

function stop(signal) {
  const first = !stopping
  stopping = true
  if (server && server.exitCode === null && server.signalCode === null) return server.kill(signal)
  if (!first) return
  endActive('SIGTERM')
  lock?.release()
  console.error('Stopped before the start was complete.')
  process.exit(1)
}

function explain(error) {
  if (error instanceof Failure) return error.message
  const dataDir = process.env.DATA_DIR || './data'
  if (error.code === 'ENOSPC')
    return `The disk is full (${error.message}). Make room, or point DATA_DIR (now ${dataDir}) elsewhere.`
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(error.code)) {
    return `${error.message}. DATA_DIR is ${dataDir}: give a folder that this user may write to.`
  }
  return error.stack ?? String(error)
}
