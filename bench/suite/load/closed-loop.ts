import { Connection, type Reply } from './connection'

export type Request = { method: string; path: string; token: string; body?: string }
export type Load = {
  /** Answers a second. */
  rate: number
  /** Milliseconds of each answer. */
  times: number[]
  refused: Map<number, number>
}

/**
 * So many connections, each sending its next request when the last one is answered, for a fixed time after a
 * warm-up that is not counted.
 */
export async function closedLoop(input: {
  origin: string
  connections: number
  warmMs: number
  measureMs: number
  next: (connection: number) => Request
  onReply?: (reply: Reply) => void
}): Promise<Load> {
  const open = await Promise.all(
    Array.from({ length: input.connections }, () => Connection.open(input.origin)),
  )
  const began = performance.now()
  const from = began + input.warmMs
  const until = from + input.measureMs
  const times: number[] = []
  const refused = new Map<number, number>()
  const run = async (connection: Connection, index: number) => {
    for (let at = performance.now(); at < until; ) {
      const { method, path, token, body } = input.next(index)
      const reply = await connection.ask(method, path, token, body)
      const now = performance.now()
      if (reply.status >= 300) refused.set(reply.status, (refused.get(reply.status) ?? 0) + 1)
      else if (now >= from && now <= until) times.push(now - at)
      input.onReply?.(reply)
      at = now
    }
  }
  await Promise.all(open.map(run))
  for (const connection of open) connection.close()
  return { rate: (times.length / input.measureMs) * 1000, times, refused }
}

/** A load whose requests are refused measures the refusal: that is an error of the bench. */
export function requireNoRefusal(what: string, { refused }: Load): void {
  if (refused.size === 0) return
  const list = [...refused].map(([status, n]) => `${n} × ${status}`).join(', ')
  throw new Error(`${what}: the server refused ${list}`)
}
