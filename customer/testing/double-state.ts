import { randomUUID } from 'node:crypto'
import type { ConversationView, MessageView, SessionView, StreamEvent } from '@/server/http/v1/contract'

/** What the double does when a conversation opens. */
export type Scene = 'assign' | 'queue' | 'offline' | 'bot'
export type Patch = Partial<ConversationView>
type Entry = StreamEvent & { audience?: 'staff' }

export const agent = { id: randomUUID(), name: 'Mei Tanaka', avatarUrl: null }
const bot = { id: randomUUID(), name: 'Fern' }
const node = (en: string, zh: string, children: [string, string][] = []) => ({
  id: randomUUID(),
  names: { en, zh },
  children: children.map(([childEn, childZh]) => ({
    id: randomUUID(),
    names: { en: childEn, zh: childZh },
    children: [],
  })),
})

export const makeChannel = (): SessionView['channel'] => ({
  id: randomUUID(),
  name: 'Fernhill Outdoor',
  language: 'en',
  color: '#2f6b4f',
  greeting: {
    en: 'Hello, this is Fernhill. Tell us what you need.',
    zh: '您好，这里是蕨山户外，请问需要什么帮助？',
  },
  openNow: true,
  nextOpening: null,
  timeZone: 'Europe/Berlin',
  brand: { name: 'Fernhill', logoUrl: null },
  categories: [
    node('Orders and delivery', '订单与配送', [
      ['Where is my parcel', '包裹到哪了'],
      ['Return or exchange', '退货或换货'],
    ]),
    node('Choosing equipment', '选购建议'),
    node('Invoice', '发票'),
  ],
  settings: {
    reopen: 'reopen',
    reopenWindowMs: 86_400_000,
    askRating: true,
    typingPreview: false,
    transcript: false,
    closingWords: {},
    queueText: {},
    offlineText: {},
    form: [],
    contact: 'none',
    menu: [],
    ratingTags: [
      { key: 'slow', names: { en: 'Slow', zh: '回复慢' }, scores: [1, 2] },
      { key: 'kind', names: { en: 'Kind', zh: '态度好' }, scores: [4, 5] },
    ],
  },
  bot: null,
})

/** One conversation with its log, behaving as the contract says, without any rule of dispatch. */
export class DoubleConversation {
  readonly log: Entry[] = []
  readonly messages: MessageView[] = []
  readonly choices: string[] = []
  readonly listeners = new Set<(event: StreamEvent) => void>()
  view: ConversationView

  constructor(
    readonly customerId: string,
    scene: Scene,
    categoryId: string | null,
    number: number,
  ) {
    this.view = {
      id: randomUUID(),
      number,
      status: scene === 'queue' ? 'queued' : scene === 'bot' ? 'with_bot' : 'awaiting_agent',
      creationType: scene === 'queue' ? 'queued' : scene === 'offline' ? 'offline' : 'direct',
      topic: '',
      categoryId,
      agent: null,
      queue: scene === 'queue' ? { position: 3, estimatedWaitSeconds: 130, choice: null } : null,
      reason: scene === 'queue' ? 'no_room' : scene === 'offline' ? 'closed' : null,
      lastSeq: 0,
      customerReadSeq: 0,
      agentReadSeq: 0,
      createdAt: new Date().toISOString(),
      endedAt: null,
      live: scene !== 'offline',
      countdownEndsAt: null,
      rating: null,
      canRate: false,
      contact: null,
    }
    this.append('opened', {})
  }

  append(type: string, patch: Patch, more: Partial<Entry> = {}): StreamEvent {
    const seq = this.view.lastSeq + 1
    this.view = { ...this.view, ...patch, lastSeq: seq }
    const at = new Date().toISOString()
    const entry = { type, conversationId: this.view.id, seq, at, patch, ...more } as Entry
    if (entry.message) entry.message.seq = seq
    this.log.push(entry)
    if (entry.audience !== 'staff') this.emit(entry)
    return entry
  }

  fleeting(type: string, more: Partial<StreamEvent>): void {
    if (more.patch) this.view = { ...this.view, ...more.patch }
    this.emit({ type, conversationId: this.view.id, at: new Date().toISOString(), ...more })
  }

  emit(event: StreamEvent): void {
    for (const listener of this.listeners) listener(event)
  }

  say(
    senderKind: MessageView['senderKind'],
    text: string,
    clientMessageId = randomUUID() as string,
    more: Partial<MessageView> = {},
  ): MessageView {
    const repeat = this.messages.find((known) => known.clientMessageId === clientMessageId)
    if (repeat) return repeat
    const sender = senderKind === 'agent' ? agent : senderKind === 'bot' ? bot : null
    const message: MessageView = {
      id: randomUUID(),
      conversationId: this.view.id,
      seq: 0,
      clientMessageId,
      senderKind,
      senderId: sender?.id ?? this.customerId,
      senderName: sender?.name ?? null,
      kind: senderKind === 'system' ? 'system' : 'text',
      text,
      attachment: null,
      meta: null,
      recalledAt: null,
      waiting: this.view.status === 'queued',
      createdAt: new Date().toISOString(),
      ...more,
    }
    this.messages.push(message)
    this.append('message', this.statusAfter(senderKind), { message })
    return message
  }

  /** Silent past the threshold: the countdown begins. */
  remind(endsAt: string): void {
    this.append('reminded', { countdownEndsAt: endsAt })
  }

  recall(message: MessageView): void {
    Object.assign(message, { text: '', attachment: null, meta: null, recalledAt: new Date().toISOString() })
    this.append('recalled', {}, { detail: { seq: message.seq } })
  }

  /** An entry that only the staff may see: the customer meets a gap in seq. */
  note(): void {
    this.append('wrapped_up', {}, { audience: 'staff' })
  }

  assign(): void {
    this.append('assigned', { agent, queue: null, status: 'awaiting_agent', reason: null })
  }

  end(byCustomer = false): void {
    const endedAt = new Date().toISOString()
    this.append('ended', {
      status: 'ended',
      endedAt,
      queue: null,
      canRate: this.view.agent !== null || !byCustomer,
    })
  }

  private statusAfter(senderKind: MessageView['senderKind']): Patch {
    const { status } = this.view
    if (status === 'queued' || status === 'with_bot' || senderKind === 'system') return {}
    return {
      status: senderKind === 'customer' ? 'awaiting_agent' : 'awaiting_customer',
      countdownEndsAt: null,
    }
  }
}
