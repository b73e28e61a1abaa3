import { setTimeout as delay } from 'node:timers/promises'
import type { Bench } from '../context'
import type { Figure } from '../figure'
import { stackMegabytes } from '../world/memory'

/** A start on a database that is there, and what the whole stack keeps in memory while nobody asks. */
export const start: Bench = {
  name: 'start',
  run: async ({ stack, pick }) => {
    await stack.restart()
    await delay(pick(5_000, 20_000))
    const figures: Figure[] = [
      { bench: 'start', name: 'start to ready', value: stack.startedInMs, unit: 'ms' },
    ]
    const megabytes = stackMegabytes(stack.pid)
    if (megabytes === null) return figures
    const note = 'server and PostgreSQL, shared memory counted once'
    return [
      ...figures,
      { bench: 'start', name: 'idle stack', value: megabytes, unit: 'MB', bar: { atMost: 300 }, note },
    ]
  },
}
