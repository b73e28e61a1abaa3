import { singleton } from './singleton'

const state = singleton('clock', () => ({ now: () => Date.now() }))

/** Milliseconds since the epoch. Tests may set the clock; nothing else reads Date.now(). */
export const now = (): number => state.now()
export const setClock = (read: () => number): void => {
  state.now = read
}
