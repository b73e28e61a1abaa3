import { describe, expect, it } from 'vitest'
import type { StreamEvent } from '@/server/http/v1/contract'
import { applyEvent } from './apply-event'
import { aMessage, aView } from './fixture'
import {
  emptyState,
  type LiveState,
  type Message,
  placeToReadFrom,
  putMessages,
  putViews,
  type View,
} from './live-state'

const said = (message: Message): StreamEvent => ({
  ...{ type: 'message', conversationId: 'c1', seq: message.seq, at: message.createdAt },
  message,
})
const step = (type: string, seq: number, patch: Partial<View> = {}): StreamEvent => ({
  ...{ type, conversationId: 'c1', seq, at: '2026-03-02T09:30:00.000Z', patch, detail: {} },
})
const fleeting = (type: string, fields: Partial<StreamEvent>): StreamEvent => ({
  ...{ type, conversationId: 'c1', at: '2026-03-02T09:30:00.000Z' },
  ...fields,
})
const knowing = (...views: View[]): LiveState =>
  putMessages(putViews(emptyState('me'), views), 'c1', [], { reachesStart: true, upTo: 5 })
const run = (state: LiveState, ...events: StreamEvent[]) =>
  events.reduce((now, event) => applyEvent(now, event, 0).state, state)
const view = (state: LiveState) => state.views.c1
const fromAgent = { senderKind: 'agent', senderId: 'me' } as const

describe('snapshot and entries equal a fresh snapshot', () => {
  it('a customer writes: it is the agent’s turn, and the oldest unanswered message keeps the clock', () => {
    const start = aView({ status: 'awaiting_customer', awaitingSince: null })
    const after = run(knowing(start), said(aMessage(6)), said(aMessage(7)))
    expect(view(after)).toEqual({
      ...start,
      status: 'awaiting_agent',
      awaitingSince: aMessage(6).createdAt,
      lastMessageAt: aMessage(7).createdAt,
      lastMessageText: 'text 7',
      lastMessageFrom: 'customer',
      unread: 2,
      lastSeq: 7,
    })
  })

  it('an agent answers: it is the customer’s turn, and the clock stops', () => {
    const after = run(knowing(aView({ status: 'awaiting_confirmation' })), said(aMessage(6, fromAgent)))
    expect(view(after)).toMatchObject({ status: 'awaiting_customer', awaitingSince: null, unread: 0 })
  })

  it('a note changes nothing but the place in the log', () => {
    const start = aView()
    const after = run(knowing(start), said(aMessage(6, { ...fromAgent, kind: 'note' })))
    expect(view(after)).toEqual({ ...start, lastSeq: 6 })
  })

  it('a waiting message leaves a queued conversation queued, without a clock', () => {
    const start = aView({ status: 'queued', agent: null, awaitingSince: null })
    const after = run(knowing(start), said(aMessage(6, { waiting: true })))
    expect(view(after)).toMatchObject({ status: 'queued', awaitingSince: null, unread: 1 })
  })

  it('an assignment starts the clock where none runs, and a transfer lets a running one run', () => {
    const mei = { id: 'me', name: 'Mei', avatarUrl: null }
    const patch = { status: 'awaiting_agent', agent: mei } as const
    const queued = aView({ status: 'queued', agent: null, awaitingSince: null })
    expect(view(run(knowing(queued), step('assigned', 6, patch)))?.awaitingSince).toBe(
      '2026-03-02T09:30:00.000Z',
    )
    expect(view(run(knowing(aView()), step('transferred', 6, patch)))?.awaitingSince).toBe(
      '2026-03-02T09:00:10.000Z',
    )
  })

  it('going back to the queue stops the clock; an end takes its patch', () => {
    const queued = run(knowing(aView()), step('queued', 6, { status: 'queued', agent: null }))
    expect(view(queued)).toMatchObject({ status: 'queued', agent: null, awaitingSince: null })
    const patch = { status: 'ended', endedAt: '2026-03-02T09:30:00.000Z', awaitingSince: null } as const
    expect(view(run(knowing(aView()), step('ended', 6, patch)))).toEqual({ ...aView(), ...patch, lastSeq: 6 })
  })

  it('a read mark never goes back, and clears the unread count when all is read', () => {
    const start = aView({ unread: 2, agentReadSeq: 3, customerReadSeq: 4 })
    const after = run(
      knowing(start),
      fleeting('read', { patch: { agentReadSeq: 5 } }),
      fleeting('read', { patch: { customerReadSeq: 2 } }),
    )
    expect(view(after)).toMatchObject({ agentReadSeq: 5, customerReadSeq: 4, unread: 0 })
  })
})

