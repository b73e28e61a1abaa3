import { describe, expect, it } from 'vitest'
import { defaultEndWords, defaultHandOverWords } from '../contract'
import { pauseAfter } from './pauses'
import { judgeTime, TOLERANCE_MS } from './tolerance'
import { type Standing, scoreOf, understand } from './understand'
import { fill, languageOf, say } from './words'

const words = { handOverWords: defaultHandOverWords, endWords: defaultEndWords, menuFirst: false }
const none = { kind: 'none', canRate: false, greeted: false, menu: 2 } as const
const served = { kind: 'served', invited: false } as const

describe('what a word means', () => {
  const table: [string | null, Standing, object, boolean?][] = [
    ['hello', none, { kind: 'message' }],
    ['5', none, { kind: 'message' }],
    ['5', { ...none, canRate: true }, { kind: 'rate', score: 5 }],
    ['6', { ...none, canRate: true }, { kind: 'message' }],
    ['/end', none, { kind: 'message' }],
    ['hello', none, { kind: 'menu' }, true],
    [null, none, { kind: 'menu' }, true],
    ['转人工', none, { kind: 'hand_over' }, true],
    ['０', none, { kind: 'hand_over' }, true],
    ['2', { ...none, greeted: true }, { kind: 'choose', index: 1 }, true],
    ['3', { ...none, greeted: true }, { kind: 'message' }, true],
    ['my parcel', { ...none, greeted: true }, { kind: 'message' }, true],
    ['HUMAN', { kind: 'with_bot', buttons: 2 }, { kind: 'hand_over' }],
    ['where is it', { kind: 'with_bot', buttons: 2 }, { kind: 'message' }],
    ['2', { kind: 'with_bot', buttons: 2 }, { kind: 'tap', index: 1 }],
    ['3', { kind: 'with_bot', buttons: 2 }, { kind: 'message' }],
    ['结束会话', { kind: 'with_bot', buttons: 2 }, { kind: 'end' }],
    ['1', { kind: 'queued', offered: false }, { kind: 'message' }],
    ['1', { kind: 'queued', offered: true }, { kind: 'wait', choose: 'wait' }],
    ['2', { kind: 'queued', offered: true }, { kind: 'wait', choose: 'message' }],
    ['/END', { kind: 'queued', offered: false }, { kind: 'end' }],
    ['1', { kind: 'confirming' }, { kind: 'solved', solved: true }],
    ['否', { kind: 'confirming' }, { kind: 'solved', solved: false }],
    ['not yet', { kind: 'confirming' }, { kind: 'message' }],
    ['5', served, { kind: 'message' }],
    ['5', { ...served, invited: true }, { kind: 'rate', score: 5 }],
    ['human', served, { kind: 'message' }],
    ['end chat', served, { kind: 'end' }],
    [null, { ...served, invited: true }, { kind: 'message' }],
  ]
  it.each(table)('%s at %o is %o', (text, standing, act, menuFirst = false) => {
    expect(understand(text, standing, { ...words, menuFirst })).toEqual(act)
  })

  it.each([
    ['4', 4],
    ['5 stars', 5],
    ['3分', 3],
    ['⭐⭐', 2],
    ['0', null],
    ['45', null],
    ['4 pieces please', null],
  ])('%s is the score %s', (text, score) => {
    expect(scoreOf(text)).toBe(score)
  })
})

describe('the robot’s words', () => {
  it('are the channel’s own, in the customer’s language where there are some', () => {
    const settings = { texts: { assigned: { en: 'Here is {agent}!' } } }
    expect(say(settings, 'assigned', 'en', { agent: 'Mei' })).toBe('Here is Mei!')
    expect(say(settings, 'assigned', 'zh', { agent: 'Mei' })).toBe('Here is Mei!')
    expect(say({ texts: {} }, 'queued', 'zh', { place: 3, end: '/end' })).toContain('3')
    expect(fill('{a} {b}', { a: 1 })).toBe('1')
  })

  it.each([
    ['你好', 'en', 'en', 'zh'],
    ['hello', null, 'zh', 'en'],
    ['hello', 'zh', 'en', 'zh'],
    ['123', null, 'zh', 'zh'],
  ])('%s after %s on a channel in %s is answered in %s', (text, before, channel, wanted) => {
    expect(languageOf(text, before, channel)).toBe(wanted)
  })
})

describe('a time', () => {
  const at = 1_700_000_000_000
  it.each([
    [at, 'good'],
    [at - TOLERANCE_MS, 'good'],
    [at + TOLERANCE_MS, 'good'],
    [at - TOLERANCE_MS - 1, 'late'],
    [at + TOLERANCE_MS + 1, 'late'],
    ['', 'wrong'],
    ['yesterday', 'wrong'],
    ['1e12', 'wrong'],
  ])('%s is %s', (time, verdict) => {
    expect(judgeTime(String(time), at)).toBe(verdict)
  })
  it('of the next try lies later each time, and there is a last one', () => {
    const pauses = Array.from({ length: 9 }, (_, i) => pauseAfter(i + 1) ?? 0)
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b))
    expect(pauseAfter(10)).toBeNull()
  })
})
