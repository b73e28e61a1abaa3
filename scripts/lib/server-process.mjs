import { spawn } from 'node:child_process'
import { memoryFlags } from './memory.mjs'
import { root } from './run.mjs'

/** Starts the server; it ends by itself when we are gone, because its channel to us closes. */
export function spawnServer({ development }) {
  const args = development ? ['--import', 'tsx', 'server/main.ts'] : ['.build/server.mjs']
  return spawn(process.execPath, [...memoryFlags(), ...args], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      NODE_ENV: development ? 'development' : 'production',
      NEXT_MANUAL_SIG_HANDLE: 'true',
      NEXT_TELEMETRY_DISABLED: '1',
    },
  })
}

/** Resolves when the process is gone, to the exit code for ours. */
export function ended(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(`The server could not be started: ${error.message}`)
      resolve(1)
    })
    child.once('exit', (code, signal) => {
      if (signal)
        console.error(`The server was ended from outside (${signal}). Start again: nothing is lost.`)
      resolve(signal ? 1 : (code ?? 1))
    })
  })
}
