import type { LogEntry, MessagePayload } from '@/server/events/log-entry'
import { prepare, toMessageView } from '@/server/events/render'
import { ensureDirectory, findPerson } from '@/server/events/store/directory'
import type { MessageView } from '@/server/http/v1/contract'
import { readMessages } from '@/server/modules/conversations'
import { queueViews } from '@/server/modules/dispatch'
import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { buttonsOf, withButtons } from '../domain/buttons'
import { noticeOf } from '../domain/notices'
import type { Content, Extra } from '../domain/payload'
import { fill, hint, type Language, say } from '../domain/words'
import type { Connection } from '../store/connections'
import { findEntry, type Owed } from '../store/outbox'
import { findAgentOfIm, findImCustomer } from '../store/people'
import { absolute, fileAddress } from './addresses'

export type Composed = { content: Content; extra: Extra }
/** So many of the words before it go along when an agent gets a conversation. */
const EARLIER = 10

/** What is said now: the log is read at this moment, so an erased word is erased here too. null: nothing any more. */
export async function compose(connection: Connection, owed: Owed): Promise<Composed | null> {
  if (owed.body) return { content: { kind: 'text', text: owed.body.text }, extra: {} }
  if (owed.conversationId === null || owed.seq === null) return null
  const found = await findEntry(pool(), owed.conversationId, owed.seq)
  if (!found) return null
  await prepare([found.entry])
  return owed.via === 'robot' ? forCustomer(connection, owed, found) : forAgent(connection, owed, found)
}

type Found = NonNullable<Awaited<ReturnType<typeof findEntry>>>

async function forCustomer(
  connection: Connection,
  owed: Owed,
  { entry, creationType }: Found,
): Promise<Composed | null> {
  const { settings } = connection
  const customer = owed.imCustomerId ? await findImCustomer(pool(), owed.imCustomerId) : null
  const language: Language = (customer?.language ?? connection.language) === 'zh' ? 'zh' : 'en'
  if (entry.type === 'message') return saidBy(entry, entry.payload, language)
  const notice = noticeOf(entry.type, entry.payload, creationType)
  if (!notice) return null
  const place = notice.keys.includes('queued') ? await placeOf(entry.conversationId) : ''
  if (place === null) return null
  const values = { agent: notice.agent ?? '', place, end: settings.endWords[0] ?? '' }
  const text = notice.keys.map((key) => say(settings, key, language, values)).join('\n')
  return { content: { kind: 'text', text }, extra: {} }
}

/** null: it does not wait any more. */
async function placeOf(conversationId: string): Promise<number | null> {
  return (await queueViews([conversationId])).get(conversationId)?.position ?? null
}

async function forAgent(
  { channelId, language: spoken, settings }: Connection,
  owed: Owed,
  { entry, number, holder }: Found,
): Promise<Composed | null> {
  const language: Language = spoken === 'zh' ? 'zh' : 'en'
  if (entry.type === 'message') return saidBy(entry, entry.payload, language)
  const text = (words: string): Composed => ({ content: { kind: 'text', text: words }, extra: {} })
  if (entry.type === 'ended') return text(hint('closed', language, { number }))
  const agentId = await findAgentOfIm(pool(), channelId, owed.target)
  const patch = entry.payload.patch ?? {}
  const given = (patch.agent as { id?: string } | null | undefined)?.id
  if (given !== agentId) return holder === agentId ? text(hint('gone', language, { number })) : null
  const page = { conversationId: entry.conversationId, before: entry.seq, limit: EARLIER, notes: false }
  const earlier = await readMessages(pool(), page)
  const end = settings.endWords[0] ?? ''
  return text([hint('given', language, { number, end }), ...earlier.map(lineOf)].join('\n'))
}

const lineOf = ({ senderKind, senderName, text, attachment }: MessageView): string =>
  `${senderKind === 'customer' ? '>' : `${senderName ?? senderKind}:`} ${text || (attachment?.name ?? '')}`

/** A message as it was said; null when its sender has taken it back. */
async function saidBy(
  entry: LogEntry,
  payload: MessagePayload,
  language: Language,
): Promise<Composed | null> {
  const { recalledAt, ...rest } = payload
  if (recalledAt || payload.kind === 'note') return null
  const view = toMessageView(entry.conversationId, entry.seq, entry.at, rest)
  const extra = payload.senderKind === 'agent' ? await faceOf(payload.senderId) : {}
  const content = contentOf(view, language)
  return content && { content, extra }
}

async function faceOf(agentId: string): Promise<Extra> {
  await ensureDirectory([agentId], [])
  const person = findPerson(agentId)
  if (!person) return {}
  const portrait = person.avatarUrl === null ? {} : { portrait: absolute(person.avatarUrl) }
  return { name: person.name, ...portrait }
}

const MEDIA = ['picture', 'voice', 'video', 'file'] as const

function contentOf(message: MessageView, language: Language): Content | null {
  const { attachment, text } = message
  const kind = MEDIA.find((one) => one === message.kind)
  if (kind && attachment) {
    const { id, name, size } = attachment
    return { kind, url: fileAddress(id, nowMs()), name, size }
  }
  const card = message.meta?.card as { title?: string; url?: string } | undefined
  const words = card ? fill(hint('card', language, { title: card.title ?? text, url: card.url ?? '' })) : text
  return words === '' ? null : { kind: 'text', text: withButtons(words, buttonsOf(message.meta)) }
}
