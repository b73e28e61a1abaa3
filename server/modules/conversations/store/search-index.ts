import type { Sql } from '@/server/platform/db/pool'
import { TOKENIZER } from '../domain/search-words'

export type Unindexed = {
  id: string
  /** Up to which place its messages are in the index; 0 = none, or all must be read anew. */
  indexedSeq: number
  lastSeq: number
  /** Facts of the customer that it is found by. */
  name: string
  externalId: string | null
  emails: string[]
  phones: string[]
}

const COLUMNS = `c.id, c.last_seq as "lastSeq", cu.name, cu.external_id as "externalId",
  array_remove(array[cu.email, c.contact->>'email'], null) as emails, array_remove(array[cu.phone, c.contact->>'phone'], null) as phones,
  case when s.tokenizer = $1 and not exists (select 1 from conversation_events e where e.conversation_id = c.id
    and e.seq > s.last_seq and e.type = 'recalled') then s.last_seq else 0 end::bigint as "indexedSeq"`
const BEHIND = 's.conversation_id is null or s.last_seq < c.last_seq or s.tokenizer <> $1'

/** Of these conversations, those whose log is ahead of the index. */
export async function findBehind(sql: Sql, ids: string[]): Promise<Unindexed[]> {
  const { rows } = await sql.query<Unindexed>({
    name: 'search_behind',
    text: `select ${COLUMNS} from conversations c join customers cu on cu.id = c.customer_id
      left join conversation_search s on s.conversation_id = c.id where c.id = any($2) and (${BEHIND}) order by c.id`,
    values: [TOKENIZER, ids],
  })
  return rows
}

/** A stretch of all conversations in the order of their ids; where it ended, null at the end. */
export async function walkBehind(
  sql: Sql,
  after: string,
  limit: number,
): Promise<{ behind: Unindexed[]; next: string | null }> {
  const { rows } = await sql.query<Unindexed & { behind: boolean }>({
    name: 'search_walk',
    text: `select ${COLUMNS}, (${BEHIND}) as behind
      from (select * from conversations where id > $2 order by id limit $3) c join customers cu on cu.id = c.customer_id
      left join conversation_search s on s.conversation_id = c.id order by c.id`,
    values: [TOKENIZER, after, limit],
  })
  return {
    behind: rows.filter((row) => row.behind),
    next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null,
  }
}

/** Of one conversation in one reading. */
export const SAID_AT_MOST = 500

/** What was said after each one's place, the first of it; recalled messages are silent. */
export async function readSaid(
  sql: Sql,
  of: readonly { id: string; after: number }[],
): Promise<{ id: string; seq: number; text: string }[]> {
  const { rows } = await sql.query<{ id: string; seq: number; text: string }>({
    name: 'search_said',
    text: `select i.id, m.seq, m.text || coalesce(' ' || a.name, '') || coalesce(' ' || (m.meta->'card'->>'title'), '') as text
      from unnest($1::uuid[], $2::bigint[]) i(id, after) cross join lateral (
        select * from messages m where m.conversation_id = i.id and m.seq > i.after and m.recalled_at is null
        order by m.seq limit ${SAID_AT_MOST}) m
      left join attachments a on a.id = m.attachment_id`,
    values: [of.map(({ id }) => id), of.map(({ after }) => after)],
  })
  return rows
}

type Words = { id: string; upTo: number; words: string[] }

/** Adds words to each conversation's, or puts them in place of all it had. */
export async function putWords(sql: Sql, rows: readonly Words[], anew: boolean): Promise<void> {
  if (rows.length === 0) return
  await sql.query({
    name: 'search_put',
    text: `insert into conversation_search as s (conversation_id, last_seq, words, tokenizer)
      select i.id, i.up_to, array_to_tsvector(string_to_array(i.words, E'\\n')), $5
      from unnest($1::uuid[], $2::bigint[], $3::text[]) i(id, up_to, words)
      on conflict (conversation_id) do update set last_seq = excluded.last_seq, tokenizer = excluded.tokenizer,
        words = case when $4 then excluded.words else s.words || excluded.words end`,
    values: [
      rows.map(({ id }) => id),
      rows.map(({ upTo }) => upTo),
      rows.map(({ words }) => words.join('\n')),
      anew,
      TOKENIZER,
    ],
  })
}

/** One process at a time writes the index; the lock goes with the transaction. */
export async function takeIndexTurn(sql: Sql): Promise<boolean> {
  const { rows } = await sql.query<{ mine: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended('conversation_search', 0)) as mine`,
  )
  return rows[0]?.mine ?? false
}
