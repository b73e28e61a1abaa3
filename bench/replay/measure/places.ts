/**
 * The places of one agent as the agent sees them. Assigned and ended travel over two connections, so an end
 * that this agent has asked for may be in force before its answer is here: such a place counts as free. An
 * overrun is more live conversations than the limit, none of which this agent has asked to end.
 */
export class Places {
  private readonly held = new Map<string, 'held' | 'ending'>()
  overruns = 0
  most = 0

  constructor(readonly limit: number) {}

  take(conversationId: string): void {
    if (this.held.has(conversationId)) return
    this.held.set(conversationId, 'held')
    const sure = this.count('held')
    this.most = Math.max(this.most, sure)
    if (sure > this.limit) this.overruns += 1
  }

  ending(conversationId: string): void {
    if (this.held.has(conversationId)) this.held.set(conversationId, 'ending')
  }

  free(conversationId: string): void {
    this.held.delete(conversationId)
  }

  /** A snapshot of the server's: so many live conversations at one moment. */
  sample(live: number): void {
    this.most = Math.max(this.most, live)
    if (live > this.limit) this.overruns += 1
  }

  private count(state: 'held' | 'ending'): number {
    let count = 0
    for (const value of this.held.values()) if (value === state) count += 1
    return count
  }
}
