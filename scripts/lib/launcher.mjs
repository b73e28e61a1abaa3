// npm hands no signal on to what it runs: ended or killed, it leaves us behind. So we look after it.
import fs from 'node:fs'
import { identify, isRunning, statFields } from './process-identity.mjs'

const lookEveryMs = 300

/** The npm that runs us, directly or through a shell; undefined when started in another way. */
export function findLauncher() {
  if (!process.env.npm_lifecycle_event) return undefined
  const parent = process.ppid
  const grandparent = Number(statFields(parent)?.[1])
  const pid = [parent, grandparent].find((candidate) => candidate > 1 && isNpm(candidate))
  return pid === undefined ? undefined : identify(pid)
}

export function whenGone(launcher, gone) {
  const timer = setInterval(() => {
    if (isRunning(launcher)) return
    clearInterval(timer)
    gone()
  }, lookEveryMs).unref()
}

function isNpm(pid) {
  try {
    return /(^|[\\/])npm(-cli\.js)?(\s|\0|$)/.test(fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
  } catch {
    return false
  }
}
