import { randomBytes } from 'node:crypto'

/** What everybody who writes about a request calls it: our log, a proxy's, the caller's. */
export const requestIdHeader = 'x-request-id'

const WELL_FORMED = /^[A-Za-z0-9][A-Za-z0-9._~-]{7,63}$/
const TRACE = /^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/

/** Unlike any other process's; what follows counts up, which costs less than chance for each request. */
const process = randomBytes(6).toString('hex')
let made = 0

/**
 * The id that a request came with, if it is one (`X-Request-Id`, else the trace of W3C's `traceparent`), or a new
 * one: nothing else that a caller writes gets into the log.
 */
export function requestIdOf(header: (name: string) => string | string[] | null | undefined): string {
  const given = header(requestIdHeader)
  if (typeof given === 'string' && WELL_FORMED.test(given)) return given
  const trace = header('traceparent')
  const id = typeof trace === 'string' ? TRACE.exec(trace)?.[1] : undefined
  if (id) return id
  made += 1
  return `${process}-${made.toString(36)}`
}
