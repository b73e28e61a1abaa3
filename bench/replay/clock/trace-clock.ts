type Pause = { from: number; until: number; before: number }

/**
 * The trace's time, run `speed` times as fast as the wall's. It stands still while the machine cannot keep up,
 * and remembers when, so that any moment of the wall's clock can be told in the trace's time afterwards.
 */
export class TraceClock {
  private readonly pauses: Pause[] = []
  private pausedAt: number | undefined
  private slipped = 0

  constructor(
    readonly speed: number,
    /** The moment of the trace at which the replay begins, ms. */
    private readonly origin: number,
    /** Wall time of the beginning, ms. */
    private readonly start: number,
    private readonly wall: () => number,
  ) {}

  now(): number {
    return this.at(this.pausedAt ?? this.wall())
  }

  /** A moment of the wall's clock in the trace's time. */
  at(wall: number): number {
    return this.origin + (wall - this.start - this.slippedUntil(wall)) * this.speed
  }

  pause(): void {
    this.pausedAt ??= this.wall()
  }

  resume(): void {
    if (this.pausedAt === undefined) return
    this.stoodStill(this.pausedAt, this.wall())
    this.pausedAt = undefined
  }

  /** Takes back `ms` of the time that has just passed: events are so late that the clock has to wait. */
  slip(ms: number): void {
    const now = this.wall()
    const earliest = this.pauses.at(-1)?.until ?? this.start
    this.stoodStill(Math.max(earliest, now - ms), now)
  }

  /** Wall time during which the clock stood still, ms. */
  get slippedMs(): number {
    return this.slipped + (this.pausedAt === undefined ? 0 : this.wall() - this.pausedAt)
  }

  private stoodStill(from: number, until: number): void {
    if (until <= from) return
    this.pauses.push({ from, until, before: this.slipped })
    this.slipped += until - from
  }

  private slippedUntil(wall: number): number {
    let low = 0
    let high = this.pauses.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.pauses[middle]!.from <= wall) low = middle + 1
      else high = middle
    }
    const last = this.pauses[low - 1]
    return last ? last.before + Math.min(wall, last.until) - last.from : 0
  }
}
