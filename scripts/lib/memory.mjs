import os from 'node:os'

const megabyte = 1024 * 1024

/**
 * Node's own limit knows neither PostgreSQL beside it nor always the container around it: half of what there
 * is, between 512 MB and 4 GB. NODE_OPTIONS with a limit of its own wins.
 */
export function memoryFlag() {
  const named = process.env.NODE_OPTIONS?.match(/--max-old-space-size=\d+/)
  if (named) return named[0]
  const constrained = process.constrainedMemory?.() || Number.POSITIVE_INFINITY
  const total = Math.min(os.totalmem(), constrained) / megabyte
  return `--max-old-space-size=${Math.round(Math.min(4096, Math.max(512, total / 2)))}`
}
