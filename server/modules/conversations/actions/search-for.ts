import { type Principal, scopeOf } from '@/server/access'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { excerptOf, parseQuery } from '../domain/search-words'
import type { ConversationRow } from '../store/load-views'
import {
  type CustomerHit,
  findSaid,
  isKnownCustomer,
  type SearchFilter,
  type SearchReader,
  searchConversations,
  searchCustomers,
} from '../store/search-conversations'

type Asked = Omit<SearchFilter, 'query' | 'before'> & { q: string; cursor?: string | undefined }
type Excerpt = { text: string; hits: [number, number][]; seq: number | null }
type Found = {
  rows: { row: ConversationRow; excerpt: Excerpt | null }[]
  next: string | null
  total: number
}

const readerOf = (principal: Principal, scope: SearchReader['scope']): SearchReader => ({
  scope,
  userId: principal.userId,
  groupIds: principal.agentId ? principal.groupIds : [],
  scopeGroupIds: principal.scopeGroupIds,
})

const cursorOf = (row: ConversationRow): string => `${row.createdAt.toISOString()}_${row.id}`

function placeOf(cursor: string | undefined): { at: Date; id: string } | undefined {
  const match = /^(\S{24})_([0-9a-f-]{36})$/i.exec(cursor ?? '')
  const at = new Date(match?.[1] ?? '')
  return match?.[2] && !Number.isNaN(at.getTime()) ? { at, id: match[2] } : undefined
}

/** The fact of the customer that was found, where no message was. */
function factOf(row: ConversationRow, marks: string[]): Excerpt | null {
  const { name, email, phone, externalId } = row.customer
  for (const fact of [name, email, phone, externalId]) {
    const excerpt = fact ? excerptOf(fact, marks) : null
    if (excerpt?.hits.length) return { ...excerpt, seq: null }
  }
  return null
}

/** Conversations that this person may read, by words, number and facts, with the place where it was found. */
export async function searchFor(principal: Principal, asked: Asked): Promise<Found> {
  const scope = scopeOf(principal, 'conversations.read')
  if (!scope) return { rows: [], next: null, total: 0 }
  const { q, cursor, ...filter } = asked
  const query = parseQuery(q)
  // Something was typed, but nothing that could be found.
  if (q !== '' && query.terms.length === 0 && query.number === null) return { rows: [], next: null, total: 0 }
  const page = await searchConversations(
    pool(),
    { ...filter, query, before: placeOf(cursor) },
    readerOf(principal, scope),
  )
  const said = await findSaid(
    pool(),
    page.rows.map((row) => row.id),
    query.marks,
  )
  const rows = page.rows.map((row) => {
    const message = said.get(row.id)
    const excerpt = message ? { ...excerptOf(message.text, query.marks), seq: message.seq } : null
    return { row, excerpt: excerpt?.hits.length ? excerpt : factOf(row, query.marks) }
  })
  const last = page.rows.at(-1)
  return { rows, next: page.more && last ? cursorOf(last) : null, total: page.total }
}

/** Known customers, for a conversation that an agent begins. */
export async function searchKnownCustomers(principal: Principal, text: string): Promise<CustomerHit[]> {
  const scope = scopeOf(principal, 'customers.read')
  if (!scope || text.trim() === '') return []
  return searchCustomers(pool(), text.trim(), readerOf(principal, scope))
}

/**
 * Whoever holds a conversation reads what went before with that customer: so it may be opened only with one
 * whom the permission reaches already. @throws {AppError} not_found
 */
export async function requireKnownCustomer(principal: Principal, id: string): Promise<void> {
  const scope = scopeOf(principal, 'customers.read')
  if (scope && (await isKnownCustomer(pool(), id, readerOf(principal, scope)))) return
  throw new AppError('not_found', 'There is no such customer.')
}
