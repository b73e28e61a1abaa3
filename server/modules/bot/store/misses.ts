import type { z } from 'zod'
import { pool } from '@/server/platform/db/pool'
import type { listMissesInput, MissRow } from '../contract'

const ORDER = { count: 'count', last: '"lastAt"' } as const

/** What the customer wrote in the turn, as it stands in the messages now: what was deleted is gone here too. */
const WORDS = `(select string_agg(m.text, E'\\n' order by m.seq) from messages m where m.conversation_id = t.conversation_id
  and m.seq between t.from_seq and t.to_seq and m.sender_kind = 'customer' and m.recalled_at is null)`

/**
 * Questions without an answer, the same ones together; those asked again after an editor saw to them are listed
 * anew.
 */
export async function listMisses(
  input: z.output<typeof listMissesInput>,
  since: Date,
): Promise<{ rows: MissRow[]; total: number }> {
  const values = [since, input.channelId ?? null, input.kind ?? null, input.marked, input.search]
  const grouped = `with missed as (
      select t.question_key as key, t.conversation_id, t.outcome, t.at, t.language, k.mark, ${WORDS} as words
      from bot_turns t left join bot_miss_marks k on k.question_key = t.question_key and k.at >= t.at
      where t.outcome in ('missed', 'unsure') and t.question_key is not null and t.at >= $1
        and ($2::uuid is null or t.channel_id = $2) and ($3::text is null or t.outcome = $3)
        and (k.mark is not null) = $4),
    grouped as (
      select key, count(*)::int as count, count(distinct conversation_id)::int as customers, max(at) as "lastAt",
        (array_agg(words order by at desc) filter (where words <> ''))[1] as question,
        (array_agg(language order by at desc))[1] as language, (array_agg(mark order by at desc))[1] as mark,
        case when bool_or(outcome = 'missed') then 'missed' else 'unsure' end as kind
      from missed group by key)`
  const where = `where $5 = '' or strpos(lower(question), lower($5)) > 0`
  const [page, count] = await Promise.all([
    pool().query<Omit<MissRow, 'lastAt' | 'question'> & { lastAt: Date; question: string | null }>(
      `${grouped} select * from grouped ${where}
       order by ${ORDER[input.sort]} ${input.direction === 'asc' ? 'asc' : 'desc'}, key limit $6 offset $7`,
      [...values, input.pageSize, (input.page - 1) * input.pageSize],
    ),
    pool().query<{ total: number }>(`${grouped} select count(*)::int as total from grouped ${where}`, values),
  ])
  const rows = page.rows.map(({ lastAt, question, ...row }) => ({
    ...row,
    ...{ question: question ?? '', lastAt: lastAt.toISOString() },
  }))
  return { rows, total: count.rows[0]?.total ?? 0 }
}

/** The words in which each was asked last. */
export async function readQuestions(keys: string[]): Promise<Map<string, string>> {
  const { rows } = await pool().query<{ key: string; words: string | null }>(
    `select distinct on (t.question_key) t.question_key as key, ${WORDS} as words from bot_turns t
     where t.question_key = any($1) and ${WORDS} <> '' order by t.question_key, t.at desc`,
    [keys],
  )
  return new Map(rows.flatMap(({ key, words }) => (words ? [[key, words] as const] : [])))
}

export async function markMisses(
  keys: string[],
  mark: { mark: 'dismissed' | 'article' | 'question'; articleId: string | null; by: string; at: Date },
): Promise<void> {
  await pool().query(
    `insert into bot_miss_marks(question_key, mark, article_id, marked_by, at)
     select key, $2, $3, $4, $5 from unnest($1::text[]) as key
     on conflict (question_key) do update set mark = $2, article_id = $3, marked_by = $4, at = $5`,
    [keys, mark.mark, mark.articleId, mark.by, mark.at],
  )
}

export async function unmarkMisses(keys: string[]): Promise<void> {
  await pool().query('delete from bot_miss_marks where question_key = any($1)', [keys])
}

/** The first words of the newest conversations, as their customers wrote them. */
export async function listFirstQuestions(
  since: Date,
  channelId: string | null,
  limit: number,
): Promise<{ questions: string[]; total: number }> {
  const from = `from conversations c join threads h on h.id = c.thread_id
    where c.created_at >= $1 and h.initiator = 'customer' and ($2::uuid is null or c.channel_id = $2)`
  const [found, count] = await Promise.all([
    pool().query<{ text: string }>(
      `select m.text ${from.replace(
        'where',
        `join lateral (select text from messages where conversation_id = c.id and sender_kind = 'customer'
          and kind = 'text' and recalled_at is null and meta -> 'choice' is null order by messages.seq limit 1) m
          on m.text <> '' where`,
      )} order by c.created_at desc limit $3`,
      [since, channelId, limit],
    ),
    pool().query<{ total: number }>(`select count(*)::int as total ${from}`, [since, channelId]),
  ])
  return { questions: found.rows.map(({ text }) => text), total: count.rows[0]?.total ?? 0 }
}
