// One start per DATA_DIR. The lock is a file that names its holder; a holder that was killed is recognised by
// its process being gone, or being another one under the same id.
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { identify, isRunning } from './process-identity.mjs'
import { Failure } from './run.mjs'

const heartbeatMs = 5_000
const silentAfterMs = 20_000
const leftoverPatienceMs = 30_000

/**
 * Takes the lock or throws a Failure that says who has it. A holder whose `launcher` (see findLauncher) is gone
 * is about to end by itself, and so is the server that a killed holder left: both are waited for.
 */
export async function lockDataDir(dataDir, address, launcher) {
  fs.mkdirSync(dataDir, { recursive: true })
  const file = path.join(dataDir, 'switchyard.lock')
  const entry = {
    id: randomBytes(8).toString('hex'),
    host: os.hostname(),
    address,
    since: new Date().toISOString(),
  }
  const holder = { ...entry, ...identify(process.pid), launcher }
  while (!create(file, holder)) {
    const other = read(file)
    if (other?.launcher && isLocal(other) && !isRunning(other.launcher)) await waitForEnd(other)
    if (other && isHeld(other, file)) throw new Failure(inUse(dataDir, other))
    if (other?.server && isLocal(other)) await waitForEnd(other.server)
    removeStale(file, other)
  }
  const timer = setInterval(() => touch(file), heartbeatMs).unref()
  return {
    /** Names the server process, which may outlive us for a moment when we are killed. */
    noteServer(pid) {
      Object.assign(holder, { server: identify(pid) })
      replace(file, holder)
    },
    release() {
      clearInterval(timer)
      if (read(file)?.id === holder.id) fs.rmSync(file, { force: true })
    },
  }
}

/** Complete or not at all: the text is written aside and linked into place. */
function create(file, holder) {
  const aside = `${file}.${holder.id}`
  try {
    write(aside, holder)
    fs.linkSync(aside, file)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  } finally {
    fs.rmSync(aside, { force: true })
  }
}

function replace(file, holder) {
  write(`${file}.${holder.id}`, holder)
  fs.renameSync(`${file}.${holder.id}`, file)
}

function write(file, holder) {
  const descriptor = fs.openSync(file, 'w', 0o644)
  try {
    fs.writeFileSync(descriptor, `${JSON.stringify(holder)}\n`)
    fs.fsyncSync(descriptor)
  } finally {
    fs.closeSync(descriptor)
  }
}

/** Two starts may find the same stale lock: a folder, which only one can make, lets one of them remove it. */
function removeStale(file, stale) {
  const turn = `${file}.turn`
  try {
    fs.mkdirSync(turn)
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    const age = Date.now() - (fs.statSync(turn, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > 10_000) fs.rmSync(turn, { recursive: true, force: true })
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
    return
  }
  try {
    if (read(file)?.id === stale?.id) fs.rmSync(file, { force: true })
  } finally {
    fs.rmSync(turn, { recursive: true, force: true })
  }
}

function read(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function touch(file) {
  try {
    fs.utimesSync(file, new Date(), new Date())
  } catch {
    // The folder may be gone; the lock is then worth nothing anyway.
  }
}

/** On another machine or in another container only the heartbeat can be seen. */
function isHeld(other, file) {
  if (isLocal(other)) return isRunning(other)
  const beat = fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
  return Date.now() - beat < silentAfterMs
}

async function waitForEnd(leftover) {
  const deadline = Date.now() + leftoverPatienceMs
  if (isRunning(leftover)) console.log(`  waiting for an earlier start (process ${leftover.pid}) to end`)
  while (isRunning(leftover)) {
    if (Date.now() > deadline)
      throw new Failure(`Process ${leftover.pid}, left by an earlier start, does not end.`)
    await delay(50)
  }
}

function isLocal(other) {
  return other.host === os.hostname()
}

function inUse(dataDir, { pid, host, address, since }) {
  const place = isLocal({ host }) ? '' : ` on ${host}`
  return (
    `Switchyard already runs with this DATA_DIR (${dataDir}): process ${pid}${place}, at ${address}, since ${since}.\n` +
    'Use that one, stop it first, or give this one a DATA_DIR and a PORT of its own.'
  )
}