describe('nothing is missed or shown twice', () => {
  it('an entry seen before changes nothing', () => {
    const state = run(knowing(aView()), said(aMessage(6)))
    expect(applyEvent(state, said(aMessage(6)), 0)).toEqual({ state, needs: [] })
  })

  it('a gap makes the conversation and the missing messages be fetched', () => {
    const { needs } = applyEvent(knowing(aView()), said(aMessage(8)), 0)
    expect(needs).toEqual([{ kind: 'view', id: 'c1' }, { kind: 'log', id: 'c1' }, { kind: 'status' }])
  })

  it('an own message that came back early does not hide what others wrote before it', () => {
    const early = putMessages(knowing(aView()), 'c1', [aMessage(9, fromAgent)])
    expect(early.logs.c1?.upTo).toBe(5)
    expect(run(early, said(aMessage(6))).logs.c1?.upTo).toBe(6)
  })

  it('a log that lags behind its conversation stays marked as such', () => {
    const behind = putViews(knowing(aView()), [aView({ lastSeq: 8 })])
    expect(run(behind, said(aMessage(9))).logs.c1?.upTo).toBe(5)
  })

  it('an unknown conversation is fetched', () => {
    expect(applyEvent(emptyState('me'), step('assigned', 3), 0).needs).toEqual([
      { kind: 'view', id: 'c1' },
      { kind: 'status' },
    ])
  })

  it('a greeting fetches what moved on, what is new, and what is no longer held', () => {
    const state = putViews(knowing(aView()), [aView({ id: 'gone' })])
    const status = { agentId: 'me', status: 'online' }
    const conversations = [
      { id: 'c1', lastSeq: 9, customerReadSeq: 4 },
      { id: 'new', lastSeq: 1, customerReadSeq: 0 },
    ]
    const hello: StreamEvent = { type: 'hello', at: '', detail: { status, conversations } }
    const applied = applyEvent(state, hello, 0)
    expect(applied.needs).toEqual([
      { kind: 'view', id: 'c1' },
      { kind: 'log', id: 'c1' },
      { kind: 'view', id: 'new' },
      { kind: 'view', id: 'gone' },
    ])
    expect(applied.state.status).toEqual(status)
    expect(view(applied.state)?.customerReadSeq).toBe(4)
  })

  it('a snapshot that was overtaken by entries does not undo them', () => {
    const ahead = run(knowing(aView()), said(aMessage(6)))
    expect(view(putViews(ahead, [aView()]))).toEqual(view(ahead))
  })

  it('a snapshot that was overtaken by a read mark does not take it back', () => {
    const read = run(knowing(aView()), fleeting('read', { patch: { customerReadSeq: 5 } }))
    expect(view(putViews(read, [aView({ unread: 1 })]))).toMatchObject({ customerReadSeq: 5, unread: 1 })
  })

  it('the end of the session leads to sign-in, a resync fetches everything', () => {
    expect(applyEvent(knowing(), { type: 'bye', at: '' }, 0).needs).toEqual([{ kind: 'sign_in' }])
    expect(applyEvent(knowing(), { type: 'resync', at: '' }, 0).needs).toEqual([{ kind: 'everything' }])
  })
})

