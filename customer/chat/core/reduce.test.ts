import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ConversationView, StreamEvent } from '@/server/http/v1/contract'
import { agent, DoubleConversation, makeChannel } from '../../testing/double-state'
import { type Action, reduce } from './reduce'
import { type ChatState, initialState } from './state'

const CUSTOMER = '7d2c2b5e-5c0a-4c7e-9e0f-1f5d3d0e9a11'
const session: Action = {
  type: 'session',
  earlier: false,
  session: {
    customer: { id: CUSTOMER, name: 'Visitor', anonymous: true, email: null, phone: null },
    channel: makeChannel(),
  },
}

/** A conversation with a bit of everything, entries for the staff among them. */
function story() {
  const talk = new DoubleConversation(CUSTOMER, 'queue', null, 1)
  talk.say('customer', 'one')
  talk.note()
  talk.fleeting('queue', { patch: { queue: { position: 1, estimatedWaitSeconds: 20, choice: null } } })
  talk.assign()
  talk.say('agent', 'two')
  talk.note()
  talk.say('customer', 'three')
  talk.append('transferred', { agent: { ...agent, name: 'Jun' } })
  talk.say('agent', 'four')
  return talk
}
const events = (talk: DoubleConversation) => talk.log.filter((entry) => entry.audience !== 'staff')
const play = (state: ChatState, actions: Action[]) => actions.reduce(reduce, state)
const event = (entry: StreamEvent): Action => ({ type: 'event', event: entry })
const snapshotAt = (talk: DoubleConversation, seq: number): ConversationView =>
  talk.log
    .filter((entry) => entry.seq! <= seq)
    .reduce((view, entry) => Object.assign(view, entry.patch, { lastSeq: entry.seq! }), {
      ...new DoubleConversation(CUSTOMER, 'queue', null, 1).view,
      id: talk.view.id,
      createdAt: talk.view.createdAt,
      lastSeq: 0,
    } as ConversationView)

const shown = (state: ChatState) => ({
  conversation: { ...state.conversation, queue: null },
  messages: state.messages.map((message) => message.text),
})

