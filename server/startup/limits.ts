import { readFileSync } from 'node:fs'

const enoughOpenFiles = 8_192

/** Every open event stream is a file; returns a warning when few are allowed. */
export function warnOfFewOpenFiles(): string | undefined {
  try {
    const line = readFileSync('/proc/self/limits', 'utf8').match(/^Max open files\s+(\d+)/m)
    const limit = Number(line?.[1] ?? Number.POSITIVE_INFINITY)
    if (limit >= enoughOpenFiles) return undefined
    return `only ${limit} files may be open at once, so about ${limit - 200} people can be connected; raise it with ulimit -n`
  } catch {
    return undefined
  }
}
