/** 0:42, 12:05, 1:02:05: for waits and talks. Whole seconds, rounded. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000))
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60]
  const two = (n: number) => String(n).padStart(2, '0')
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

/** How a threshold stands: amber from 70 % of it, red past it. */
export type Level = 'calm' | 'late' | 'failed'

export function levelOf(value: number, threshold: number): Level {
  if (value > threshold) return 'failed'
  return value >= threshold * 0.7 ? 'late' : 'calm'
}
