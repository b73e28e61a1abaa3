import type { KeptRounds, LoopView, ProcessReport, TaskView } from '../contract'

type Latest = Pick<KeptRounds, 'lastAt' | 'lastOkAt' | 'lastMs' | 'lastErrorAt' | 'lastError' | 'failures'>

const later = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.max(a, b)

/** What several processes say of the same: the newest of each. */
function merged(all: readonly KeptRounds[]): Latest {
  const start: Latest = { ...none, failures: 0 }
  return all.reduce<Latest>((known, one) => {
    const newer = (one.lastAt ?? 0) >= (known.lastAt ?? 0)
    const newerError = (one.lastErrorAt ?? 0) > (known.lastErrorAt ?? 0)
    return {
      lastAt: later(known.lastAt, one.lastAt),
      lastOkAt: later(known.lastOkAt, one.lastOkAt),
      lastMs: newer ? one.lastMs : known.lastMs,
      lastErrorAt: later(known.lastErrorAt, one.lastErrorAt),
      lastError: newerError ? one.lastError : known.lastError,
      failures: known.failures + one.failures,
    }
  }, start)
}

const none = { lastAt: null, lastOkAt: null, lastMs: null, lastErrorAt: null, lastError: null }

function byName(reports: readonly ProcessReport[], which: 'loops' | 'jobs'): Map<string, KeptRounds[]> {
  const found = new Map<string, KeptRounds[]>()
  for (const report of reports)
    for (const kept of report[which]) found.set(kept.name, [...(found.get(kept.name) ?? []), kept])
  return found
}

/** What runs again and again, of all processes; those that have never run are not known here. */
export function mergeLoops(reports: readonly ProcessReport[]): LoopView[] {
  return [...byName(reports, 'loops')]
    .map(([name, all]) => {
      const { failures, ...latest } = merged(all)
      const everyMs = Math.max(0, ...all.map((one) => one.everyMs ?? 0))
      const nextAt = latest.lastAt === null ? null : latest.lastAt + everyMs
      return { name, everyMs, nextAt, failures, ...latest }
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

export type JobFacts = {
  task: string
  waiting: number
  retrying: number
  givenUp: number
  nextAt: number | null
  oldestSeconds: number
  lastError: string | null
}

/** Tasks that have run since the start of a process, or wait now. */
export function mergeTasks(
  reports: readonly ProcessReport[],
  queued: readonly JobFacts[],
): (TaskView & { oldestSeconds: number })[] {
  const ran = byName(reports, 'jobs')
  const names = [...new Set([...ran.keys(), ...queued.map(({ task }) => task)])].sort()
  return names.map((name) => {
    const { failures: _, ...latest } = merged(ran.get(name) ?? [])
    const waiting = queued.find(({ task }) => task === name)
    return {
      ...{ name, waiting: waiting?.waiting ?? 0, retrying: waiting?.retrying ?? 0 },
      ...{ givenUp: waiting?.givenUp ?? 0, nextAt: waiting?.nextAt ?? null },
      ...{ oldestSeconds: waiting?.oldestSeconds ?? 0, ...latest },
      lastError: latest.lastError ?? waiting?.lastError ?? null,
    }
  })
}
