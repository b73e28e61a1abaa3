import type { View } from '../live/live-state'

export type WaitLevel = 'calm' | 'late' | 'failed'

/** Amber from 70 % of the warning, red from the breach. Messages left while nobody was there raise no alarm. */
export function waitLevel(view: Pick<View, 'thresholds' | 'creationType'>, waitedMs: number): WaitLevel {
  if (view.creationType === 'offline') return 'calm'
  const { noReplyWarningMs, noReplyBreachMs } = view.thresholds
  if (waitedMs >= noReplyBreachMs) return 'failed'
  return waitedMs >= noReplyWarningMs * 0.7 ? 'late' : 'calm'
}

/** 0:42, 12:05, 1:02:05. Longer than a day is for words. */
export function elapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000))
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60]
  const two = (n: number) => String(n).padStart(2, '0')
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}
