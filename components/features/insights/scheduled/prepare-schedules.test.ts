import { describe, expect, it } from 'vitest'
import { type ScheduleView, scheduleSettings } from '@/server/modules/insights/contract'
import { filterSchedules, formOf, minuteOf, stateOf, timeText } from './prepare-schedules'

const row = (id: string, more: Partial<ScheduleView> = {}): ScheduleView => ({
  ...scheduleSettings.parse({
    ...{ name: `Report ${id}`, content: { kind: 'report', groupBy: 'day' } },
    rhythm: { every: 'day', minute: 480, timeZone: 'UTC', period: 'yesterday' },
    target: { by: 'mail', receivers: ['a@example.org'] },
  }),
  ...{ id, version: 1, maker: 'M', stoppedBecause: null, nextAt: `2026-11-2${id}T08:00:00Z`, last: null },
  ...more,
})
const failed = { at: '2026-11-20T08:00:00Z', state: 'failed', error: 'no' } as const

describe('the list of schedules', () => {
  it('says first that one is stopped, then that it is paused, then that it failed', () => {
    expect(stateOf(row('1', { stoppedBecause: 'maker_gone', paused: true, last: failed }))).toBe('stopped')
    expect(stateOf(row('1', { paused: true, last: failed }))).toBe('paused')
    expect(stateOf(row('1', { last: failed }))).toBe('failed')
    expect(stateOf(row('1'))).toBe('running')
  })

  it('is narrowed and ordered as asked', () => {
    const rows = [row('2'), row('1', { paused: true }), row('3', { name: 'Other' })]
    const ids = (asked: Parameters<typeof filterSchedules>[1]) =>
      filterSchedules(rows, asked).map(({ id }) => id)
    const sort = { id: 'next', direction: 'desc' } as const
    expect(ids({ search: '', state: null, sort })).toEqual(['3', '2', '1'])
    expect(ids({ search: 'report', state: null, sort: { id: 'name', direction: 'asc' } })).toEqual(['1', '2'])
    expect(ids({ search: '', state: 'paused', sort })).toEqual(['1'])
  })

  it('takes a form to and fro', () => {
    expect(scheduleSettings.parse(formOf(row('1')))).toEqual(formOf(row('1')))
    expect([minuteOf('08:05'), minuteOf('23:59'), minuteOf('')]).toEqual([485, 1_439, null])
    expect(timeText(485)).toBe('08:05')
  })
})
