import { DueHeap } from './due-heap'
import type { TraceClock } from './trace-clock'

type Event = { added: number; run: () => void }

/** Says when no more work may be begun. */
export type Gate = { full: () => boolean; room: () => Promise<void> }

/** Later than this, wall time, the clock waits for the events instead of running away from them. */
const MAX_LATE_MS = 250
/** Let sockets be read after so many events in a row. */
const IN_A_ROW = 32
const LONGEST_SLEEP_MS = 100

/**
 * Runs events at their moment of the trace's time, always in order, from one loop instead of a timer each. When
 * too much is under way or events come late, the clock stands still until the machine has caught up.
 */
export class Scheduler {
  private readonly heap = new DueHeap<Event>()
  private wake: (() => void) | undefined
  private wakeAt = Number.POSITIVE_INFINITY
  private stopped = false
  /** The latest that an event began, wall time, ms. */
  maxLateMs = 0

  constructor(
    private readonly clock: TraceClock,
    private readonly gate: Gate,
  ) {}

  /** `due` in the trace's time; a moment that has passed means now. */
  at(due: number, run: () => void): void {
    this.heap.push(due, { added: this.clock.now(), run })
    if (due < this.wakeAt) this.wake?.()
  }

  after(delayMs: number, run: () => void): void {
    this.at(this.clock.now() + delayMs, run)
  }

  get waiting(): number {
    return this.heap.size
  }

  stop(): void {
    this.stopped = true
    this.wake?.()
  }

  /** Until `done` says so, or `stop` is called. */
  async play(done: () => boolean): Promise<void> {
    for (let inRow = 0; !this.stopped && !done(); inRow += 1) {
      if (this.gate.full()) {
        this.clock.pause()
        await this.gate.room()
        this.clock.resume()
        continue
      }
      const next = this.heap.nextDue
      const now = this.clock.now()
      if (next === undefined || next > now) {
        await this.sleep(next, now)
        inRow = 0
        continue
      }
      this.runNext(now)
      if (inRow % IN_A_ROW === IN_A_ROW - 1) await new Promise((resolve) => setImmediate(resolve))
    }
  }

  private runNext(now: number): void {
    const event = this.heap.pop()
    if (!event) return
    const lateMs = (now - Math.max(event.due, event.value.added)) / this.clock.speed
    if (lateMs > this.maxLateMs) this.maxLateMs = lateMs
    if (lateMs > MAX_LATE_MS) this.clock.slip(lateMs - MAX_LATE_MS)
    event.value.run()
  }

  private sleep(next: number | undefined, now: number): Promise<void> {
    const ms = next === undefined ? LONGEST_SLEEP_MS : (next - now) / this.clock.speed
    this.wakeAt = next ?? Number.POSITIVE_INFINITY
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.wake?.(), Math.min(ms, LONGEST_SLEEP_MS))
      this.wake = () => {
        clearTimeout(timer)
        this.wake = undefined
        this.wakeAt = Number.POSITIVE_INFINITY
        resolve()
      }
    })
  }
}
