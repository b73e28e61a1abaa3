/**
 * One reader of one conversation's log: each place comes once, and in order. A place that was passed over is
 * no fault by itself, because some entries are not for everybody; a message that never comes is found when
 * deliveries are counted.
 */
export class LogReader {
  private readonly seen = new Set<number>()
  last = 0
  duplicated = 0
  outOfOrder = 0

  /** Everything that came, in the order of the log. */
  get places(): number[] {
    return [...this.seen].sort((a, b) => a - b)
  }

  /** False for a place that came before. */
  take(seq: number): boolean {
    if (this.seen.has(seq)) {
      this.duplicated += 1
      return false
    }
    this.seen.add(seq)
    if (seq < this.last) this.outOfOrder += 1
    else this.last = seq
    return true
  }
}
