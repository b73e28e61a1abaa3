import { describe, expect, it } from 'vitest'
import { calendarForm, emptyCalendar, readTime, toInput } from './form-values'

describe('a time as people type it', () => {
  it.each([
    ['9', '09:00'],
    ['930', '09:30'],
    ['9:30', '09:30'],
    ['9.30', '09:30'],
    [' 17:05 ', '17:05'],
    ['24', '24:00'],
    ['1800', '18:00'],
    ['soon', 'soon'],
    ['', ''],
  ])('%j is %j', (text, time) => expect(readTime(text)).toBe(time))
})

describe('the form of service hours', () => {
  it('starts from a week that can be saved', () => {
    expect(calendarForm.safeParse({ ...emptyCalendar('UTC'), name: 'Office' }).success).toBe(true)
  })

  it('shows an overlap at the span that is too much', () => {
    const form = { ...emptyCalendar('UTC'), name: 'Office' }
    form.hours.weekly.mon.push({ from: '17:00', to: '20:00' })
    expect(calendarForm.safeParse(form).error?.issues).toMatchObject([
      { path: ['hours', 'weekly', 'mon', '1', 'from'], message: 'spans_overlap' },
    ])
  })

  it('keeps exceptions in the order of their dates', () => {
    const form = { ...emptyCalendar('UTC'), name: 'Office' }
    form.hours.exceptions = ['2026-12-25', '2026-10-03'].map((date) => ({ date, name: '', spans: [] }))
    expect(toInput(form).hours.exceptions.map(({ date }) => date)).toEqual(['2026-10-03', '2026-12-25'])
  })
})