describe('window state', () => {
  it('snapshot + later entries = a fresh snapshot, from every place in the log', () => {
    const talk = story()
    for (let seq = 1; seq <= talk.view.lastSeq; seq += 1) {
      const state = play(initialState, [
        session,
        { type: 'snapshot', conversation: snapshotAt(talk, seq) },
        { type: 'history', conversationId: talk.view.id, messages: talk.messages, last: true },
        ...events(talk)
          .filter((entry) => entry.seq! > seq)
          .map(event),
      ])
      expect(shown(state)).toEqual({
        conversation: { ...talk.view, queue: null },
        messages: ['one', 'two', 'three', 'four'],
      })
    }
  })

  it('entries delivered again after any reconnect change nothing', () => {
    const talk = story()
    const start = play(initialState, [session, { type: 'snapshot', conversation: snapshotAt(talk, 0) }])
    const once = play(start, events(talk).map(event))
    fc.assert(
      fc.property(fc.array(fc.nat({ max: talk.log.length }), { maxLength: 5 }), (cuts) => {
        let state = start
        let from = 0
        for (const cut of [...cuts, talk.log.length]) {
          const overlap = Math.max(0, Math.min(from, cut) - 2)
          state = play(
            state,
            events(talk)
              .filter((entry) => entry.seq! > overlap && entry.seq! <= cut)
              .map(event),
          )
          from = Math.max(from, cut)
        }
        return JSON.stringify(state) === JSON.stringify(once)
      }),
    )
  })

  it('an answer that overtakes the stream does not move the place to resume from', () => {
    const talk = new DoubleConversation(CUSTOMER, 'assign', null, 1)
    const start = play(initialState, [session, { type: 'snapshot', conversation: { ...talk.view } }])
    talk.assign()
    const hello = talk.say('agent', 'hello')
    const mine = talk.say('customer', 'mine')
    const ahead = play(start, [
      { type: 'accepted', message: mine },
      { type: 'snapshot', conversation: { ...talk.view } },
    ])
    expect(ahead.cursor).toBe(start.cursor)
    const done = play(ahead, talk.log.map(event))
    expect(done.messages.map(({ id }) => id)).toEqual([hello.id, mine.id])
    expect(done.conversation).toEqual(talk.view)
    expect(done.notices.map(({ kind, name }) => [kind, name])).toEqual([['assigned', agent.name]])
  })

  it('says nobody serves while a message only has somebody to work it off', () => {
    const talk = new DoubleConversation(CUSTOMER, 'offline', null, 1)
    const start = play(initialState, [session, { type: 'snapshot', conversation: { ...talk.view } }])
    talk.append('assigned', { agent, live: false })
    const left = play(start, talk.log.map(event))
    expect([left.notices, left.conversation?.agent?.name]).toEqual([[], agent.name])
    talk.append('assigned', { agent, live: true })
    expect(play(left, talk.log.map(event)).notices).toHaveLength(1)
  })

  it('takes an unsent message out of the outbox as soon as the log holds it, by whichever way', () => {
    const talk = new DoubleConversation(CUSTOMER, 'assign', null, 1)
    const start = play(initialState, [session, { type: 'snapshot', conversation: { ...talk.view } }])
    const message = talk.say('customer', 'mine')
    const unsent = {
      clientMessageId: message.clientMessageId,
      conversationId: talk.view.id,
      text: 'mine',
      writtenAt: 0,
      state: 'sending' as const,
      attempts: 0,
      code: null,
    }
    const writing = reduce(start, { type: 'outbox', change: () => [unsent] })
    const ways: Action[] = [
      event(talk.log.at(-1)!),
      { type: 'accepted', message },
      { type: 'history', conversationId: talk.view.id, messages: [message], last: true },
    ]
    for (const way of ways) {
      const state = reduce(writing, way)
      expect([state.outbox.length, state.messages.length]).toEqual([0, 1])
    }
  })

  it('read marks never move back', () => {
    const talk = story()
    const state = play(initialState, [
      session,
      { type: 'snapshot', conversation: { ...talk.view, agentReadSeq: 5 } },
      event({ type: 'read', at: '2026-11-18T19:30:00Z', patch: { agentReadSeq: 3 } }),
      { type: 'read', seq: 7 },
      { type: 'snapshot', conversation: { ...talk.view, agentReadSeq: 4, customerReadSeq: 2 } },
    ])
    expect(state.conversation).toMatchObject({ agentReadSeq: 5, customerReadSeq: 7 })
  })

  it("the agent's typing ends with their message, with the off signal, and by itself", () => {
    const talk = story()
    const at = '2026-11-18T19:30:00Z'
    const typing = (on: boolean): Action => event({ type: 'typing', at, detail: { on, senderKind: 'agent' } })
    const on = play(initialState, [
      session,
      { type: 'snapshot', conversation: { ...talk.view } },
      typing(true),
    ])
    expect(on.typingUntil).toBeGreaterThan(Date.parse(at))
    talk.say('agent', 'five')
    for (const end of [
      event(talk.log.at(-1)!),
      typing(false),
      { type: 'clock', now: Date.parse(at) + 60_000 } as Action,
    ]) {
      expect(reduce(on, end).typingUntil).toBe(0)
    }
    const own = event({ type: 'typing', at, detail: { on: true, senderKind: 'customer' } })
    expect(reduce({ ...on, typingUntil: 0 }, own).typingUntil).toBe(0)
  })

  it('another identified customer sees nothing of the one before', () => {
    const talk = story()
    const before = play(initialState, [
      session,
      { type: 'snapshot', conversation: { ...talk.view } },
      { type: 'history', conversationId: talk.view.id, messages: talk.messages, last: true },
    ])
    const after = reduce(before, {
      type: 'session',
      earlier: false,
      session: {
        channel: makeChannel(),
        customer: { id: 'other', name: 'Ana', anonymous: false, email: null, phone: null },
      },
    })
    expect([after.conversation, after.messages, after.outbox]).toEqual([null, [], []])
  })

  it('entries of another conversation are left out', () => {
    const talk = story()
    const state = play(initialState, [session, { type: 'snapshot', conversation: { ...talk.view } }])
    expect(reduce(state, event({ ...talk.log.at(-1)!, conversationId: 'other', seq: 99 }))).toBe(state)
  })
})
