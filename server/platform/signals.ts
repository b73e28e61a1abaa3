import { EventEmitter } from 'node:events'

/**
 * Wake-ups inside one process, across module graphs. They carry no truth: a listener reads the database,
 * and whoever misses one is healed by its own poll. Emit after the commit.
 */
export type Signals = {
  /** There may be room where there was none: limits, members, intake. */
  capacity_changed: { groupIds?: string[]; agentIds?: string[] }
  /** Disabled, new password, or signed out everywhere: sessions, tokens' caches and streams of this user end. */
  user_revoked: { userId: string }
  token_revoked: { userId: string; tokenId: string }
  /** Anything dispatch caches (groups, rules, memberships) has a new version. */
  config_changed: { version: number }
  /** A customer wrote where the bot answers. */
  bot_asked: { conversationId: string }
}

const shared = globalThis as { switchyardSignals?: EventEmitter }
shared.switchyardSignals ??= new EventEmitter().setMaxListeners(0)
const emitter = shared.switchyardSignals

export function emitSignal<K extends keyof Signals>(name: K, payload: Signals[K]): void {
  emitter.emit(name, payload)
}

/** Returns a function that ends the subscription. */
export function onSignal<K extends keyof Signals>(
  name: K,
  listener: (payload: Signals[K]) => void,
): () => void {
  emitter.on(name, listener)
  return () => emitter.off(name, listener)
}
