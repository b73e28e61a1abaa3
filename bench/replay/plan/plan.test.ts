import { describe, expect, it } from 'vitest'
import type { Call } from '../input/trace-line'
import { planAgents } from './agents'
import { dutyOf } from './duty'
import { planService } from './service'
import { listTypes, topicNames } from './topics'

const minute = 60_000
const call = (over: Partial<Call> = {}): Call => ({
  ...{ line: 2, at: 600 * minute, type: 'PS', priority: 0, customerId: null, outcome: 'served' },
  ...{ waitedMs: 0, serviceMs: 2 * minute, server: 'ANN' },
  ...over,
})

describe('duty', () => {
  it('begins a minute before the first call and lasts to the end of the last', () => {
    const served = [call(), call({ at: 610 * minute, waitedMs: minute })]
    expect(dutyOf(served)).toEqual([
      { at: 599 * minute, status: 'online' },
      { at: 613 * minute, status: 'offline' },
    ])
  })

  it('has a break where nothing was served for half an hour, and a night where it was hours', () => {
    const served = [call(), call({ at: 700 * minute }), call({ at: 2_000 * minute })]
    expect(dutyOf(served).map(({ status }) => status)).toEqual([
      ...['online', 'busy', 'online', 'offline'],
      ...['online', 'offline'],
    ])
  })
})

describe('agents', () => {
  const calls = [
    call(),
    call({ type: 'NE' }),
    call({ server: 'BO', type: 'NE' }),
    call({ server: null, type: 'IN' }),
  ]

  it('are the people of the trace, with the kinds of question they were seen with', () => {
    const agents = planAgents(calls, listTypes(calls), undefined)
    expect(agents.map(({ name, types }) => ({ name, types }))).toEqual([
      { name: 'Ann', types: ['NE', 'PS'] },
      { name: 'Bo', types: ['NE'] },
    ])
    for (const { capacity } of agents) expect([1, 2, 3]).toContain(capacity)
  })

  it('are as many as asked for, each with an address of their own, for every kind of question', () => {
    const agents = planAgents(calls, listTypes(calls), 5)
    expect(new Set(agents.map(({ email }) => email)).size).toBe(5)
    for (const { types } of agents) expect(types).toEqual(listTypes(calls))
  })
})

describe('service', () => {
  it('keeps the agent as long as the trace says, and briefly for those who would have left', () => {
    expect(planService(call({ serviceMs: 180_000 }))).toEqual({ durationMs: 180_000, replies: 4 })
    expect(planService(call({ outcome: 'gave_up', serviceMs: 0 }))).toEqual({
      durationMs: 30_000,
      replies: 1,
    })
    expect(planService(call({ serviceMs: 3_600_000 })).replies).toBe(5)
  })
})

describe('kinds of question', () => {
  it('come by frequency, and one without a name keeps its code', () => {
    expect(listTypes([call(), call({ type: 'NE' }), call({ type: 'NE' })])).toEqual(['NE', 'PS'])
    expect(topicNames('XY')).toEqual({ en: 'XY', zh: 'XY' })
  })
})
