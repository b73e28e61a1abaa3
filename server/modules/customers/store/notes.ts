import type { Sql } from '@/server/platform/db/pool'
import type { CustomerNoteView } from '../contract'

type Row = Omit<CustomerNoteView, 'createdAt' | 'updatedAt' | 'own'> & {
  authorId: string | null
  createdAt: Date
  updatedAt: Date
}

/** The newest first. */
export async function listNotes(sql: Sql, customerId: string, readerId: string): Promise<CustomerNoteView[]> {
  const { rows } = await sql.query<Row>(
    `select id, author_id as "authorId", author_name as author, text, created_at as "createdAt", updated_at as "updatedAt", version
     from customer_notes where customer_id = $1 order by created_at desc, id limit 200`,
    [customerId],
  )
  return rows.map(({ authorId, createdAt, updatedAt, ...row }) => ({
    ...row,
    ...{ createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString(), own: authorId === readerId },
  }))
}

export type StoredNote = {
  id: string
  customerId: string
  authorId: string | null
  text: string
  version: number
}

export async function lockNote(sql: Sql, id: string): Promise<StoredNote | null> {
  const { rows } = await sql.query<StoredNote>(
    `select id, customer_id as "customerId", author_id as "authorId", text, version from customer_notes
     where id = $1 for update`,
    [id],
  )
  return rows[0] ?? null
}

export async function insertNote(
  sql: Sql,
  note: { id: string; customerId: string; author: { userId: string; name: string }; text: string; at: Date },
): Promise<void> {
  await sql.query(
    `insert into customer_notes(id, customer_id, author_id, author_name, text, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $6)`,
    [note.id, note.customerId, note.author.userId, note.author.name, note.text, note.at],
  )
}

export async function writeNote(sql: Sql, id: string, text: string, at: Date): Promise<void> {
  await sql.query(
    'update customer_notes set text = $2, updated_at = $3, version = version + 1 where id = $1',
    [id, text, at],
  )
}

export async function deleteNote(sql: Sql, id: string): Promise<void> {
  await sql.query('delete from customer_notes where id = $1', [id])
}
