type Due<T> = { due: number; order: number; value: T }

/** What is due first comes out first; of two due at once, the one put in first. */
export class DueHeap<T> {
  private readonly items: Due<T>[] = []
  private order = 0

  get size(): number {
    return this.items.length
  }

  get nextDue(): number | undefined {
    return this.items[0]?.due
  }

  push(due: number, value: T): void {
    const item = { due, order: this.order++, value }
    let index = this.items.push(item) - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (!before(item, this.items[parent]!)) break
      this.items[index] = this.items[parent]!
      index = parent
    }
    this.items[index] = item
  }

  pop(): { due: number; value: T } | undefined {
    const first = this.items[0]
    const last = this.items.pop()
    if (first === undefined || last === undefined || this.items.length === 0) return first
    let index = 0
    for (;;) {
      let child = index * 2 + 1
      if (child >= this.items.length) break
      if (child + 1 < this.items.length && before(this.items[child + 1]!, this.items[child]!)) child += 1
      if (!before(this.items[child]!, last)) break
      this.items[index] = this.items[child]!
      index = child
    }
    this.items[index] = last
    return first
  }
}

const before = <T>(a: Due<T>, b: Due<T>): boolean => a.due < b.due || (a.due === b.due && a.order < b.order)
