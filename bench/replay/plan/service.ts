import type { Call } from '../input/trace-line'

/** Somebody who would have given up, but got an agent before: a short matter. */
const SHORT_MS = 30_000
/** A reply about every so often. */
const TURN_MS = 45_000
const MAX_TURNS = 5

export type Service = { durationMs: number; replies: number }

/** How long a call keeps its agent, and in how many replies. */
export function planService(call: Call): Service {
  const durationMs = call.outcome === 'served' ? call.serviceMs : SHORT_MS
  return { durationMs, replies: Math.min(MAX_TURNS, Math.max(1, Math.round(durationMs / TURN_MS))) }
}

const replies = [
  'Good day, thank you for writing. I am reading your question.',
  'I have found your account and see what you mean.',
  'One moment, I am checking this with the system.',
  'That is done now. Please look whether it shows on your side.',
  'You will get a confirmation within the next working day.',
  'If anything is missing, write to us again at any time.',
]

/** What the agent says in reply `index`, different from case to case. */
export const replyText = (index: number, line: number): string =>
  index === 0 ? replies[0]! : replies[1 + ((index + line) % (replies.length - 1))]!
