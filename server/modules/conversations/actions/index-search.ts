import { currentHorizon, readAdvanced } from '@/server/events/store/read-log'
import { inTransaction, pool, type Sql } from '@/server/platform/db/pool'
import { log } from '@/server/platform/log'
import { round as counted } from '@/server/platform/observe/rounds'
import { phoneWords, wordsOf } from '../domain/search-words'
import {
  findBehind,
  putWords,
  readSaid,
  SAID_AT_MOST,
  takeIndexTurn,
  type Unindexed,
  walkBehind,
} from '../store/search-index'

const ROUND_MS = 1_000
/** Conversations a round looks at: a burst is spread over rounds. */
const BATCH = 200
const WALK = 200
/** After a walk over all, the next one: it heals whatever the rounds did not see. */
const REST_MS = 10 * 60_000
const FIRST = '00000000-0000-0000-0000-000000000000'
/** Far below the megabyte that a row of words may hold. */
const MAX_WORDS = 20_000
/** Messages that are read together, about; a conversation with more of them is read in several parts. */
const TOGETHER = 1_000

/** Those whose news fit into one reading; somebody with more stands alone. */
function inParts(rows: readonly Unindexed[]): Unindexed[][] {
  const parts: Unindexed[][] = []
  let room = 0
  for (const row of rows) {
    const news = Math.max(1, row.lastSeq - row.indexedSeq)
    if (news > room) {
      parts.push([])
      room = TOGETHER
    }
    parts.at(-1)?.push(row)
    room -= news
  }
  return parts
}

async function indexTogether(sql: Sql, rows: readonly Unindexed[]): Promise<void> {
  const found = new Map(rows.map((row) => [row.id, { row, words: knownBy(row), after: row.indexedSeq }]))
  for (let open = [...found.values()]; open.length > 0; ) {
    const said = await readSaid(
      sql,
      open.map(({ row, after }) => ({ id: row.id, after })),
    )
    const counts = new Map<string, number>()
    for (const { id, seq, text } of said) {
      const one = found.get(id)
      if (!one) continue
      counts.set(id, (counts.get(id) ?? 0) + 1)
      one.after = Math.max(one.after, seq)
      if (one.words.size < MAX_WORDS) for (const word of wordsOf(text)) one.words.add(word)
    }
    open = open.filter(({ row }) => counts.get(row.id) === SAID_AT_MOST)
  }
  const written = [...found.values()].map(({ row, words, after }) => ({
    ...{ id: row.id, upTo: Math.max(row.lastSeq, after), words: [...words], anew: row.indexedSeq === 0 },
  }))
  for (const anew of [true, false])
    await putWords(
      sql,
      written.filter((one) => one.anew === anew),
      anew,
    )
}

function knownBy(row: Unindexed): Set<string> {
  const facts = [row.name, row.externalId ?? '', ...row.emails]
  return new Set([...facts.flatMap(wordsOf), ...row.phones.flatMap(phoneWords)])
}

/** Writes what these conversations have said since; how many were behind, null when another process is at it. */
async function indexBehind(find: (sql: Sql) => Promise<Unindexed[]>): Promise<number | null> {
  return inTransaction(async (sql) => {
    if (!(await takeIndexTurn(sql))) return null
    const behind = await find(sql)
    for (const part of inParts(behind)) await indexTogether(sql, part)
    return behind.length
  })
}

/** Brings the index up to what is stored now, all of it; for a rebuild and for tests. */
export async function indexEverything(): Promise<void> {
  for (let after: string | null = FIRST; after !== null; ) {
    const from: string = after
    let next: string | null = null
    const done = await indexBehind(async (sql) => {
      const walked = await walkBehind(sql, from, WALK)
      next = walked.next
      return walked.behind
    })
    if (done === null) await new Promise((resolve) => setTimeout(resolve, 20))
    else after = next
  }
}

type Walk = { after: string | null; restUntil: number }

/** One stretch of the slow walk; it goes on where it was when another process has the turn. */
async function walkOn(walk: Walk): Promise<void> {
  if (walk.after === null) {
    if (Date.now() < walk.restUntil) return
    walk.after = FIRST
  }
  const from = walk.after
  let next: string | null = from
  await indexBehind(async (sql) => {
    const walked = await walkBehind(sql, from, WALK)
    next = walked.next
    return walked.behind
  })
  walk.after = next
  if (next === null) walk.restUntil = Date.now() + REST_MS
}

/**
 * The words of conversations are written a moment after the messages and never in their way: each second those
 * whose log has grown, and in between all of them in a slow walk, which fills a new index and heals an old one.
 */
export function startIndexing(): () => Promise<void> {
  let horizon: string | undefined
  let waiting: string[] = []
  let running: Promise<void> | undefined
  const walk: Walk = { after: FIRST, restUntil: 0 }
  const round = async () => {
    horizon ??= await currentHorizon(pool())
    const advanced = await readAdvanced(pool(), horizon)
    horizon = advanced.horizon
    waiting = [...new Set([...waiting, ...advanced.rows.map((row) => row.conversationId)])]
    const batch = waiting.slice(0, BATCH)
    const done = batch.length > 0 ? await indexBehind((sql) => findBehind(sql, batch)) : 0
    if (done !== null) waiting = waiting.slice(batch.length)
    await walkOn(walk)
  }
  const timer = setInterval(() => {
    running ??= counted('search_index', ROUND_MS, round)
      .catch((err) =>
        log().warn({ err: String(err) }, 'the search index could not be written; it is tried again'),
      )
      .finally(() => {
        running = undefined
      })
  }, ROUND_MS)
  return async () => {
    clearInterval(timer)
    await running
  }
}
