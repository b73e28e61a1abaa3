import type { Sql } from '@/server/platform/db/pool'
import type { TicketPriority, TicketStatus } from '../contract'

export type NewTicket = {
  id: string
  clientKey: string
  title: string
  description: string
  type: string
  priority: TicketPriority
  customerId: string | null
  conversationId: string | null
  groupId: string | null
  assigneeId: string | null
  creatorId: string
  creatorName: string
  dueAt: Date | null
  dueByHand: boolean
  at: Date
}

/** Its number; null when a ticket with this client key is there already. */
export async function insertTicket(sql: Sql, row: NewTicket): Promise<number | null> {
  const { rows } = await sql.query<{ number: number }>(
    `insert into tickets(id, client_key, title, description, type, priority, customer_id, conversation_id, group_id,
       assignee_id, creator_id, creator_name, due_at, due_by_hand, status_since, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, $15)
     on conflict (client_key) do nothing returning number`,
    [
      ...[row.id, row.clientKey, row.title, row.description, row.type, row.priority, row.customerId],
      ...[row.conversationId, row.groupId, row.assigneeId, row.creatorId, row.creatorName, row.dueAt],
      ...[row.dueByHand, row.at],
    ],
  )
  return rows[0]?.number ?? null
}

export type Columns = {
  title: string
  description: string
  type: string
  priority: TicketPriority
  status: TicketStatus
  groupId: string | null
  assigneeId: string | null
  dueAt: Date | null
  dueByHand: boolean
}

/** What a ticket is from now on; the times of its status follow from the change. */
export async function updateTicket(
  sql: Sql,
  id: string,
  row: Columns,
  change: { at: Date; moved: boolean; reopened: boolean },
): Promise<void> {
  await sql.query(
    `update tickets set title = $2, description = $3, type = $4, priority = $5, status = $6, group_id = $7,
       assignee_id = $8, due_at = $9, due_by_hand = $10, updated_at = $11, version = version + 1,
       status_since = case when $12 then $11 else status_since end,
       solved_at = case when not $12 then solved_at when $6 = 'solved' then $11 when $6 = 'closed' then solved_at end,
       closed_at = case when not $12 then closed_at when $6 = 'closed' then $11 end,
       reopened_count = reopened_count + case when $13 then 1 else 0 end
     where id = $1`,
    [
      ...[id, row.title, row.description, row.type, row.priority, row.status, row.groupId, row.assigneeId],
      ...[row.dueAt, row.dueByHand, change.at, change.moved, change.reopened],
    ],
  )
}

export async function touchTicket(sql: Sql, id: string, at: Date): Promise<void> {
  await sql.query('update tickets set updated_at = $2 where id = $1', [id, at])
}

export async function deleteTicket(sql: Sql, id: string): Promise<void> {
  await sql.query('delete from tickets where id = $1', [id])
}

export type NewEntry = {
  id: string
  ticketId: string
  at: Date
  kind: string
  actorId: string | null
  actorName: string
  public?: boolean
  text?: string
  detail?: object
  clientKey?: string | null
}

/** False when an entry with this client key is there already. */
export async function insertEntry(sql: Sql, row: NewEntry): Promise<boolean> {
  const { rowCount } = await sql.query(
    `insert into ticket_entries(id, ticket_id, at, kind, actor_id, actor_name, public, text, detail, client_key)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (client_key) do nothing`,
    [
      ...[row.id, row.ticketId, row.at, row.kind, row.actorId, row.actorName, row.public ?? false],
      ...[row.text ?? '', JSON.stringify(row.detail ?? {}), row.clientKey ?? null],
    ],
  )
  return rowCount === 1
}

export async function setWatcher(sql: Sql, ticketId: string, userId: string, on: boolean): Promise<void> {
  await sql.query(
    on
      ? 'insert into ticket_watchers(ticket_id, user_id) values ($1, $2) on conflict do nothing'
      : 'delete from ticket_watchers where ticket_id = $1 and user_id = $2',
    [ticketId, userId],
  )
}

/** Uploads of one's own that nothing else carries; answers how many were bound. */
export async function bindFiles(
  sql: Sql,
  of: { ticketId: string; entryId: string; uploaderId: string; ids: readonly string[] },
): Promise<number> {
  const { rowCount } = await sql.query(
    `insert into ticket_files(attachment_id, ticket_id, entry_id)
     select id, $1, $2 from attachments where id = any($4::uuid[]) and uploader_id = $3 and conversation_id is null
     on conflict do nothing`,
    [of.ticketId, of.entryId, of.uploaderId, of.ids],
  )
  return rowCount ?? 0
}

export async function findFileTicket(sql: Sql, attachmentId: string): Promise<string | null> {
  const { rows } = await sql.query<{ id: string }>(
    'select ticket_id as id from ticket_files where attachment_id = $1',
    [attachmentId],
  )
  return rows[0]?.id ?? null
}
