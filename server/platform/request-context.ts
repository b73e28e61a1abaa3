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

const storage = () => singleton('request.context', () => new AsyncLocalStorage<Origin>())

export function withOrigin<T>(origin: Origin, work: () => T): T {
  return storage().run(origin, work)
}

/** null in what no request causes: timers, jobs, the first start. */
export const currentOrigin = (): Origin | null => storage().getStore() ?? null

/** Called once the request's session or token has been accepted. */
export function noteCredential(via: 'session' | 'token', name: string | null): void {
  const origin = storage().getStore()
  if (origin) Object.assign(origin, { via, viaName: name })
}
