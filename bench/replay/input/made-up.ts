import type { Dialogues } from './dialogues'
import type { Trace } from './trace'
import type { Call } from './trace-line'

/** A made-up day, the same for the same seed: for trying a server where no real trace is at hand. */
export type MadeUp = { seed: number; calls: number; minutes: number; agents: number }

const TYPES = ['PS', 'PS', 'PS', 'NE', 'IN', 'NW']
const OPENING_MS = 9 * 3_600_000
const GIVES_UP = 0.1

const SENTENCES = [
  'Good morning, I have a question about my account.',
  'The transfer of last week has not arrived yet.',
  '请问我的卡为什么不能用了？',
  'Could you check that for me, please?',
  'It says "try again later" since yesterday.',
  'Thank you, I will wait.',
]

export function makeTrace({ seed, calls, minutes, agents }: MadeUp): Trace {
  const chance = chancesOf(seed)
  const made = Array.from({ length: calls }, (_, index): Call => {
    const gaveUp = chance() < GIVES_UP
    return {
      line: index + 2,
      at: OPENING_MS + Math.floor(chance() * minutes * 60_000),
      type: TYPES[Math.floor(chance() * TYPES.length)] as string,
      priority: Math.floor(chance() * 3),
      customerId: chance() < 0.3 ? `${Math.floor(chance() * calls)}` : null,
      outcome: gaveUp ? 'gave_up' : 'served',
      waitedMs: Math.floor(chance() * 120_000),
      serviceMs: 60_000 + Math.floor(chance() * 240_000),
      server: gaveUp ? null : `AGENT ${1 + Math.floor(chance() * agents)}`,
    }
  })
  made.sort((a, b) => a.at - b.at || a.line - b.line)
  return { calls: made, phantoms: 0, malformed: 0 }
}

export const madeUpDialogues: Dialogues = {
  turns: SENTENCES.map((_, index) => [...SENTENCES.slice(index), ...SENTENCES.slice(0, index)]),
  malformed: 0,
}

/** Evenly over 0 to below 1 (mulberry32). */
function chancesOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
