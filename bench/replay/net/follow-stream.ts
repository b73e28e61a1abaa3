import type { ClientRequest } from 'node:http'
import { createSseParser } from '@/customer/chat/transport/sse-parser'
import type { StreamEvent } from '@/server/http/v1/contract'
import type { Tally } from '../measure/tally'
import type { HttpClient } from './http-client'

type Options = {
  http: HttpClient
  tally: Tally
  path: string
  token: string
  /** The last place seen, asked for anew with every connection; null = none is kept. */
  cursor: () => number | null
  onEvent: (event: StreamEvent) => void
  onCut?: () => void
}

/** Heartbeats come every 15 s; a stream that is silent for longer than this is dead. */
const SILENCE_MS = 40_000
const MAX_DELAY_MS = 2_000

/** An event stream that is kept open until `close`, from where it was cut. */
export class FollowedStream {
  private request: ClientRequest | undefined
  private timer: NodeJS.Timeout | undefined
  private closed = false
  private failures = 0
  private opened: (() => void) | undefined
  /** Settles with the first `hello`. */
  readonly ready = new Promise<void>((resolve) => {
    this.opened = resolve
  })

  constructor(private readonly options: Options) {
    this.connect()
  }

  close(): void {
    this.closed = true
    clearTimeout(this.timer)
    this.request?.destroy()
    this.opened?.()
  }

  private connect(): void {
    const { http, path, token, cursor } = this.options
    const after = cursor()
    const request = http.open(
      after === null ? path : `${path}?after=${after}`,
      {
        headers: { accept: 'text/event-stream', authorization: `Bearer ${token}` },
        agent: false,
        timeout: SILENCE_MS,
      },
      (response) => {
        if (response.statusCode !== 200) {
          this.options.tally.retried(`stream ${response.statusCode}`)
          response.resume()
          request.destroy()
          return
        }
        const parse = createSseParser(({ data }) => this.take(data))
        response.setEncoding('utf8')
        response.on('data', parse)
        response.on('error', () => {})
      },
    )
    request.on('timeout', () => request.destroy())
    request.on('error', () => {})
    request.on('close', () => this.again())
    request.end()
    this.request = request
  }

  private take(data: string): void {
    if (this.closed) return
    this.failures = 0
    const event = JSON.parse(data) as StreamEvent
    this.options.onEvent(event)
    if (event.type === 'hello') this.opened?.()
  }

  private again(): void {
    if (this.closed) return
    this.options.tally.reconnected()
    this.options.onCut?.()
    this.failures += 1
    const ms = Math.min(MAX_DELAY_MS, 50 * 2 ** this.failures)
    this.timer = setTimeout(() => this.connect(), ms)
  }
}
