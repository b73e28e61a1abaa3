import http from 'node:http'
import https from 'node:https'

export type Reply = { status: number; body: unknown }
export type Call = { method: 'GET' | 'POST' | 'PUT'; path: string; token: string | null; body?: unknown }

const TIMEOUT_MS = 30_000

/** JSON over kept connections; one try, without opinion about the answer. */
export class HttpClient {
  private readonly agent: http.Agent
  private readonly secure: boolean

  constructor(readonly origin: string) {
    this.secure = origin.startsWith('https:')
    this.agent = new (this.secure ? https : http).Agent({ keepAlive: true, maxSockets: 96 })
  }

  once({ method, path, token, body }: Call): Promise<Reply> {
    const payload = body === undefined ? undefined : JSON.stringify(body)
    const headers: http.OutgoingHttpHeaders = { accept: 'application/json' }
    if (token) headers.authorization = `Bearer ${token}`
    if (payload !== undefined) {
      headers['content-type'] = 'application/json'
      headers['content-length'] = Buffer.byteLength(payload)
    }
    return new Promise((resolve, reject) => {
      const request = this.open(
        path,
        { method, headers, agent: this.agent, timeout: TIMEOUT_MS },
        (response) => {
          let text = ''
          response.setEncoding('utf8')
          response.on('data', (piece: string) => {
            text += piece
          })
          response.on('error', reject)
          response.on('aborted', () => reject(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })))
          response.on('end', () => resolve({ status: response.statusCode ?? 0, body: readJson(text) }))
        },
      )
      request.on('timeout', () => request.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })))
      request.on('error', reject)
      request.end(payload)
    })
  }

  /** A connection of its own, for a stream. */
  open(
    path: string,
    options: https.RequestOptions,
    onResponse: (response: http.IncomingMessage) => void,
  ): http.ClientRequest {
    return (this.secure ? https : http).request(`${this.origin}/api/v1${path}`, options, onResponse)
  }

  close(): void {
    this.agent.destroy()
  }
}

function readJson(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return null
  }
}
