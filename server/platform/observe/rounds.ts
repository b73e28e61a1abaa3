import { withWork } from '../request-context'
import { singleton } from '../singleton'
import { instruments } from './instruments'

export type Kept = {
  name: string
  /** Milliseconds from one round to the next; null for what runs when there is something to do. */
  everyMs: number | null
  runs: number
  failures: number
  lastAt: number | null
  lastMs: number | null
  lastOkAt: number | null
  lastErrorAt: number | null
  /** Without addresses, numbers and quoted words, which could be a customer's. */
  lastError: string | null
}

type Book = Map<string, Kept>
const loops = (): Book => singleton('observe.loops', () => new Map())
const jobs = (): Book => singleton('observe.jobs', () => new Map())

function keptOf(book: Book, name: string, everyMs: number | null): Kept {
  const known = book.get(name)
  if (known) return known
  const made: Kept = {
    ...{ name, everyMs, runs: 0, failures: 0, lastAt: null, lastMs: null },
    ...{ lastOkAt: null, lastErrorAt: null, lastError: null },
  }
  book.set(name, made)
  return made
}

/** What went wrong, with nothing in it that came from outside: quoted words, addresses, long numbers. */
export function plainReason(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return text
    .replace(/[A-Z0-9._%+-]+@[A-Z0-9.-]+/gi, '…')
    .replace(/"[^"]*"|'[^']*'|`[^`]*`/g, '"…"')
    .replace(/\d{5,}/g, '…')
    .replace(/\s+/g, ' ')
    .slice(0, 200)
}

async function run<T>(kept: Kept, work: () => Promise<T>, told: (ok: boolean, seconds: number) => void) {
  const began = performance.now()
  const end = (ok: boolean) => {
    const ms = performance.now() - began
    kept.runs += 1
    kept.lastAt = Date.now()
    kept.lastMs = Math.round(ms)
    told(ok, ms / 1_000)
  }
  try {
    const result = await work()
    end(true)
    kept.lastOkAt = kept.lastAt
    return result
  } catch (error) {
    end(false)
    kept.failures += 1
    kept.lastErrorAt = kept.lastAt
    kept.lastError = plainReason(error)
    throw error
  }
}

/** One round of what runs again and again: counted, and its log lines carry its name. */
export function round<T>(loop: string, everyMs: number, work: () => Promise<T>): Promise<T> {
  const kept = keptOf(loops(), loop, everyMs)
  return withWork({ loop }, () =>
    run(kept, work, (ok, seconds) => {
      instruments.loopRuns.inc({ loop, result: ok ? 'done' : 'failed' })
      instruments.loopTime.of(loop).observe(seconds)
      if (ok) instruments.loopSuccess.set({ loop }, Date.now() / 1_000)
    }),
  )
}

/** One run of a durable job: the same. */
export function jobRun<T>(job: string, jobId: string, work: () => Promise<T>): Promise<T> {
  const kept = keptOf(jobs(), job, null)
  return withWork({ job, jobId }, () =>
    run(kept, work, (ok, seconds) => {
      instruments.jobRuns.inc({ task: job, result: ok ? 'done' : 'failed' })
      instruments.jobTime.of(job).observe(seconds)
      if (ok) instruments.jobSuccess.set({ task: job }, Date.now() / 1_000)
    }),
  )
}

export const keptLoops = (): Kept[] => [...loops().values()]
export const keptJobs = (): Kept[] => [...jobs().values()]
