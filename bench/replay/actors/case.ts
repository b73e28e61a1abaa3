import type { Call } from '../input/trace-line'
import { LogReader } from '../measure/log-reader'

export type Said = { text: string; by: 'customer' | 'agent'; accepted: boolean; delivered: boolean }

/** One call of the trace as a conversation, with everything that both sides know about it. */
export class Case {
  id = ''
  token = ''
  customerId = ''
  stage: 'opening' | 'queued' | 'assigned' | 'ended' = 'opening'
  offline = false
  /** By clientMessageId. */
  readonly said = new Map<string, Said>()
  readonly reader = new LogReader()
  /** An agent has begun to serve it: from now on there is another side. */
  taken = false
  /** The customer's next sentence. */
  nextTurn = 0
  /** What the server promised at the entry, wall seconds. */
  estimateSeconds: number | null = null
  /** When it was told; null = with the entry. */
  estimatedAt: number | null = null
  /** What was answered when the queue was too long or too slow. */
  chosen: 'wait' | 'message' | 'group' | null = null
  /** Settles when the customer's side has seen the end. */
  closed = false

  constructor(
    readonly call: Call,
    readonly turns: string[],
  ) {}

  /** What the customer says next; a dialogue that is over starts again. */
  sentence(): string {
    const text = this.turns[this.nextTurn % this.turns.length] ?? 'Hello'
    this.nextTurn += 1
    return text
  }

  get ended(): boolean {
    return this.stage === 'ended'
  }
}
