import { type ErrorCode, toAppError } from '@/server/platform/errors'
import { type Limit, requireTurn, takeTurn, tooMany, waitFor } from '@/server/platform/limits'
import { lineOf } from '@/server/platform/networks'
import { clientAddress, isThisMachine } from './client-address'

/**
 * What strangers and customers may do how often, far above what people do. Sign-in is not among them: the database
 * counts it (accounts/domain/throttle.ts). This machine itself is exempt from what goes by address, and its
 * customers from what goes by customer: it is a proxy that was not named, or a test.
 */
export const limits = {
  /** New sessions of one address; a company behind one address opens its windows in the same minute. */
  sessions: { name: 'sessions', points: 120, seconds: 60 },
  /** Messages of one customer, opened conversations included. */
  messages: { name: 'messages', points: 60, seconds: 60 },
  /** All that one customer asks besides messages: reading, typing, marks. */
  calls: { name: 'calls', points: 600, seconds: 60 },
  /** Files of one person. */
  uploads: { name: 'uploads', points: 30, seconds: 60 },
  /** Searches of one person of the staff. */
  searches: { name: 'searches', points: 240, seconds: 60 },
  /** Searches and votes on help pages, of one address. */
  help: { name: 'help', points: 120, seconds: 60 },
  /** Calendar feeds asked for, of one address. */
  feeds: { name: 'feeds', points: 60, seconds: 60 },
  /** Reports of other systems (IM, telephone) whose signature was wrong, of one address. */
  forged: { name: 'forged', points: 20, seconds: 60 },
} satisfies Record<string, Limit>

export const addressOf = (request: Request): string => clientAddress((name) => request.headers.get(name))

/** New sessions per address. @throws {AppError} too_many_requests */
export function limitSessions(request: Request): void {
  const address = addressOf(request)
  if (isThisMachine(address)) return
  requireTurn(
    limits.sessions,
    lineOf(address),
    (s) => `Too many new sessions from here. Try again in ${s} s.`,
  )
}

/** Counted before anything is looked at; nothing but memory is asked. @throws {AppError} too_many_requests */
export function limitMessages(customerId: string, address: string): void {
  if (isThisMachine(address)) return
  requireTurn(limits.messages, customerId, (s) => `Too many messages at once. Try again in ${s} s.`)
}

/** @throws {AppError} too_many_requests */
export function limitCalls(customerId: string, address: string): void {
  if (isThisMachine(address)) return
  requireTurn(limits.calls, customerId, (s) => `Too much at once. Try again in ${s} s.`)
}

/** Uploads of one person, whatever the address. @throws {AppError} too_many_requests */
export function limitUploads(personId: string): void {
  requireTurn(limits.uploads, personId, (s) => `Too many files at once. Try again in ${s} s.`)
}

/** Searches of one person. @throws {AppError} too_many_requests */
export function limitSearches(userId: string, address: string): void {
  if (isThisMachine(address)) return
  requireTurn(limits.searches, userId, (s) => `Too many searches at once. Try again in ${s} s.`)
}

/** Seconds to wait when this address has asked too often; this machine never has. */
export function turnOfAddress(limit: Limit, request: Request): number {
  const address = addressOf(request)
  return isThisMachine(address) ? 0 : takeTurn(limit, lineOf(address))
}

/**
 * Work that begins with a signature: who sent wrong ones too often is refused before the database is asked, and
 * right ones are never counted. @throws {AppError} too_many_requests, and what `work` throws
 */
export async function onlyRightlySigned<T>(
  request: Request,
  forgeries: readonly ErrorCode[],
  work: () => Promise<T>,
): Promise<T> {
  const address = addressOf(request)
  if (isThisMachine(address)) return work()
  const line = lineOf(address)
  const seconds = waitFor(limits.forged, line)
  if (seconds > 0) throw tooMany(seconds, (s) => `Too many wrong signatures from here. Try again in ${s} s.`)
  try {
    return await work()
  } catch (error) {
    if (forgeries.includes(toAppError(error).code)) takeTurn(limits.forged, line)
    throw error
  }
}
