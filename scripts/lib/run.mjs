import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The clone's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

const active = new Set()

/** Ends what `run` has under way. */
export function endActive(signal) {
  for (const child of active) child.kill(signal)
}

/** Runs a program in the clone with the terminal handed through; resolves to its exit code. */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: 'inherit',
      ...options,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...options.env },
    })
    active.add(child)
    child.once('error', reject)
    child.once('close', (code, signal) => {
      active.delete(child)
      resolve(signal ? 1 : code)
    })
  })
}

/** An error whose message was written for the person at the terminal. */
export class Failure extends Error {}
