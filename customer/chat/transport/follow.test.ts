import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { follow } from './follow'
import { SILENCE_MS } from './read-stream'
import type { CustomerSession } from './session'

/** Connections as the test opens, feeds and cuts them. */
function line(answer: () => Response | null = () => null) {
  const connections: { after: string; say: (text: string) => void; cut: () => void }[] = []
  const encoder = new TextEncoder()
  const fetcher = (async (url: string, init: RequestInit) => {
    const refused = answer()
    if (refused) return refused
    let control!: ReadableStreamDefaultController<Uint8Array>
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        control = controller
      },
    })
    init.signal?.addEventListener('abort', () => {
      try {
        control.error(new Error('aborted'))
      } catch {}
    })
    connections.push({
      after: new URL(url, 'http://x').searchParams.get('after') ?? '',
      say: (text) => control.enqueue(encoder.encode(text)),
      cut: () => control.close(),
    })
    return new Response(body, { status: 200 })
  }) as unknown as typeof fetch
  return { connections, fetcher }
}

const entry = (seq: number) => `id: ${seq}\nevent: status\ndata: {"type":"status","seq":${seq},"at":"x"}\n\n`
const session = { token: async () => 't', renewed: async () => 't2' } as unknown as CustomerSession

function start(fetcher: typeof fetch) {
  let cursor = 4
  const links: string[] = []
  const refusals: string[] = []
  const following = follow('c1', {
    base: '',
    session,
    fetcher,
    cursor: () => cursor,
    onEvent: (event) => {
      cursor = event.seq ?? cursor
    },
    onLink: (link) => void (links.at(-1) === link || links.push(link)),
    onRefused: (code) => void refusals.push(code),
  })
  return { following, links, refusals }
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('following a conversation', () => {
  it('resumes after the last entry seen when the server closes the stream', async () => {
    const { connections, fetcher } = line()
    const { following, links } = start(fetcher)
    await vi.advanceTimersByTimeAsync(0)
    connections[0]!.say(entry(7))
    await vi.advanceTimersByTimeAsync(0)
    connections[0]!.cut()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(connections.map(({ after }) => after)).toEqual(['4', '7'])
    expect(links).toEqual(['connecting', 'live', 'lost', 'connecting'])
    following.stop()
  })

  it('takes a silent stream for dead, and a heartbeat for life', async () => {
    const { connections, fetcher } = line()
    const { following } = start(fetcher)
    for (let beat = 0; beat < 5; beat += 1) {
      await vi.advanceTimersByTimeAsync(SILENCE_MS - 1_000)
      connections[0]!.say(': beat\n\n')
    }
    await vi.advanceTimersByTimeAsync(SILENCE_MS - 1_000)
    expect(connections).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(4_000)
    expect(connections).toHaveLength(2)
    following.stop()
  })

  it('reconnects at once when told that the network changed', async () => {
    const { connections, fetcher } = line()
    const { following } = start(fetcher)
    await vi.advanceTimersByTimeAsync(0)
    following.reconnect()
    await vi.advanceTimersByTimeAsync(1)
    expect(connections).toHaveLength(2)
    following.stop()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(connections).toHaveLength(2)
  })

  it('waits longer from failure to failure, and as long as the server asks', async () => {
    let tries = 0
    const { fetcher } = line(() => {
      tries += 1
      return new Response('{"code":"unavailable"}', { status: 503, headers: { 'Retry-After': '20' } })
    })
    const { following } = start(fetcher)
    await vi.advanceTimersByTimeAsync(19_000)
    expect(tries).toBe(1)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(tries).toBe(2)
    following.stop()
  })

  it('stops for good when the conversation is not the customer’s', async () => {
    let tries = 0
    const { fetcher } = line(() => {
      tries += 1
      return new Response('{"code":"not_found"}', { status: 404 })
    })
    const { refusals } = start(fetcher)
    await vi.advanceTimersByTimeAsync(120_000)
    expect([tries, refusals]).toEqual([1, ['not_found']])
  })
})
