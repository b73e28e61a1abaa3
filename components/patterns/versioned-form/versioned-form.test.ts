import { describe, expect, it } from 'vitest'
import { flattenRecord } from './flatten-record'
import { mergeFields } from './merge-fields'

describe('two edits of one record', () => {
  const base = { name: 'Shop', greeting: { en: 'Hi' }, sites: ['a'], thresholds: { silenceMs: 1 } }

  it('both stand where they touch different fields, nested ones too', () => {
    const mine = { ...base, greeting: { en: 'Hello' } }
    const theirs = { ...base, name: 'Web shop', greeting: { en: 'Hi', zh: '您好' } }
    expect(mergeFields(base, mine, theirs)).toEqual({
      ...base,
      name: 'Web shop',
      greeting: { en: 'Hello', zh: '您好' },
    })
  })

  it('leave out what one of them has taken away', () => {
    const mine = { ...base, thresholds: {} } as typeof base
    const theirs = { ...base, thresholds: { silenceMs: 1, countdownMs: 2 } }
    expect(mergeFields(base, mine, theirs).thresholds).toEqual({ countdownMs: 2 })
    expect(mergeFields(base, base, mine).thresholds).toEqual({})
  })

  it('take a list as a whole', () => {
    const theirs = { ...base, sites: ['a', 'b'] }
    expect(mergeFields(base, base, theirs).sites).toEqual(['a', 'b'])
    expect(mergeFields(base, { ...base, sites: ['c'] }, theirs).sites).toEqual(['c'])
  })
})

describe('a record in a table of changes', () => {
  it('has a line per setting, and names where there were ids', () => {
    const record = { calendarId: 'x', calendarName: 'Office', settings: { form: [], askRating: true } }
    expect(flattenRecord(record)).toEqual({
      calendarId: 'Office',
      'settings.form': [],
      'settings.askRating': true,
    })
  })
})
