import type { Principal } from '@/server/access'
import { byteOrderMark, csvLines } from '@/server/platform/csv'
import type { PeopleFilter } from '../contract'
import { peopleColumns, peopleIgnored } from '../domain/people-csv'
import { type ExportPerson, scopeOfPeople, streamPeople } from '../store/list-people'

/** The people that a list with the same filter shows, as pieces of a file that import takes back. */
export async function* exportPeople(principal: Principal, filter: PeopleFilter): AsyncGenerator<string> {
  yield byteOrderMark + csvLines([[...peopleColumns, ...peopleIgnored]])
  for await (const rows of streamPeople(filter, scopeOfPeople(principal))) yield csvLines(rows.map(toCells))
}

function toCells(row: ExportPerson): (string | number | null)[] {
  const { email, name, locale, role_list, receives } = row
  const agent = receives
    ? [row.public_name, (row.languages ?? []).join('; '), row.capacity, row.group_list]
    : ['', '', '', '']
  const signedIn = row.last_sign_in_at?.toISOString() ?? ''
  return [email, name, locale, role_list, receives ? 'yes' : 'no', ...agent, row.state, signedIn]
}
