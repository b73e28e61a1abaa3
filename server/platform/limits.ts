import { createHash } from 'node:crypto'
import { redis } from './bus'
import { nowMs } from './clock'
import { AppError } from './errors'
import { singleton } from './singleton'

/**
 * How often the same somebody may do something; the window begins with the first time. Each process decides at once
 * by what it knows, and shares its counts through Redis behind the answer: nothing waits for Redis, and without it,
 * or while it is away, each process counts for itself. Until the others' counts have come back, a moment later, each
 * may let through what is left of the limit. Where even that would be too much (passwords), the database counts.
 * One name has one number of points.
 */
export type Limit = { name: string; points: number; seconds: number }

/** `all` is what is known to have been counted everywhere, `mine` the part of it that Redis was not told. */
type Count = { all: number; mine: number; until: number }
/** What is older than one window is forgotten by leaving the older half behind. */
type Book = {
  limit: Limit
  counts: Map<string, Count>
  older: Map<string, Count>
  turnsAt: number
  untold: Set<string>
}

/** So many somebodies are kept apart in one window; who comes from more places than that makes all begin anew. */
const MOST_KEYS = 100_000
const TELL_EVERY_MS = 50

const state = () =>
  singleton('limits', () => ({
    books: new Map<string, Book>(),
    timer: undefined as NodeJS.Timeout | undefined,
    telling: false,
  }))

function bookOf(limit: Limit, at: number): Book {
  const { books } = state()
  let book = books.get(limit.name)
  if (!book) {
    const turnsAt = at + limit.seconds * 1_000
    book = { limit, counts: new Map(), older: new Map(), turnsAt, untold: new Set() }
    books.set(limit.name, book)
  }
  if (at >= book.turnsAt || book.counts.size >= MOST_KEYS) {
    const both = at < book.turnsAt + limit.seconds * 1_000
    Object.assign(book, { older: both ? book.counts : new Map(), counts: new Map() })
    book.turnsAt = at + limit.seconds * 1_000
  }
  return book
}

function countOf(book: Book, key: string, at: number): Count | undefined {
  const known = book.counts.get(key) ?? book.older.get(key)
  return known && known.until > at ? known : undefined
}

const secondsUntil = (until: number, at: number): number => Math.max(1, Math.ceil((until - at) / 1_000))

/** Counts one more; 0 = go on, else whole seconds until the next window. A refused one is not counted. */
export function takeTurn(limit: Limit, key: string): number {
  const at = nowMs()
  const book = bookOf(limit, at)
  const count = countOf(book, key, at) ?? { all: 0, mine: 0, until: at + limit.seconds * 1_000 }
  book.counts.set(key, count)
  if (count.all >= limit.points) return secondsUntil(count.until, at)
  count.all += 1
  if (!redis()) return 0
  count.mine += 1
  book.untold.add(key)
  tellSoon()
  return 0
}

/** The same without counting: for what is counted only once it went wrong. */
export function waitFor(limit: Limit, key: string): number {
  const at = nowMs()
  const count = countOf(bookOf(limit, at), key, at)
  return count && count.all >= limit.points ? secondsUntil(count.until, at) : 0
}

/** @throws {AppError} too_many_requests, with what `say` makes of the seconds to wait */
export function requireTurn(limit: Limit, key: string, say: (seconds: number) => string): void {
  const seconds = takeTurn(limit, key)
  if (seconds > 0) throw tooMany(seconds, say)
}

export const tooMany = (seconds: number, say: (seconds: number) => string): AppError =>
  new AppError('too_many_requests', say(seconds), { data: { retryAfter: seconds } })

function tellSoon(): void {
  const here = state()
  if (here.timer) return
  here.timer = setTimeout(() => {
    here.timer = undefined
    void shareCounts()
  }, TELL_EVERY_MS)
  here.timer.unref()
}

/** Tells Redis what was counted here since and learns what was counted everywhere. One at a time; never fails. */
export async function shareCounts(): Promise<void> {
  const here = state()
  const client = redis()
  if (here.telling || client?.status !== 'ready') return
  here.telling = true
  try {
    for (const [name, book] of here.books) if (book.untold.size > 0) await share(client, name, book)
  } finally {
    here.telling = false
  }
}

async function share(client: NonNullable<ReturnType<typeof redis>>, name: string, book: Book): Promise<void> {
  const at = nowMs()
  const keys = [...book.untold]
  book.untold.clear()
  const counts = keys.map((key) => countOf(book, key, at))
  const pipeline = client.pipeline()
  for (const [i, key] of keys.entries()) {
    // Neither addresses nor ids stand in Redis.
    const digest = createHash('sha256').update(key).digest('base64url').slice(0, 22)
    const place = `switchyard:limit:${name}:${digest}`
    const count = counts[i]
    pipeline.set(place, 0, 'EX', book.limit.seconds, 'NX')
    pipeline.incrby(place, count?.mine ?? 0)
    pipeline.pttl(place)
    // Told now, also if no answer comes: Redis may have counted it, and nobody is refused for being told twice.
    if (count) count.mine = 0
  }
  const answers = await pipeline.exec().catch(() => null)
  for (const [i, count] of counts.entries()) {
    const sum = answers?.[i * 3 + 1]?.[1]
    const left = answers?.[i * 3 + 2]?.[1]
    if (!count || typeof sum !== 'number') continue
    count.all = sum + count.mine
    if (typeof left === 'number' && left > 0) count.until = Math.min(count.until, at + left)
  }
}

/** For tests: what this process knows, as after a start. */
export function forgetCounts(): void {
  state().books.clear()
}
