import { singleton } from '@/server/platform/singleton'

type Asked<V> = { resolve: (value: V | undefined) => void; reject: (error: unknown) => void }

/** So many are asked for at once. */
const AT_MOST = 500

/**
 * One statement for all who ask for the same kind of row while the statement before is under way, instead of one
 * for each; whoever asks alone is served at once. What is read was asked of the database after the call, so it
 * holds whatever had been committed then. `load` leaves out what there is not. Where it fails for several, each is
 * asked for alone.
 */
export function batchedRead<V>(
  name: string,
  load: (keys: string[]) => Promise<Map<string, V>>,
): (key: string) => Promise<V | undefined> {
  const state = () =>
    singleton(`read.${name}`, () => ({ waiting: new Map<string, Asked<V>[]>(), running: false }))
  return (key) =>
    new Promise((resolve, reject) => {
      const { waiting } = state()
      const same = waiting.get(key)
      if (same) same.push({ resolve, reject })
      else waiting.set(key, [{ resolve, reject }])
      if (!state().running) void run(state(), load)
    })
}

async function run<V>(
  state: { waiting: Map<string, Asked<V>[]>; running: boolean },
  load: (keys: string[]) => Promise<Map<string, V>>,
): Promise<void> {
  state.running = true
  while (state.waiting.size > 0) {
    const taken = new Map([...state.waiting].slice(0, AT_MOST))
    for (const key of taken.keys()) state.waiting.delete(key)
    await serve(taken, load)
  }
  state.running = false
}

async function serve<V>(
  taken: Map<string, Asked<V>[]>,
  load: (keys: string[]) => Promise<Map<string, V>>,
): Promise<void> {
  try {
    const found = await load([...taken.keys()])
    for (const [key, asked] of taken) for (const one of asked) one.resolve(found.get(key))
  } catch (error) {
    if (taken.size > 1) for (const [key, asked] of taken) await serve(new Map([[key, asked]]), load)
    else for (const asked of taken.values()) for (const one of asked) one.reject(error)
  }
}
