import { pool, type Sql } from '@/server/platform/db/pool'
import type { CategoryName } from '../domain/category-names'

/** A category and all above it, the nearest first, with those that were merged into them. */
export async function readCategoryLine(sql: Sql, categoryId: string | null): Promise<string[]> {
  if (!categoryId) return []
  const { rows } = await sql.query<{ id: string }>({
    name: 'category_line',
    text: `with recursive up as (
        select id, parent_id, 0 as depth from categories where id = $1
        union all select c.id, c.parent_id, up.depth + 1 from categories c join up on c.id = up.parent_id
          where up.depth < 20)
      select id from (select id, depth from up
        union all select c.id, up.depth from categories c join up on c.merged_into_id = up.id) line order by depth`,
    values: [categoryId],
  })
  return rows.map(({ id }) => id)
}

/** The customer's last words in a conversation, oldest first; '' where there are none. */
export async function readCustomerWords(sql: Sql, conversationId: string): Promise<string> {
  const { rows } = await sql.query<{ text: string }>({
    name: 'customer_words',
    text: `select left(text, 500) as text from messages where conversation_id = $1 and sender_kind = 'customer'
        and kind = 'text' and recalled_at is null order by seq desc limit 3`,
    values: [conversationId],
  })
  return rows
    .map(({ text }) => text)
    .reverse()
    .join(' ')
    .trim()
}

/** Categories in use, for files that name them. */
export async function listCategoryNames(): Promise<CategoryName[]> {
  const { rows } = await pool().query<CategoryName>(
    `select id, parent_id as "parentId", coalesce(names->>'en', '') as en, coalesce(names->>'zh', '') as zh
     from categories where disabled_at is null and merged_into_id is null order by id`,
  )
  return rows
}

/** What the customer said last, and the bot. */
export async function readLastTurns(
  sql: Sql,
  conversationId: string,
): Promise<{ said: string; botTurn: string }> {
  const { rows } = await sql.query<{ said: string; botTurn: string }>({
    name: 'last_turns',
    text: `select coalesce((select left(text, 500) from messages where conversation_id = $1
          and sender_kind = 'customer' and kind = 'text' and recalled_at is null order by seq desc limit 1), '') as said,
        coalesce((select left(text, 500) from messages where conversation_id = $1
          and sender_kind = 'bot' and recalled_at is null order by seq desc limit 1), '') as "botTurn"`,
    values: [conversationId],
  })
  return rows[0] ?? { said: '', botTurn: '' }
}
