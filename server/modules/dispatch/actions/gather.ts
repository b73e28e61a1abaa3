import type { Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { singleton } from '@/server/platform/singleton'
import { decideInGroup, LostRace } from './group-lock'

type Waiting<T, R> = { item: T; resolve: (result: R) => void; reject: (error: unknown) => void }

export type Gathering<T, R> = {
  /** Whose lock is held while `work` runs. */
  groupId: string
  /** Those of one line may be worked on together; a line belongs to one group. */
  line: string
  /** Of the items of one run no two have the same. */
  distinct: (item: T) => string
  /**
   * All of them in one transaction, in the order of their arrival: a result for each, or the error that is that
   * one's alone. What it throws is everybody's, and undoes all of it.
   */
  work: (sql: Sql, items: T[], contended: boolean) => Promise<(R | AppError)[]>
}

/** Enough to share the costs of a transaction, few enough that nobody else waits long for the group. */
export const TOGETHER_AT_MOST = 32

const lines = () => singleton('dispatch.lines', () => new Map<string, Waiting<unknown, unknown>[]>())

/**
 * Whoever arrives while the group decides about others is decided about in the next turn together with all who
 * arrived meanwhile, so that lock, snapshot and commit are paid once. Where one of them makes the transaction
 * fail, each gets one of its own.
 */
export function gather<T, R>(item: T, gathering: Gathering<T, R>): Promise<R> {
  return new Promise((resolve, reject) => {
    const all = lines() as Map<string, Waiting<T, R>[]>
    const waiting = all.get(gathering.line)
    if (waiting) waiting.push({ item, resolve, reject })
    else {
      const line = [{ item, resolve, reject }]
      all.set(gathering.line, line)
      void serve(line, gathering).finally(() => all.delete(gathering.line))
    }
  })
}

async function serve<T, R>(line: Waiting<T, R>[], gathering: Gathering<T, R>): Promise<void> {
  while (line.length > 0) {
    let batch: Waiting<T, R>[] | undefined
    try {
      await run(gathering, () => {
        batch ??= takeFirst(line, gathering.distinct)
        return batch
      })
    } catch (error) {
      batch ??= takeFirst(line, gathering.distinct)
      if (batch.length === 1 || !isOfOneAlone(error)) for (const one of batch) one.reject(error)
      else for (const one of batch) await run(gathering, () => [one]).catch(one.reject)
    }
  }
}

async function run<T, R>(gathering: Gathering<T, R>, whom: () => Waiting<T, R>[]): Promise<void> {
  let batch: Waiting<T, R>[] = []
  const results = await decideInGroup(gathering.groupId, (sql, contended) => {
    batch = whom()
    const items = batch.map(({ item }) => item)
    return gathering.work(sql, items, contended)
  })
  for (const [i, { resolve, reject }] of batch.entries()) {
    const result = results[i] as R | AppError
    if (result instanceof AppError) reject(result)
    else resolve(result as R)
  }
}

/** The first of the line, without a second one of the same. */
function takeFirst<T, R>(line: Waiting<T, R>[], distinct: (item: T) => string): Waiting<T, R>[] {
  const seen = new Set<string>()
  const batch: Waiting<T, R>[] = []
  for (const one of line) {
    if (batch.length === TOGETHER_AT_MOST) break
    const key = distinct(one.item)
    if (seen.has(key)) continue
    seen.add(key)
    batch.push(one)
  }
  const taken = new Set(batch)
  line.splice(0, line.length, ...line.filter((one) => !taken.has(one)))
  return batch
}

/** What PostgreSQL says of a statement, other than that it cannot be reached or is ending. */
function isOfOneAlone(error: unknown): boolean {
  if (error instanceof LostRace) return true
  const code = (error as { code?: unknown }).code
  return typeof code === 'string' && /^(2|3|4|P)[0-9A-Z]{4}$/.test(code)
}
