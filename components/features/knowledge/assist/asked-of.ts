import type { MessageView } from '@/server/http/v1/contract'

/** The customer's words that nobody has answered yet, the newest, and what they had written before. */
export type Asked = { text: string; earlier: string[] }

const MAX_TEXT = 1_000
const EARLIER = 3

type Message = Pick<MessageView, 'senderKind' | 'kind' | 'text' | 'recalledAt'>

export function askedOf(messages: readonly Message[]): Asked | null {
  const said = messages.filter(
    ({ kind, text, recalledAt }) => kind === 'text' && recalledAt === null && text.trim() !== '',
  )
  const last = said.at(-1)
  if (last?.senderKind !== 'customer') return null
  const own = said
    .filter(({ senderKind }) => senderKind === 'customer')
    .map(({ text }) => text.slice(0, MAX_TEXT))
  return { text: own.at(-1) ?? '', earlier: own.slice(-1 - EARLIER, -1) }
}
