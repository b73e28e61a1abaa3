import type { Principal } from '@/server/access'
import { byteOrderMark, csvLines } from '@/server/platform/csv'
import type { TicketFilter } from '../contract'
import { listFor } from './read-tickets'

const PAGE = 100
const head = [
  ...['number', 'title', 'type', 'priority', 'status', 'customer', 'group', 'assignee'],
  ...['due', 'created', 'updated'],
]

/** The tickets of the list with the same filter, by number. */
export async function* exportTickets(principal: Principal, filter: TicketFilter): AsyncGenerator<string> {
  yield byteOrderMark + csvLines([head])
  for (let page = 1; ; page += 1) {
    const { rows } = await listFor(principal, {
      ...{ ...filter, sort: 'number', direction: 'asc', page, pageSize: PAGE },
    })
    yield csvLines(
      rows.map((t) => [
        ...[`T-${t.number}`, t.title, t.type, t.priority, t.status, t.customer?.name ?? null],
        ...[t.group?.name ?? null, t.assignee?.name ?? null, t.dueAt, t.createdAt, t.updatedAt],
      ]),
    )
    if (rows.length < PAGE) return
  }
}
