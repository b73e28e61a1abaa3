import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as box from './outbox'

const item = (id: string, more: Partial<box.OutboxItem> = {}): box.OutboxItem => ({
  clientMessageId: id,
  conversationId: 'c1',
  text: id,
  writtenAt: 0,
  state: 'waiting',
  attempts: 0,
  code: null,
  ...more,
})

/** Runs the outbox against a server that answers, loses the answer, or loses the request. */
function run(count: number, fates: ('ok' | 'answer lost' | 'request lost')[]) {
  let outbox: box.Outbox = []
  for (let n = 0; n < count; n += 1) outbox = box.enqueue(outbox, item(`m${n}`))
  const stored: string[] = []
  let step = 0
  for (let head = box.nextToSend(outbox); head; head = box.nextToSend(outbox)) {
    const id = head.clientMessageId
    outbox = box.markSending(outbox, id)
    expect(box.nextToSend(outbox)).toBeNull()
    const fate = step < fates.length ? fates[step]! : 'ok'
    step += 1
    if (fate !== 'request lost' && !stored.includes(id)) stored.push(id)
    outbox = fate === 'ok' ? box.settle(outbox, [id]) : box.postpone(outbox, id)
  }
  return { outbox, stored }
}

describe('outbox', () => {
  it('delivers each message once and in the order written, whatever gets lost on the way', () => {
    const fate = fc.constantFrom('ok' as const, 'answer lost' as const, 'request lost' as const)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 8 }), fc.array(fate, { maxLength: 30 }), (count, fates) => {
        const { outbox, stored } = run(count, fates)
        expect(outbox).toEqual([])
        expect(stored).toEqual(Array.from({ length: count }, (_, n) => `m${n}`))
      }),
    )
  })

  it('keeps the client id over retries and counts the tries', () => {
    const outbox = box.postpone(box.markSending([item('a')], 'a'), 'a')
    expect(outbox).toEqual([item('a', { attempts: 1 })])
  })

  it('lets the next one go after a refusal, and puts a retried one at the end', () => {
    let outbox = box.refuse([item('a'), item('b')], 'a', 'too_large')
    expect(box.nextToSend(outbox)?.clientMessageId).toBe('b')
    outbox = box.retry(outbox, 'a')
    expect(outbox.map((known) => known.clientMessageId)).toEqual(['b', 'a'])
    expect(outbox[1]).toMatchObject({ state: 'waiting', code: null, conversationId: null })
  })

  it('takes the same client id once', () => {
    expect(box.enqueue([item('a')], item('a', { text: 'other' }))).toEqual([item('a')])
  })

  it('after a reload tries again what was on its way, and asks about what belongs to an ended conversation', () => {
    const before = [
      item('a', { state: 'sending' }),
      item('b', { conversationId: 'c0' }),
      item('c', { conversationId: null }),
    ]
    expect(box.restore(before, 'c1').map(({ state, code }) => [state, code])).toEqual([
      ['waiting', null],
      ['refused', 'conversation_ended'],
      ['waiting', null],
    ])
  })
})
