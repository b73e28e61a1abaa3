import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DueHeap } from './due-heap'
import { Scheduler } from './scheduler'
import { TraceClock } from './trace-clock'

const open = { full: () => false, room: async () => {} }

describe('what is due', () => {
  it('comes out by its moment, and in the order it was put in when moments are equal', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 200 }), (dues) => {
        const heap = new DueHeap<number>()
        dues.forEach((due, index) => {
          heap.push(due, index)
        })
        const out = []
        for (let next = heap.pop(); next; next = heap.pop()) out.push(next)
        const expected = dues
          .map((due, value) => ({ due, value }))
          .sort((a, b) => a.due - b.due || a.value - b.value)
        expect(out.map(({ due, value }) => ({ due, value }))).toEqual(expected)
      }),
    )
  })
})

describe('the clock of the trace', () => {
  const at = (wall: { now: number }) => new TraceClock(60, 1_000, 500, () => wall.now)

  it('runs as many times faster as it was told', () => {
    const wall = { now: 500 }
    const clock = at(wall)
    expect(clock.now()).toBe(1_000)
    wall.now += 100
    expect(clock.now()).toBe(7_000)
  })

  it('stands still while paused, and still tells any earlier moment afterwards', () => {
    const wall = { now: 500 }
    const clock = at(wall)
    wall.now = 600
    clock.pause()
    wall.now = 900
    expect(clock.now()).toBe(7_000)
    clock.resume()
    wall.now = 1_000
    expect(clock.now()).toBe(13_000)
    expect(clock.slippedMs).toBe(300)
    expect([550, 600, 750, 900, 950].map((moment) => clock.at(moment))).toEqual([
      4_000, 7_000, 7_000, 7_000, 10_000,
    ])
  })

  it('takes time back when events come late, never more than has passed', () => {
    const wall = { now: 600 }
    const clock = at(wall)
    clock.slip(40)
    expect(clock.now()).toBe(1_000 + 60 * 60)
    clock.slip(10_000)
    expect(clock.now()).toBe(1_000 + 60 * 60)
    expect(clock.slippedMs).toBe(40)
  })

  it('never runs backwards, however often it stands still', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 50 }))), (steps) => {
        const wall = { now: 0 }
        const clock = new TraceClock(7, 0, 0, () => wall.now)
        let before = clock.now()
        for (const [pause, ms] of steps) {
          if (pause) clock.pause()
          else clock.resume()
          wall.now += ms
          expect(clock.now()).toBeGreaterThanOrEqual(before)
          before = clock.now()
        }
      }),
    )
  })
})

describe('the scheduler', () => {
  it('runs everything in order, also what is added on the way, however high the speed', async () => {
    const scheduler = new Scheduler(new TraceClock(1_000_000, 0, Date.now(), Date.now), open)
    const ran: number[] = []
    for (const due of [3_000, 1_000, 2_000]) scheduler.at(due, () => ran.push(due))
    scheduler.at(1_500, () => scheduler.at(1_600, () => ran.push(1_600)))
    await scheduler.play(() => ran.length === 4)
    expect(ran).toEqual([1_000, 1_600, 2_000, 3_000])
  })

  it('begins nothing while too much is under way, and its clock waits', async () => {
    let full = true
    const clock = new TraceClock(1_000_000, 0, Date.now(), Date.now)
    const ran: string[] = []
    const gate = {
      full: () => full,
      room: async () => {
        await new Promise((resolve) => setImmediate(resolve))
        ran.push('room')
        full = false
      },
    }
    const scheduler = new Scheduler(clock, gate)
    scheduler.at(0, () => ran.push('event'))
    await scheduler.play(() => ran.includes('event'))
    expect(ran).toEqual(['room', 'event'])
  })

  it('ends when it is told to', async () => {
    const scheduler = new Scheduler(new TraceClock(1, 0, Date.now(), Date.now), open)
    scheduler.at(3_600_000, () => {
      throw new Error('an hour early')
    })
    const played = scheduler.play(() => false)
    scheduler.stop()
    await played
    expect(scheduler.waiting).toBe(1)
  })
})