it('typing ends with the message, by itself, or when told', () => {
  const on = fleeting('typing', { detail: { on: true, senderKind: 'customer' } })
  const typing = applyEvent(knowing(aView()), on, 1_000).state
  expect(typing.typing).toEqual({ c1: 7_000 })
  expect(run(typing, said(aMessage(6))).typing).toEqual({})
  expect(run(typing, fleeting('typing', { detail: { on: false } })).typing).toEqual({})
})

it('a conversation that comes or goes makes the places be counted anew', () => {
  const other = { id: 'other', name: 'Jun', avatarUrl: null }
  const { needs } = applyEvent(knowing(aView()), step('transferred', 6, { agent: other }), 0)
  expect(needs).toEqual([{ kind: 'status' }])
})

describe('a message that is taken back', () => {
  const secret = aMessage(6, { text: 'secret', meta: { quoteSeq: 5 } })
  const recalled: StreamEvent = {
    ...step('recalled', 7, { lastMessageText: 'before', lastMessageFrom: 'agent' }),
    detail: { seq: 6, by: 'customer' },
  }

  it('leaves nothing in the log, and the lists show what the server says', () => {
    const after = run(knowing(aView()), said(secret), recalled)
    expect(after.logs.c1?.messages).toEqual([
      { ...secret, text: '', meta: null, attachment: null, recalledAt: recalled.at },
    ])
    expect(view(after)).toMatchObject({ lastMessageText: 'before', lastMessageFrom: 'agent', lastSeq: 7 })
  })

  it('does not come back with an answer that was on its way before', () => {
    const after = run(knowing(aView()), said(secret), recalled)
    expect(putMessages(after, 'c1', [secret]).logs.c1?.messages[0]?.text).toBe('')
  })

  it('is found by reading again from two minutes before the last message held', () => {
    const at = (seconds: number) => new Date(Date.UTC(2026, 2, 2, 9, 0, seconds)).toISOString()
    const messages = [0, 100, 219, 220].map((s, i) => aMessage(i + 1, { createdAt: at(s) }))
    const log = { messages, steps: [], reachesStart: true, upTo: 9 }
    expect(placeToReadFrom(log, 120_000)).toBe(1)
    expect(placeToReadFrom({ ...log, messages: [] }, 120_000)).toBe(9)
  })
})

describe('what a customer is typing', () => {
  const typing = (detail: object) => fleeting('typing', { detail: { on: true, ...detail } })

  it('is kept while it is shown, and gone when it is sent or given up', () => {
    const shown = run(knowing(aView()), typing({ text: 'I want' }))
    expect(shown.previews).toEqual({ c1: 'I want' })
    expect(run(shown, typing({})).previews).toEqual({})
    expect(run(shown, typing({ on: false }))).toMatchObject({ previews: {}, typing: {} })
    expect(run(shown, said(aMessage(6))).previews).toEqual({})
  })
})

describe('the own status', () => {
  const status = (since: string, name: 'online' | 'offline', current = 0) => ({
    ...{ agentId: 'me', status: name, source: 'choice' as const, reason: null, since, current, limit: 3 },
    ...{ rosterSince: null, rosterUntil: null, shiftEndsAt: null },
  })
  const earlier = status('2026-03-02T09:30:00.000Z', 'offline')
  const later = status('2026-03-02T09:30:02.000Z', 'online')
  const told = (detail: object) => fleeting('agent_status', { detail } as Partial<StreamEvent>)
  const greeted = (detail: object) =>
    fleeting('hello', { detail: { status: detail, conversations: [] } } as Partial<StreamEvent>)

  it('is not put back by a greeting that was made before a change and comes after it', () => {
    expect(run(emptyState('me'), told(later), greeted(earlier)).status).toEqual(later)
    expect(run(emptyState('me'), greeted(earlier), told(later)).status).toEqual(later)
  })

  it('takes new places at the same moment', () => {
    const busier = { ...later, current: 2 }
    expect(run(emptyState('me'), told(later), told(busier)).status).toEqual(busier)
  })
})
