import os from 'node:os'

const megabyte = 1024 * 1024

/**
 * How the server is started: with a limit, and with a smaller nursery than Node's own, which at many short requests
 * fills with what lives no longer than one of them and is kept for good (figures: docs/benchmarks.md). Source maps
 * are left out: reading those of all pages costs half a second and 80 MB; NODE_OPTIONS brings them back.
 */
export function memoryFlags() {
  const named = /--max-semi-space-size/.test(process.env.NODE_OPTIONS ?? '')
  return [memoryFlag(), ...(named ? [] : ['--max-semi-space-size=8'])]
}

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
