import { describe, expect, it } from 'vitest'
import type { MessageView } from '@/server/http/v1/contract'
import { type ChatState, initialState } from '../core/state'
import { createEar } from './announce'

const ready = {
  ...initialState,
  phase: 'ready',
  session: { customer: { id: 'ana' }, channel: { bot: null } },
} as unknown as ChatState
const talk = (id: string, asOf: number, more: Partial<ChatState> = {}) =>
  ({ ...ready, conversation: { id }, asOf, ...more }) as unknown as ChatState
const message = (seq: number, senderKind: string, text: string, more: Partial<MessageView> = {}) =>
  ({ seq, senderKind, text, kind: 'text', recalledAt: null, ...more }) as unknown as MessageView
const joined = (seq: number) => ({ seq, at: '', kind: 'assigned' as const, name: 'Mei' })

/** The places in the log, or `typing`. */
const heard = (ear: ReturnType<typeof createEar>, state: ChatState) =>
  ear(state).map((said) => (said === 'typing' ? said : said.seq))

describe('what is read out in the window', () => {
  it('is nothing of a conversation that was there, however late its pages and its replayed log come', () => {
    const ear = createEar()
    expect(heard(ear, initialState)).toEqual([])
    expect(heard(ear, talk('one', 5))).toEqual([])
    const messages = [message(3, 'agent', 'Hello'), message(5, 'agent', 'Still there?')]
    expect(heard(ear, talk('one', 5, { messages, historyLoaded: true }))).toEqual([])
    expect(heard(ear, talk('one', 5, { messages, notices: [joined(2)] }))).toEqual([])
    const more = [...messages, message(6, 'agent', 'I look it up')]
    expect(heard(ear, talk('one', 6, { messages: more, notices: [joined(2)] }))).toEqual([6])
    expect(heard(ear, talk('one', 6, { messages: [...more], notices: [joined(2)] }))).toEqual([])
  })

  it('is all of one that begins here, without own messages and the greeting that stood there', () => {
    const ear = createEar()
    heard(ear, ready)
    const messages = [message(1, 'bot', 'Hello'), message(2, 'customer', 'Hi'), message(4, 'bot', 'Yes?')]
    expect(heard(ear, talk('one', 4, { messages, notices: [joined(3)] }))).toEqual([3, 4])
  })

  it('keeps the order of the log when two come at once, and says each of two equal words', () => {
    const ear = createEar()
    heard(ear, talk('one', 1))
    const messages = [message(2, 'agent', 'Yes'), message(4, 'agent', 'Yes')]
    expect(heard(ear, talk('one', 4, { messages, notices: [joined(3)] }))).toEqual([2, 3, 4])
  })

  it('is that somebody types once, until they have said something', () => {
    const ear = createEar()
    heard(ear, talk('one', 1))
    const on = { typingUntil: 9 }
    expect(heard(ear, talk('one', 1, on))).toEqual(['typing'])
    expect(heard(ear, talk('one', 1))).toEqual([])
    expect(heard(ear, talk('one', 1, on))).toEqual([])
    const messages = [message(2, 'agent', 'So')]
    expect(heard(ear, talk('one', 2, { messages }))).toEqual([2])
    expect(heard(ear, talk('one', 2, { messages, ...on }))).toEqual(['typing'])
  })

  it('is nothing that was taken back, and nothing of somebody else', () => {
    const ear = createEar()
    heard(ear, talk('one', 1))
    const gone = message(2, 'agent', '', { recalledAt: '2026-01-01' })
    expect(heard(ear, talk('one', 2, { messages: [gone] }))).toEqual([])
    const other = { ...ready.session, customer: { id: 'bo' } } as ChatState['session']
    const theirs = [message(7, 'agent', 'For Bo')]
    expect(heard(ear, talk('two', 7, { session: other, messages: theirs }))).toEqual([])
  })
})
