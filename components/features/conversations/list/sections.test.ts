import { describe, expect, it } from 'vitest'
import { aView } from '../live/fixture'
import { arrange, holdPlaces } from './sections'

const now = Date.parse('2026-03-02T10:00:00.000Z')
const since = (minute: number) => `2026-03-02T09:${String(minute).padStart(2, '0')}:00.000Z`
const yours = (id: string, minute: number) => aView({ id, awaitingSince: since(minute) })

describe('the own list', () => {
  it('is grouped by whose turn it is, the longest waiting first', () => {
    const views = [
      yours('late', 20),
      yours('early', 10),
      aView({ id: 'theirs', status: 'awaiting_customer', awaitingSince: null }),
      aView({ id: 'asked', status: 'awaiting_confirmation', awaitingSince: null }),
    ]
    expect(arrange(views, 'me', now)).toEqual([
      { key: 'yours', ids: ['early', 'late'] },
      { key: 'theirs', ids: ['theirs'] },
      { key: 'asked', ids: [] },
      { key: 'closing', ids: ['asked'] },
      { key: 'snoozed', ids: [] },
    ])
  })

  it('puts away what is snoozed until its time, and shows where one was asked', () => {
    const views = [
      aView({ id: 's', snoozedUntil: '2026-03-02T10:30:00.000Z' }),
      aView({ id: 'q', agent: { id: 'jun', name: 'Jun', avatarUrl: null } }),
      aView({
        id: 'w',
        agent: { id: 'me', name: 'Mei', avatarUrl: null },
        status: 'ended',
        endedAt: since(1),
      }),
    ]
    const places = (at: number) => arrange(views, 'me', at, new Set(['q'])).map(({ ids }) => ids)
    expect(places(now)).toEqual([[], [], ['q'], ['w'], ['s']])
    expect(places(now + 30 * 60_000)).toEqual([['s'], [], ['q'], [], []])
  })

  it('keeps what ended without a wrap-up at hand for an hour, and never another agent’s', () => {
    const ended = aView({ id: 'e', status: 'ended', endedAt: since(30) })
    const wrapped = { ...ended, id: 'w', wrapUp: { id: 'x', path: [] } }
    const other = aView({ id: 'o', agent: { id: 'jun', name: 'Jun', avatarUrl: null } })
    expect(arrange([ended, wrapped, other], 'me', now)[3]?.ids).toEqual(['e'])
    expect(arrange([ended], 'me', now + 3_600_000)[3]?.ids).toEqual([])
  })

  it('does not move anything under the pointer: new ones come last, gone ones go', () => {
    const shown = [
      { key: 'yours', ids: ['a', 'b'] },
      { key: 'theirs', ids: ['c'] },
      { key: 'closing', ids: [] },
    ] as const
    const next = [
      { key: 'yours', ids: ['new', 'c', 'a'] },
      { key: 'theirs', ids: [] },
      { key: 'closing', ids: ['d'] },
    ] as const
    const copy = (sections: typeof shown | typeof next) =>
      sections.map((s) => ({ key: s.key, ids: [...s.ids] }))
    expect(holdPlaces(copy(shown), copy(next))).toEqual([
      { key: 'yours', ids: ['a', 'new'] },
      { key: 'theirs', ids: ['c'] },
      { key: 'closing', ids: ['d'] },
    ])
  })
})
