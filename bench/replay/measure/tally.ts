/** What went wrong on the way, by its name, and how often. */
export class Tally {
  readonly errors: Record<string, number> = {}
  readonly retries: Record<string, number> = {}
  reconnects = 0
  /** Milliseconds per kind of request. */
  readonly answered = new Map<string, number[]>()

  error(name: string): void {
    this.errors[name] = (this.errors[name] ?? 0) + 1
  }

  retried(name: string): void {
    this.retries[name] = (this.retries[name] ?? 0) + 1
  }

  /** A request that was answered, in whatever way, after so long. */
  took(method: string, path: string, ms: number): void {
    const kind = `${method} ${path.replace(/\?.*/, '').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')}`
    const times = this.answered.get(kind)
    if (times) times.push(ms)
    else this.answered.set(kind, [ms])
  }

  reconnected(): void {
    this.reconnects += 1
  }
}
