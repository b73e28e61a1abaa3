import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { connect, createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { say } from './progress.mjs'
import { root } from './run.mjs'

/**
 * Runs `work` while no other start installs or builds in this clone (two may run with a DATA_DIR each). The
 * lock is a listening socket, which the system takes back from a process that was killed.
 */
export async function whileAloneInClone(work) {
  const address = socketAddress()
  let told = false
  for (;;) {
    const server = await tryListen(address)
    if (server) {
      try {
        return await work()
      } finally {
        server.close()
      }
    }
    await removeLeftFile(address)
    if (!told) say('another start is installing or building in this folder; waiting for it')
    told = true
    await delay(250)
  }
}

/** Abstract on Linux and a pipe on Windows, where nothing is left behind; a file elsewhere. */
function socketAddress() {
  const name = `switchyard-build-${createHash('sha256').update(fs.realpathSync(root)).digest('hex').slice(0, 16)}`
  if (process.platform === 'linux') return `\0${name}`
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`
  return path.join(os.tmpdir(), `${name}.sock`)
}

function tryListen(address) {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.unref()
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error)))
    server.listen(address, () => resolve(server))
  })
}

async function removeLeftFile(address) {
  if (!path.isAbsolute(address) || process.platform === 'win32') return
  const refused = await new Promise((resolve) => {
    const socket = connect(address, () => socket.destroy(resolve(false)))
    socket.once('error', (error) => resolve(error.code === 'ECONNREFUSED'))
  })
  if (refused) fs.rmSync(address, { force: true })
}
