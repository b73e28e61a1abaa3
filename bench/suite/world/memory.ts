import { readdirSync, readFileSync } from 'node:fs'

const MB = 1024 * 1024

/** Resident bytes of one process; null where the system does not tell (it is Linux that does). */
export function residentOf(pid: number): number | null {
  try {
    const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return line ? Number(line) * 1024 : null
  } catch {
    return null
  }
}

/** Proportional share: memory that several PostgreSQL processes share is counted once. */
function shareOf(pid: number): number {
  try {
    const line = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]
    return line ? Number(line) * 1024 : 0
  } catch {
    return 0
  }
}

function childrenOf(pid: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
    } catch {
      // It ended between the listing and the look.
    }
  }
  const found = [pid]
  for (let i = 0; i < found.length; i += 1) {
    for (const [child, parent] of parents) if (parent === found[i]) found.push(child)
  }
  return found
}

/** The server and everything it started, PostgreSQL included, in MB; null where the system does not tell. */
export function stackMegabytes(pid: number): number | null {
  if (process.platform !== 'linux') return null
  return childrenOf(pid).reduce((sum, each) => sum + shareOf(each), 0) / MB
}
