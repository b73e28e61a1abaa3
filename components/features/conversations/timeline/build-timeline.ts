import type { Message } from '../live/live-state'
import type { Pending } from '../live/outbox'
import type { Step } from './steps'

/** One speaker, one stretch of time. */
export type Group = {
  type: 'group'
  key: string
  side: 'customer' | 'agent' | 'bot' | 'note'
  senderId: string
  senderName: string | null
  at: string
  messages: (Message | Pending)[]
}
export type Row =
  | { type: 'day'; key: string; at: string }
  | { type: 'step'; key: string; step: Step }
  | { type: 'line'; key: string; text: string; at: string }
  | Group

/** A pause longer than this begins a new group, with its time. */
const GROUP_MS = 3 * 60_000

type Input = {
  messages: readonly Message[]
  pending: readonly Pending[]
  steps: readonly Step[]
  me: { id: string; name: string }
  /** Day of a moment in the reader's zone. */
  dayOf: (at: string) => string
  /** Steps before the first message held belong to pages not loaded yet. */
  reachesStart: boolean
}

type Item = { at: string; step: Step } | { at: string; message: Message | Pending }

export const isPending = (message: Message | Pending): message is Pending => 'state' in message

/** Messages and steps in one order, grouped by speaker and time, with a line where a day begins. */
export function buildTimeline(input: Input): Row[] {
  const rows: Row[] = []
  let day = ''
  for (const item of inOrder(input)) {
    const itsDay = input.dayOf(item.at)
    if (itsDay !== day) {
      day = itsDay
      rows.push({ type: 'day', key: `day ${itsDay}`, at: item.at })
    }
    if ('step' in item) rows.push({ type: 'step', key: item.step.key, step: item.step })
    else addMessage(rows, item.message, input.me)
  }
  return rows
}

function inOrder({ messages, pending, steps, reachesStart }: Input): Item[] {
  const first = messages[0]?.createdAt
  const told = reachesStart || !first ? steps : steps.filter((step) => step.at >= first)
  const items: Item[] = []
  let next = 0
  for (const message of messages) {
    while (next < told.length && (told[next]?.at ?? '') <= message.createdAt) {
      const step = told[next++]
      if (step) items.push({ at: step.at, step })
    }
    items.push({ at: message.createdAt, message })
  }
  items.push(...told.slice(next).map((step) => ({ at: step.at, step })))
  return [...items, ...pending.map((message) => ({ at: message.at, message }))]
}

function addMessage(rows: Row[], message: Message | Pending, me: Input['me']): void {
  const at = isPending(message) ? message.at : message.createdAt
  if (!isPending(message) && message.senderKind === 'system') {
    rows.push({ type: 'line', key: message.id, text: message.text, at })
    return
  }
  const side = sideOf(message)
  const senderId = isPending(message) ? me.id : message.senderId
  const last = rows.at(-1)
  const sameKind = last?.type === 'group' && isWhisper(last.messages[0]) === isWhisper(message)
  if (sameKind && last.side === side && last.senderId === senderId && isNear(last, at)) {
    last.messages.push(message)
    return
  }
  const senderName = isPending(message) ? me.name : message.senderName
  rows.push({
    type: 'group',
    key: message.clientMessageId,
    side,
    senderId,
    senderName,
    at,
    messages: [message],
  })
}

const isWhisper = (message: Message | Pending | undefined): boolean =>
  message !== undefined && !isPending(message) && message.meta?.whisper === true

function sideOf(message: Message | Pending): Group['side'] {
  if (message.kind === 'note') return 'note'
  if (isPending(message)) return 'agent'
  return message.senderKind === 'customer' || message.senderKind === 'bot' ? message.senderKind : 'agent'
}

function isNear(group: Group, at: string): boolean {
  const last = group.messages.at(-1)
  const before = last ? (isPending(last) ? last.at : last.createdAt) : group.at
  return Date.parse(at) - Date.parse(before) < GROUP_MS
}
