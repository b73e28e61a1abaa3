import { AsyncLocalStorage } from 'node:async_hooks'
import { singleton } from './singleton'

/** Where a change comes from; the audit log keeps it. */
export type Origin = {
  requestId: string
  ip: string | null
  /** Program and system, such as "Chrome on Windows". */
  client: string | null
  via: 'session' | 'token' | null
  /** The access token's name. */
  viaName: string | null
}

/** What runs without a request: a job or a round of something that runs again and again. */
export type Work = { job: string; jobId: string } | { loop: string }

type Asked = {
  origin: Origin
  /** Which route answers, with names in place of ids; for metrics and the log. */
  route?: string
  /** The conversation that the request is about. */
  conversationId?: string
}
export type Running = Asked | { work: Work }

const storage = () => singleton('request.context', () => new AsyncLocalStorage<Running>())

export function withOrigin<T>(origin: Origin, work: () => T): T {
  return storage().run({ origin }, work)
}

/** Log lines of `run` carry what it is. */
export function withWork<T>(work: Work, run: () => T): T {
  return storage().run({ work }, run)
}

/** null in what no request causes: timers, jobs, the first start. */
export const currentOrigin = (): Origin | null => asked()?.origin ?? null

/** What is running, to be taken up again where a callback has lost it. */
export const captureRunning = (): Running | undefined => storage().getStore()

export function runAs<T>(running: Running | undefined, work: () => T): T {
  return storage().run(running as Running, work)
}

const asked = (): Asked | null => {
  const running = storage().getStore()
  return running && 'origin' in running ? running : null
}

/** What every log line carries that is written while something is done for somebody. */
export function currentWork(): Record<string, string> {
  const running = storage().getStore()
  if (!running) return {}
  if ('work' in running) return running.work
  const { origin, conversationId } = running
  return { requestId: origin.requestId, ...(conversationId && { conversationId }) }
}

/** Called once the request's session or token has been accepted. */
export function noteCredential(via: 'session' | 'token', name: string | null): void {
  const request = asked()
  if (request) Object.assign(request.origin, { via, viaName: name })
}

/** Called once it is known which route answers, and what it is about. */
export function noteRoute(route: string, conversationId?: string): void {
  const request = asked()
  if (!request) return
  request.route = route
  if (conversationId) request.conversationId = conversationId
}

/** What noteRoute was told in this request. */
export const notedRoute = (): string | null => asked()?.route ?? null
