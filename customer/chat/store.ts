import { type Action, reduce } from './core/reduce'
import { type ChatState, initialState } from './core/state'

export type Store = ReturnType<typeof createStore>

/** The state, one way to change it, and word of every change. */
export function createStore() {
  let state: ChatState = initialState
  const listeners = new Set<(state: ChatState) => void>()
  return {
    get: () => state,
    dispatch(action: Action) {
      const next = reduce(state, action)
      if (next === state) return
      state = next
      for (const listener of listeners) listener(state)
    },
    subscribe(listener: (state: ChatState) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
