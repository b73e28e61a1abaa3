/** What is still to happen, earliest first; of things at the same instant the one noted first. */
export class Agenda<T> {
  private heap: { at: number; order: number; what: T }[] = []
  private noted = 0

  add(at: number, what: T): void {
    const { heap } = this
    heap.push({ at, order: this.noted++, what })
    let child = heap.length - 1
    while (child > 0) {
      const parent = (child - 1) >> 1
      if (!this.earlier(child, parent)) break
      this.swap(child, parent)
      child = parent
    }
  }

  next(): { at: number; what: T } | undefined {
    const { heap } = this
    const first = heap[0]
    const last = heap.pop()
    if (first === undefined || last === undefined || heap.length === 0) return first
    heap[0] = last
    for (let parent = 0; ; ) {
      const left = 2 * parent + 1
      if (left >= heap.length) return first
      const right = left + 1
      const child = right < heap.length && this.earlier(right, left) ? right : left
      if (!this.earlier(child, parent)) return first
      this.swap(child, parent)
      parent = child
    }
  }

  private earlier(a: number, b: number): boolean {
    const left = this.heap[a]!
    const right = this.heap[b]!
    return left.at < right.at || (left.at === right.at && left.order < right.order)
  }

  private swap(a: number, b: number): void {
    const kept = this.heap[a]!
    this.heap[a] = this.heap[b]!
    this.heap[b] = kept
  }
}
