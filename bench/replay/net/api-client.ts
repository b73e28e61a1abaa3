import { setTimeout as delay } from 'node:timers/promises'
import type { Gate } from '../clock/scheduler'
import type { Tally } from '../measure/tally'
import type { Call, HttpClient } from './http-client'

/** The server's refusal, or the end of all tries (status 0). */
export class Refused extends Error {
  override name = 'Refused'
  constructor(
    readonly status: number,
    readonly code: string,
    what: string,
  ) {
    super(`${what}: ${status} ${code}`)
  }
}

/** With the delays below, some five minutes. */
const MAX_TRIES = 200
const FIRST_DELAY_MS = 50
const LONGEST_DELAY_MS = 2_000
const again = new Set([0, 429, 502, 503, 504])

/**
 * Calls that survive a server that restarts: what failed on the way is sent again as it was, the client's own
 * message id included, so nothing is doubled. It also counts what is under way, and is the scheduler's gate.
 */
export class ApiClient implements Gate {
  private underWay = 0
  private waiters: (() => void)[] = []
  private givingUp = false
  calls = 0

  constructor(
    private readonly http: HttpClient,
    private readonly tally: Tally,
    private readonly limit: number,
  ) {}

  async call<T>(call: Call): Promise<{ status: number; body: T; tries: number }> {
    this.underWay += 1
    this.calls += 1
    try {
      return await this.tryUntil<T>(call)
    } finally {
      this.underWay -= 1
      if (!this.full()) for (const wake of this.waiters.splice(0)) wake()
    }
  }

  full(): boolean {
    return this.underWay >= this.limit
  }

  room(): Promise<void> {
    if (!this.full()) return Promise.resolve()
    return new Promise((resolve) => this.waiters.push(resolve))
  }

  get idle(): boolean {
    return this.underWay === 0
  }

  /** From now on the first failure is the last. */
  giveUp(): void {
    this.givingUp = true
  }

  private async tryUntil<T>(call: Call): Promise<{ status: number; body: T; tries: number }> {
    for (let tries = 1; ; tries += 1) {
      const { status, body, code } = await this.try(call)
      if (status >= 200 && status < 300) return { status, body: body as T, tries }
      const reason = code ?? (body as { code?: string } | null)?.code ?? 'unknown'
      if (!again.has(status) || tries >= MAX_TRIES || this.givingUp) {
        throw new Refused(status, reason, `${call.method} ${call.path}`)
      }
      this.tally.retried(`${status} ${reason}`)
      const ms = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (tries - 1))
      await delay(ms * (0.5 + Math.random() / 2))
    }
  }

  private async try(call: Call): Promise<{ status: number; body: unknown; code?: string }> {
    try {
      const began = performance.now()
      const reply = await this.http.once(call)
      this.tally.took(call.method, call.path, performance.now() - began)
      return reply
    } catch (error) {
      return { status: 0, body: null, code: (error as { code?: string }).code ?? 'network' }
    }
  }
}
