import { describe, expect, it } from 'vitest'
import { aMessage, aView } from '../live/fixture'
import type { Pending } from '../live/outbox'
import { buildTimeline, type Row } from './build-timeline'
import { type Step, stepsOf } from './steps'

const at = (minute: number, day = 2) => new Date(Date.UTC(2026, 2, day, 9, minute)).toISOString()
const build = (change: Partial<Parameters<typeof buildTimeline>[0]>) =>
  buildTimeline({
    ...{ messages: [], pending: [], steps: [], reachesStart: true },
    me: { id: 'me', name: 'Mei' },
    dayOf: (moment) => moment.slice(0, 10),
    ...change,
  })
const shape = (rows: Row[]) =>
  rows.map((row) => (row.type === 'group' ? `${row.side} ${row.messages.length}` : row.type))
const opened: Step = { key: 's', at: at(0), kind: 'opened' }

describe('the timeline', () => {
  it('groups by speaker, and anew after a pause of three minutes', () => {
    const messages = [at(1), at(2), at(6)].map((createdAt, i) => aMessage(i, { createdAt }))
    const reply = aMessage(9, { senderKind: 'agent', senderId: 'me', createdAt: at(7) })
    expect(shape(build({ messages: [...messages, reply] }))).toEqual([
      ...['day', 'customer 2', 'customer 1', 'agent 1'],
    ])
  })

  it('puts steps where they happened, and never inside a group', () => {
    const messages = [aMessage(1, { createdAt: at(1) }), aMessage(2, { createdAt: at(2) })]
    const between: Step = { key: 't', at: new Date(Date.parse(at(1)) + 1).toISOString(), kind: 'transferred' }
    expect(shape(build({ messages, steps: [opened, between] }))).toEqual([
      ...['day', 'step', 'customer 1', 'step', 'customer 1'],
    ])
  })

  it('draws a line where a day begins', () => {
    const messages = [aMessage(1, { createdAt: at(1, 2) }), aMessage(2, { createdAt: at(1, 3) })]
    expect(shape(build({ messages }))).toEqual(['day', 'customer 1', 'day', 'customer 1'])
  })

  it('keeps notes apart from answers, and what is not accepted yet at the end', () => {
    const note = aMessage(1, { kind: 'note', senderKind: 'agent', senderId: 'me', createdAt: at(1) })
    const pending = { clientMessageId: 'p', kind: 'text', text: 'x', at: at(1), state: 'sending' } as Pending
    expect(shape(build({ messages: [note], pending: [pending] }))).toEqual(['day', 'note 1', 'agent 1'])
  })

  it('leaves out steps that belong to pages not loaded yet', () => {
    const messages = [aMessage(40, { createdAt: at(5) })]
    expect(shape(build({ messages, steps: [opened], reachesStart: false }))).toEqual(['day', 'customer 1'])
  })
})

describe('steps', () => {
  const step = (seq: number, type: string, patch: object, detail: object = {}) => ({
    ...{ seq, at: at(seq), type },
    ...{ patch: patch as Record<string, unknown>, detail: detail as Record<string, unknown> },
  })

  it('tell beginning, end and rating of a conversation nobody watched', () => {
    const log = [
      step(1, 'opened', {}),
      step(9, 'ended', { status: 'ended' }),
      step(10, 'rated', { rating: { score: 5 } }),
    ]
    expect(stepsOf(aView(), log).map(({ kind }) => kind)).toEqual(['opened', 'ended', 'rated'])
  })

  it('tell who was asked, tagged, snoozed and called', () => {
    const log = [
      step(2, 'participants', {}, { part: 'consulted', on: true, name: 'Bo' }),
      step(3, 'tagged', { tags: ['b'] }, { added: ['b'], removed: ['a'] }),
      step(4, 'snoozed', { snoozedUntil: at(50) }, { until: at(50) }),
      step(5, 'snoozed', { snoozedUntil: null }, { until: null, reason: 'due' }),
      step(6, 'called', {}, { phone: '138', result: 'reached' }),
      step(7, 'after_work', { afterWorkUntil: null }, { until: null }),
      step(8, 'participants', {}, { part: 'joined', on: true, name: 'Lena' }),
      step(9, 'participants', {}, { part: 'consulted', joined: ['x'], mentionSeq: 4 }),
    ]
    expect(stepsOf(aView(), log).map(({ kind, what }) => [kind, what])).toEqual([
      ['opened', undefined],
      ['consulted', 'Bo'],
      ['tagged', 'b'],
      ['untagged', 'a'],
      ['snoozed', null],
      ['woken', null],
      ['call_result', '138'],
      ['after_work_done', null],
      ['joined', 'Lena'],
    ])
  })

  it('tell what the clock did, and what the customer chose', () => {
    const log = [
      step(2, 'queue_choice', {}, { offered: true, groupId: null }),
      step(3, 'queue_choice', {}, { chosen: 'wait' }),
      step(4, 'contact', { contact: {} }, { by: 'customer' }),
      step(5, 'alarm', { noReply: 'warned' }, { level: 'warning' }),
      step(6, 'alarm', { noReply: 'breached' }, { level: 'breach' }),
      step(7, 'reminded', { countdownEndsAt: at(9) }),
      step(8, 'after_work', { afterWorkUntil: at(20) }, { until: at(20) }),
    ]
    expect(stepsOf(aView(), log).map(({ kind }) => kind)).toEqual([
      ...['opened', 'choice_offered', 'chose_waiting', 'contact_left', 'late', 'too_late', 'reminded'],
      'after_work',
    ])
  })

  it('tell what came live once only, with the reason given', () => {
    const told = step(6, 'transferred', { agent: { name: 'Jun' } }, { by: 'Mei', note: 'speaks Spanish' })
    const steps = stepsOf(aView(), [told, told])
    expect(steps).toHaveLength(2)
    expect(steps.slice(1)).toMatchObject([{ kind: 'transferred', agent: 'Jun', note: 'speaks Spanish' }])
  })
})
