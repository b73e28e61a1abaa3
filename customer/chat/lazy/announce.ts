import '../shared'
import type { MessageView } from '@/server/http/v1/contract'
import { inLanguage, languageOf, languages } from '../../i18n/words'
import type { Chat } from '../chat'
import type { ChatState, Notice } from '../core/state'

/** So many lines stay for somebody who reads them again. */
const KEPT = 20

type Said = { seq: number; message: MessageView } | { seq: number; notice: Notice } | 'typing'

/**
 * What the other side did since the last look, each thing once: nothing of what was there when the conversation
 * was loaded, nothing of one's own, and that somebody types once until they have said something.
 */
export function createEar() {
  let customer: string | null = null
  let id: string | null = null
  let from = 0
  let typing = false
  const told = new Set<number>()
  const isNew = ({ seq }: { seq: number }) => seq > from && !told.has(seq)

  return (state: ChatState): Said[] => {
    const { session, conversation } = state
    if (state.phase !== 'ready' || !session) return []
    const known = customer === session.customer.id
    customer = session.customer.id
    if (!known || (conversation?.id ?? null) !== id) {
      // One that begins under the customer's eyes is heard from its beginning.
      from = known && id === null ? 0 : state.asOf
      id = conversation?.id ?? null
      told.clear()
      typing = false
    }
    const [first] = state.messages
    // The window has shown the bot's greeting before anything was asked.
    if (from === 0 && first?.senderKind === 'bot') told.add(first.seq)
    const messages = state.messages
      .filter((message) => message.senderKind !== 'customer' && !message.recalledAt && isNew(message))
      .map((message) => ({ seq: message.seq, message }))
    const notices = state.notices.filter(isNew).map((notice) => ({ seq: notice.seq, notice }))
    const said: Said[] = [...messages, ...notices].sort((a, b) => a.seq - b.seq)
    for (const { seq } of [...messages, ...notices]) told.add(seq)
    if (messages.length > 0) typing = false
    if (state.typingUntil > 0 && !typing) {
      typing = true
      said.push('typing')
    }
    return said
  }
}

/** Reads the other side out, line by line with who it was, in a place of its own: the log that is seen may be drawn anew. */
export function announce({ store }: Chat): void {
  const place = document.createElement('div')
  place.className = 'hidden'
  place.setAttribute('aria-live', 'polite')
  document.body.append(place)
  const hear = createEar()
  let due = false
  const look = () => {
    due = false
    const state = store.get()
    for (const said of hear(state)) {
      const line = document.createElement('p')
      line.textContent = lineOf(said, state)
      if (line.textContent) place.append(line)
    }
    while (place.childElementCount > KEPT) place.firstChild!.remove()
  }
  // A session and its conversation come one after the other, and belong together.
  const soon = () => {
    if (!due) queueMicrotask(look)
    due = true
  }
  store.subscribe(soon)
  soon()
}

function lineOf(said: Said, state: ChatState): string {
  const language = languageOf(document.documentElement.lang) ?? 'en'
  const words = languages[language]
  if (said === 'typing') return words.typing(state.conversation?.agent?.name ?? null)
  if ('notice' in said) {
    const { kind, name } = said.notice
    return kind === 'reopened'
      ? words.reopened
      : kind === 'assigned'
        ? words.joined(name)
        : words.transferred(name)
  }
  const { text, senderKind, senderName, meta, attachment, kind } = said.message
  const what = text || meta?.card?.title || attachment?.name || ''
  if (!what || kind === 'system' || senderKind === 'system') return what
  const bot = senderKind === 'bot' ? state.session?.channel.bot : null
  return `${senderName ?? (bot ? inLanguage(bot.name, language) : words.agent)}: ${what}`
}
