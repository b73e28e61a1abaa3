import type { Scheduler } from '../clock/scheduler'
import type { TraceClock } from '../clock/trace-clock'
import type { Tally } from '../measure/tally'
import type { Api } from '../net/api'
import { Refused } from '../net/api-client'
import type { HttpClient } from '../net/http-client'
import type { Installation } from '../prepare'
import type { Case } from './case'

/** How long an agent waits to learn whose conversation they got: its opening may still be on its way back. */
const UNKNOWN_AFTER_MS = 15_000

/** What customers and agents of one replay share. */
export class World {
  readonly cases = new Map<string, Case>()
  private readonly expected = new Map<string, ((found: Case | null) => void)[]>()
  /** Tokens of callers that the trace knows, so that they come back as the same customer. */
  readonly returning = new Map<string, { token: string; busy: boolean }>()
  /** Cases that are not over. */
  open = 0
  arrived = 0
  /** Requests that the people of the trace made: when it stands still, nothing moves. */
  steps = 0
  /** The trace is over: what was left as a message is answered at once. */
  closing = false
  stopping = false

  constructor(
    readonly api: Api,
    readonly http: HttpClient,
    readonly scheduler: Scheduler,
    readonly clock: TraceClock,
    readonly tally: Tally,
    readonly installation: Installation,
  ) {}

  register(found: Case): void {
    this.cases.set(found.id, found)
    for (const tell of this.expected.get(found.id) ?? []) tell(found)
    this.expected.delete(found.id)
  }

  /** null = nobody of this replay opened it. */
  caseOf(id: string): Promise<Case | null> {
    const known = this.cases.get(id)
    if (known) return Promise.resolve(known)
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(null), UNKNOWN_AFTER_MS)
      const tell = (found: Case | null) => {
        clearTimeout(timer)
        resolve(found)
      }
      this.expected.set(id, [...(this.expected.get(id) ?? []), tell])
    })
  }

  /** Carries something out; a refusal is counted and the replay goes on. Answers whether it was done. */
  async attempt(what: string, work: () => Promise<unknown>, expected: string[] = []): Promise<boolean> {
    if (what !== 'sample') this.steps += 1
    try {
      await work()
      return true
    } catch (error) {
      if (!(error instanceof Refused)) {
        this.tally.error(`${what}: ${(error as Error).message}`)
      } else if (!expected.includes(error.code) && !(this.stopping && error.status === 0)) {
        this.tally.error(`${what}: ${error.status} ${error.code}`)
      }
      return false
    }
  }
}
