import { EventEmitter } from 'node:events'
import { singleton } from './singleton'

/**
 * Wake-ups between modules of one process, sent after commit. They carry no truth: a lost one is healed
 * by the reconciler, so a listener may fail without harm.
 */
export interface Signals {
  /** Something made room in these groups or for these agents: queues should be drained. */
  capacity_changed: { groupIds?: string[]; agentIds?: string[] }
  /** Configuration that dispatch reads was changed. */
  configuration_changed: { version?: number }
  /** A user was disabled, signed out everywhere, or changed the password: end sessions and streams. */
  user_revoked: { userId: string }
  /** A personal access token was revoked. */
  token_revoked: { tokenId: string }
}

const emitter = () => singleton('signals', () => new EventEmitter().setMaxListeners(100))

export function emitSignal<K extends keyof Signals>(name: K, payload: Signals[K]): void {
  emitter().emit(name, payload)
}

/** Returns the function that ends the subscription. */
export function onSignal<K extends keyof Signals>(
  name: K,
  listener: (payload: Signals[K]) => void,
): () => void {
  emitter().on(name, listener)
  return () => emitter().off(name, listener)
}
