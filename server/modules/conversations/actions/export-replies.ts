import type { Principal } from '@/server/access'
import { byteOrderMark, csvLines } from '@/server/platform/csv'
import type { ReplyFilter } from '../contract'
import { replyColumns } from '../domain/reply-csv'
import { listQuickReplies } from '../store/quick-replies'
import { replyReader } from './keep-quick-replies'

const PAGE = 500

/**
 * The quick replies that the list with the same filter shows, as pieces of a CSV file that import takes back. Begins
 * with a byte order mark, without which spreadsheets misread Chinese.
 */
export async function* exportReplies(principal: Principal, filter: ReplyFilter): AsyncGenerator<string> {
  yield byteOrderMark + csvLines([replyColumns])
  const reader = replyReader(principal)
  for (let page = 1; ; page += 1) {
    const order = { sort: 'shortcut', direction: 'asc', page, pageSize: PAGE } as const
    const { rows } = await listQuickReplies(reader, { ...filter, ...order })
    if (rows.length === 0) return
    yield csvLines(
      rows.map(({ scope, groupName, shortcut, title, text }) => [scope, groupName, shortcut, title, text]),
    )
    if (rows.length < PAGE) return
  }
}
