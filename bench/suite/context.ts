import type { Figure } from './figure'
import type { World } from './world/people'
import type { Stack } from './world/stack'

export type Context = {
  stack: Stack
  world: World
  /** Picks the number for the length of this run. */
  pick: <T>(quick: T, full: T) => T
  say: (line: string) => void
}

export type Bench = { name: string; run: (context: Context) => Promise<Figure[]> }
