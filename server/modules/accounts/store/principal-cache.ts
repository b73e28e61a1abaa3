import { onSignal } from '@/server/platform/signals'
import { findKnownRole, findKnownUser, type KnownRole, type KnownUser } from './principals'
import { findLiveToken, type LiveToken } from './tokens'

/**
 * Who is who, remembered for a moment: a workspace asks many times a second. In this process a revocation
 * bites at once (signals); in others after `freshMs`.
 */
const freshMs = 1_500
const limit = 20_000

class Cache<V> {
  private entries = new Map<string, { value: Promise<V>; until: number }>()

  get(key: string, load: () => Promise<V>): Promise<V> {
    const found = this.entries.get(key)
    const at = performance.now()
    if (found && found.until > at) return found.value
    if (this.entries.size >= limit) this.entries.clear()
    const value = load()
    this.entries.set(key, { value, until: at + freshMs })
    value.catch(() => this.entries.delete(key))
    return value
  }

  /** A load that is under way belongs to those who already wait for it; the next one asks anew. */
  delete(key: string): void {
    this.entries.delete(key)
  }

  clear(): void {
    this.entries.clear()
  }
}

type Shared = {
  users: Cache<KnownUser | null>
  tokens: Cache<LiveToken | null>
  roles: Cache<KnownRole | null>
}
const shared = globalThis as { switchyardPrincipals?: Shared }

function caches(): Shared {
  shared.switchyardPrincipals ??= open()
  return shared.switchyardPrincipals
}

function open(): Shared {
  const opened: Shared = { users: new Cache(), tokens: new Cache(), roles: new Cache() }
  onSignal('user_revoked', ({ userId }) => opened.users.delete(userId))
  onSignal('token_revoked', () => opened.tokens.clear())
  onSignal('config_changed', () => opened.users.clear())
  return opened
}

export function cachedUser(userId: string): Promise<KnownUser | null> {
  return caches().users.get(userId, () => findKnownUser(userId))
}

/** For views only; who holds the role is known by `cachedUser`. */
export function cachedRole(id: string): Promise<KnownRole | null> {
  return caches().roles.get(id, () => findKnownRole(id))
}

export function cachedToken(hash: Buffer): Promise<LiveToken | null> {
  return caches().tokens.get(hash.toString('base64'), () => findLiveToken(hash))
}

/** For tests that change the database behind the product's back. */
export function forgetPrincipals(): void {
  caches().users.clear()
  caches().tokens.clear()
  caches().roles.clear()
}
