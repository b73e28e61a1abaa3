import type { MessageView } from '@/server/http/v1/contract'
import { dayNumber } from './opening'
import type { OutboxItem } from './outbox'
import type { Earlier, Notice } from './state'

/** Messages of one speaker closer than this stand together under one time. */
export const GROUP_GAP_MS = 5 * 60_000

export type MessageRow = MessageView & { mine: boolean }
export type Row =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'notice'; key: string; notice: Notice }
  | { kind: 'system'; key: string; text: string }
  | {
      kind: 'group'
      key: string
      mine: boolean
      senderName: string | null
      bot: boolean
      messages: MessageRow[]
      at: number
    }
  | { kind: 'unsent'; key: string; items: OutboxItem[] }
  | { kind: 'divider'; key: string; number: number; at: number }

type Entry = { seq: number; at: number } & ({ message: MessageView } | { notice: Notice })

/** The log as rows to draw: day lines, thin lines, groups by speaker and time, the unsent ones last. */
export function timeline(
  messages: MessageView[],
  notices: Notice[],
  outbox: OutboxItem[],
  timeZone?: string,
): Row[] {
  const rows: Row[] = []
  let day = Number.NaN
  for (const entry of entriesOf(messages, notices)) {
    const today = dayNumber(entry.at, timeZone)
    if (today !== day) rows.push({ kind: 'day', key: `d${today}`, at: entry.at })
    day = today
    add(rows, entry)
  }
  if (outbox.length > 0) rows.push({ kind: 'unsent', key: 'unsent', items: outbox })
  return rows
}

/** Earlier conversations, each under a line with its number and day. */
export function earlierRows(earlier: Earlier[], timeZone?: string): Row[] {
  return earlier.flatMap(({ conversation, messages }) => {
    const { id, number, createdAt } = conversation
    const rows = timeline(messages, [], [], timeZone).map((row) => ({ ...row, key: `${id}${row.key}` }))
    return [{ kind: 'divider' as const, key: id, number, at: Date.parse(createdAt) }, ...rows]
  })
}

function entriesOf(messages: MessageView[], notices: Notice[]): Entry[] {
  const entries: Entry[] = messages.map((message) => ({
    seq: message.seq,
    at: Date.parse(message.createdAt),
    message,
  }))
  for (const notice of notices) entries.push({ seq: notice.seq, at: Date.parse(notice.at), notice })
  return entries.sort((a, b) => a.seq - b.seq)
}

function add(rows: Row[], entry: Entry): void {
  if ('notice' in entry) {
    rows.push({ kind: 'notice', key: `n${entry.seq}`, notice: entry.notice })
    return
  }
  const { message } = entry
  if (message.kind === 'system' || message.senderKind === 'system') {
    rows.push({ kind: 'system', key: message.id, text: message.text })
    return
  }
  const mine = message.senderKind === 'customer'
  const row = rows.at(-1)
  const last = row?.kind === 'group' ? row.messages.at(-1)! : null
  if (
    row?.kind === 'group' &&
    last &&
    last.senderId === message.senderId &&
    entry.at - row.at < GROUP_GAP_MS
  ) {
    row.messages.push({ ...message, mine })
    row.at = entry.at
    return
  }
  rows.push({
    kind: 'group',
    key: message.id,
    mine,
    senderName: message.senderName,
    bot: message.senderKind === 'bot',
    messages: [{ ...message, mine }],
    at: entry.at,
  })
}
