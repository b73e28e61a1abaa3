import type { Message, View } from './live-state'

/** A conversation as the API answers it; for tests. */
export function aView(change: Partial<View> = {}): View {
  return {
    id: 'c1',
    number: 20413,
    status: 'awaiting_agent',
    creationType: 'direct',
    topic: '',
    categoryId: null,
    agent: { id: 'me', name: 'Mei', avatarUrl: null },
    queue: null,
    reason: null,
    lastSeq: 5,
    customerReadSeq: 0,
    agentReadSeq: 0,
    createdAt: '2026-03-02T09:00:00.000Z',
    endedAt: null,
    rating: null,
    customer: {
      id: 'cu1',
      name: 'Lin Wei',
      externalId: null,
      email: null,
      phone: null,
      language: 'zh',
      tags: [],
      vipLevel: 0,
    },
    channel: { id: 'ch1', name: 'Web shop' },
    group: { id: 'g1', name: 'After-sales' },
    category: null,
    wrapUp: null,
    priority: 0,
    siteId: null,
    projectType: null,
    pageUrl: null,
    enteredAt: '2026-03-02T09:00:00.000Z',
    assignedAt: '2026-03-02T09:00:10.000Z',
    awaitingSince: '2026-03-02T09:00:10.000Z',
    lastMessageAt: null,
    lastMessageText: null,
    lastMessageFrom: null,
    unread: 0,
    thresholds: { noReplyWarningMs: 60_000, noReplyBreachMs: 180_000 },
    ...change,
  }
}

export function aMessage(seq: number, change: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`,
    conversationId: 'c1',
    seq,
    clientMessageId: `cm${seq}`,
    senderKind: 'customer',
    senderId: 'cu1',
    senderName: null,
    kind: 'text',
    text: `text ${seq}`,
    attachment: null,
    waiting: false,
    meta: null,
    recalledAt: null,
    createdAt: new Date(Date.UTC(2026, 2, 2, 9, 1, seq)).toISOString(),
    ...change,
  }
}
