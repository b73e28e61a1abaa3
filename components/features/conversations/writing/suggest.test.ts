import { describe, expect, it } from 'vitest'
import { findTrigger, mentionOf, rankReplies, stillNamed } from './suggest'

describe('what is being completed', () => {
  it.each([
    ['/', 1, false, { kind: 'reply', query: '', from: 0, to: 1 }],
    ['/ref', 4, false, { kind: 'reply', query: 'ref', from: 0, to: 4 }],
    ['Hello /退货', 9, false, { kind: 'reply', query: '退货', from: 6, to: 9 }],
    ['Hello /refund now', 8, false, { kind: 'reply', query: 'r', from: 6, to: 8 }],
    ['and/or', 6, false, null],
    ['https://a', 9, false, null],
    ['/a b', 4, false, null],
    ['@bo', 3, false, null],
    ['@bo', 3, true, { kind: 'mention', query: 'bo', from: 0, to: 3 }],
    ['问一下，@王', 6, true, { kind: 'mention', query: '王', from: 4, to: 6 }],
    ['bo@example', 10, true, null],
    ['', 0, true, null],
  ])('%j at %i (note: %s)', (text, caret, note, trigger) =>
    expect(findTrigger(text, caret, note)).toEqual(trigger),
  )
})

describe('quick replies for a word', () => {
  const replies = [
    { shortcut: 'shipping', title: 'Where is it', text: 'a refund is not needed' },
    { shortcut: 'refund-late', title: 'Late', text: 'x' },
    { shortcut: 'refund', title: 'Refund', text: 'x' },
    { shortcut: 'hello', title: 'About refunds', text: 'x' },
  ]
  const found = (query: string) => rankReplies(replies, query).map(({ shortcut }) => shortcut)

  it('come with the best first, and all of them without a word', () => {
    expect(found('refund')).toEqual(['refund', 'refund-late', 'hello', 'shipping'])
    expect(found('REF')).toEqual(['refund-late', 'refund', 'hello', 'shipping'])
    expect(found('nowhere')).toEqual([])
    expect(found('')).toHaveLength(4)
  })
})

it('only those who are still named in the note are told', () => {
  const picked = new Map([
    ['1', 'Mei Lin'],
    ['2', 'Bo'],
  ])
  expect(mentionOf(' Mei  Lin ')).toBe('@Mei\u00a0Lin')
  expect(stillNamed(`ask ${mentionOf('Mei Lin')} please`, picked)).toEqual(['1'])
})
