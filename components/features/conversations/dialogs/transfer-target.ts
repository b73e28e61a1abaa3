/** `beyond`: the agent is full or not online, so that it goes beyond the limit on purpose. */
export type Target =
  | { kind: 'agent'; id: string; beyond: { name: string; free: number; limit: number } | null }
  | { kind: 'group'; id: string }
