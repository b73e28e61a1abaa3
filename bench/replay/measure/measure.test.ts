import { describe, expect, it } from 'vitest'
import type { Said } from '../actors/case'
import { judgeEstimates } from './estimates'
import { LogReader } from './log-reader'
import { compare } from './look-up'
import { Places } from './places'
import { spreadOf } from './statistics'
import { countMessages, faultsOf, type Summary } from './summary'

const said = (over: Partial<Said> = {}): Said => ({
  ...{ text: 'hello', by: 'customer', accepted: true, delivered: true },
  ...over,
})

describe('statistics', () => {
  it('names mean, median, ninth decile and maximum by nearest rank', () => {
    expect(spreadOf([4, 1, 3, 2])).toEqual({ mean: 2.5, p50: 2, p90: 4, max: 4 })
    expect(spreadOf(Array.from({ length: 100 }, (_, i) => i + 1))).toEqual({
      mean: 50.5,
      p50: 50,
      p90: 90,
      max: 100,
    })
    expect(spreadOf([])).toEqual({ mean: 0, p50: 0, p90: 0, max: 0 })
  })
})

describe('estimates', () => {
  it('are judged by the error, by which way it goes, and by what share is near', () => {
    const pairs = [
      { toldSeconds: 15, waitedSeconds: 10 },
      { toldSeconds: 60, waitedSeconds: 20 },
      { toldSeconds: 30, waitedSeconds: 33 },
    ]
    expect(judgeEstimates(pairs)).toEqual({
      ...{ given: 3, medianErrorSeconds: 5, meanErrorSeconds: 16, withinHalf: 0.667 },
      ...{ biasSeconds: 14, meanWaitSeconds: 21 },
    })
    expect(judgeEstimates([])).toMatchObject({ given: 0, withinHalf: null, biasSeconds: 0 })
  })
})

describe('a reader', () => {
  it('counts a place that comes twice and one that comes too late, and lets gaps pass', () => {
    const reader = new LogReader()
    for (const seq of [1, 2, 5, 5, 4, 6]) reader.take(seq)
    expect(reader).toMatchObject({ duplicated: 1, outOfOrder: 1, last: 6 })
  })
})

describe('places', () => {
  it('sees one conversation more than the limit', () => {
    const places = new Places(2)
    for (const id of ['a', 'b', 'b']) places.take(id)
    expect(places.overruns).toBe(0)
    places.take('c')
    expect(places.overruns).toBe(1)
  })

  it('takes an end that was asked for as a free place, since its answer may be on the way', () => {
    const places = new Places(1)
    places.take('a')
    places.ending('a')
    places.take('b')
    expect(places.overruns).toBe(0)
    places.free('a')
    places.take('c')
    expect(places.overruns).toBe(1)
  })

  it('believes a snapshot of the server without reserve', () => {
    const places = new Places(1)
    places.sample(1)
    places.sample(2)
    expect(places).toMatchObject({ overruns: 1, most: 2 })
  })
})

describe('what is found afterwards', () => {
  const stored = (clientMessageId: string, text = 'hello', senderKind = 'customer') => ({
    ...{ clientMessageId, text, senderKind },
  })

  it('is stored when it is there once, as it was written', () => {
    const messages = [stored('a'), stored('b'), stored('x', 'welcome', 'system')]
    const found = {
      said: new Map([
        ['a', said()],
        ['b', said()],
      ]),
    }
    expect(compare(found, messages)).toEqual({ stored: 2, missing: 0, doubled: 0, unacknowledged: 0 })
  })

  it('is missing when it is not there or says something else, doubled when it is there twice', () => {
    const found = {
      said: new Map([
        ['a', said()],
        ['b', said()],
        ['c', said()],
      ]),
    }
    const messages = [stored('a', 'other'), stored('b'), stored('b')]
    expect(compare(found, messages)).toEqual({ stored: 1, missing: 2, doubled: 1, unacknowledged: 0 })
  })

  it('is told apart when nobody acknowledged it', () => {
    const found = { said: new Map([['a', said({ accepted: false })]]) }
    expect(compare(found, [stored('a')])).toEqual({ stored: 0, missing: 0, doubled: 0, unacknowledged: 1 })
  })
})

describe('deliveries', () => {
  it('must reach the other side, unless there has never been one', () => {
    const messages = new Map([
      ['a', said()],
      ['b', said({ delivered: false })],
      ['c', said({ by: 'agent', delivered: false })],
      ['d', said({ accepted: false, delivered: false })],
    ])
    expect(countMessages([{ said: messages, taken: false }])).toEqual({
      ...{ accepted: 3, delivered: 1, undelivered: 1, withoutReader: 1 },
    })
    expect(countMessages([{ said: messages, taken: true }])).toMatchObject({
      undelivered: 2,
    })
  })
})

describe('the verdict', () => {
  const sound = {
    ...{ offered: 3, accepted: 9, stored: 9, lost: 0, duplicated: 0, outOfOrder: 0, overruns: 0 },
    trace: { calls: 3 },
  } as Summary

  it.each(['lost', 'duplicated', 'outOfOrder', 'overruns'] as const)('fails when %s is not zero', (name) => {
    expect(faultsOf(sound)).toEqual([])
    expect(faultsOf({ ...sound, [name]: 1 })).toEqual([`${name}: 1`])
  })

  it('fails when a call of the trace was not offered, or an accepted message is not stored', () => {
    expect(faultsOf({ ...sound, offered: 2 })).toHaveLength(1)
    expect(faultsOf({ ...sound, stored: 8 })).toHaveLength(1)
  })
})
