import { request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import { isIP } from 'node:net'
import { guarded, isInside, OutboundRefused } from './outbound'

export type Call = {
  method: 'GET' | 'POST'
  url: string
  headers?: Record<string, string>
  body?: string
  timeoutMs: number
  allowInside: boolean
  /** An answer that is longer is cut off and fails, whatever length it announced. */
  maxBytes: number
}
export type Called = { status: number; contentType: string; bytes: Buffer }

export class AnswerTooLong extends Error {
  override name = 'AnswerTooLong'
}

/**
 * The same rule as `postOut`, for calls whose answer is read: only the public internet unless told otherwise, no
 * redirects, a time limit over all of it. @throws {OutboundRefused}, {AnswerTooLong} and network errors
 */
export function callOut(call: Call): Promise<Called> {
  const target = new URL(call.url)
  const host = target.hostname.replace(/^\[|\]$/g, '')
  if (!call.allowInside && isIP(host) !== 0 && isInside(host)) {
    return Promise.reject(new OutboundRefused(`${host} is an address inside this network.`))
  }
  const send = target.protocol === 'https:' ? overHttps : overHttp
  const length = call.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(call.body)) }
  return new Promise((resolve, reject) => {
    let whole: () => Called | null = () => null
    // What follows a whole answer, such as a second one, takes nothing from it.
    const fail = (error: Error) => {
      const called = whole()
      if (called) resolve(called)
      else reject(error)
    }
    const request = send(
      target,
      {
        method: call.method,
        headers: { 'user-agent': 'Switchyard', ...call.headers, ...length },
        signal: AbortSignal.timeout(call.timeoutMs),
        agent: false,
        ...(call.allowInside ? {} : { lookup: guarded }),
      },
      (response) => {
        const chunks: Buffer[] = []
        let size = 0
        whole = () => {
          if (!response.complete) return null
          // Arrived, and not yet handed on: each read goes through the listener below.
          let rest = response.read()
          while (rest !== null) rest = response.read()
          if (size > call.maxBytes) return null
          const contentType = response.headers['content-type'] ?? ''
          return { status: response.statusCode ?? 0, contentType, bytes: Buffer.concat(chunks) }
        }
        response.on('data', (chunk: Buffer) => {
          size += chunk.byteLength
          if (size <= call.maxBytes) chunks.push(chunk)
          else response.destroy(new AnswerTooLong(`more than ${call.maxBytes} bytes`))
        })
        response.on('error', fail)
        response.on('end', () => fail(new Error('the answer broke off')))
      },
    )
    request.on('error', fail)
    request.end(call.body)
  })
}
