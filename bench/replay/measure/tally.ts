/** What went wrong on the way, by its name, and how often. */
export class Tally {
  readonly errors: Record<string, number> = {}
  readonly retries: Record<string, number> = {}
  reconnects = 0
  overruns = 0
  duplicated = 0
  outOfOrder = 0

  error(name: string): void {
    this.errors[name] = (this.errors[name] ?? 0) + 1
  }

  retried(name: string): void {
    this.retries[name] = (this.retries[name] ?? 0) + 1
  }

  reconnected(): void {
    this.reconnects += 1
  }
}
