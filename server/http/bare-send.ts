import type { IncomingMessage, ServerResponse } from 'node:http'
import { AppError } from '@/server/platform/errors'
import { addressHeader, clientAddress } from './client-address'
import { limitMessages } from './limits'
import { toProblem } from './problem'
import { MAX_JSON_BYTES } from './read-body'
import { requestIdHeader, requestIdOf } from './request-id'
import { routeCounter } from './request-origin'
import { agentSendInput, sendMessageInput } from './v1/contract'
import { verifyCustomerToken } from './v1/customer-token'
import { parseInput } from './v1/parse-input'
import { sendAsAgent, sendAsCustomer } from './v1/send'
import { requireStaff } from './v1/staff-auth'

/**
 * Sending a message is what this server does most, so the entry answers it without a Request object, a body
 * stream and a router in between. The rules are those of the route in v1/routes: same input schema, same
 * action, same refusals.
 */
const SEND = /^\/api\/v1\/(agent\/)?conversations\/([0-9a-f]{8}-[0-9a-f-]{27})\/messages$/i

/** So much of a body that is too large is read to its end for the sake of a clear answer; more is cut off. */
const MAX_DROPPED_BYTES = 32 * 1024 * 1024

const utf8 = new TextDecoder('utf-8', { fatal: true })

function readBody(incoming: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= MAX_JSON_BYTES) chunks.push(chunk)
      else if (size > MAX_DROPPED_BYTES) incoming.destroy()
    })
    incoming.on('error', reject)
    incoming.on('end', () => {
      if (size > MAX_JSON_BYTES) {
        const limit = { path: '', message: `at most ${MAX_JSON_BYTES} bytes` }
        return reject(
          new AppError('too_large', `The request is larger than ${MAX_JSON_BYTES / 1024} KB.`, {
            fields: [limit],
          }),
        )
      }
      try {
        resolve(utf8.decode(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)))
      } catch {
        reject(new AppError('malformed', 'The request is not valid UTF-8.'))
      }
    })
  })
}

/** Staff are looked up as everywhere else; only what that needs of the request is made. */
function authOnly(incoming: IncomingMessage): Request {
  const headers = new Headers()
  for (const name of ['authorization', 'cookie', 'host', 'origin', 'sec-fetch-site', addressHeader]) {
    const value = incoming.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  return new Request(`http://entry${incoming.url}`, { method: 'POST', headers })
}

const headerOf =
  ({ headers }: IncomingMessage) =>
  (name: string) => {
    const value = headers[name]
    return typeof value === 'string' ? value : null
  }

async function send(incoming: IncomingMessage, ofAgent: boolean, id: string) {
  const { authorization } = incoming.headers
  if (!ofAgent) {
    const claims = verifyCustomerToken(authorization?.startsWith('Bearer ') ? authorization.slice(7) : null)
    limitMessages(claims.customerId, clientAddress(headerOf(incoming)))
    return sendAsCustomer(claims, id, parseInput(sendMessageInput, await readBody(incoming)))
  }
  const principal = await requireStaff(authOnly(incoming), 'conversations.read')
  return sendAsAgent(principal, id, parseInput(agentSendInput, await readBody(incoming)))
}

const countOfAgent = routeCounter('POST', '/api/v1/agent/conversations/:id/messages')
const countOfCustomer = routeCounter('POST', '/api/v1/conversations/:id/messages')

/** Answers a send; false = the request is something else. */
export function serveSend(incoming: IncomingMessage, outgoing: ServerResponse, path: string): boolean {
  const match = incoming.method === 'POST' ? SEND.exec(path) : null
  if (!match?.[2]) return false
  const began = performance.now()
  const requestId = requestIdOf((name) => incoming.headers[name])
  const count = match[1] ? countOfAgent : countOfCustomer
  const cors = match[1]
    ? {}
    : { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'retry-after' }
  const reply = (status: number, body: unknown, headers: Record<string, string>) => {
    count(status, performance.now() - began)
    if (outgoing.destroyed) return
    const text = JSON.stringify(body)
    const known = { [requestIdHeader]: requestId, 'content-length': Buffer.byteLength(text) }
    outgoing.writeHead(status, { ...headers, ...cors, ...known }).end(text)
    // What is left of a body that nobody wants is read and dropped, so that the answer arrives.
    incoming.resume()
  }
  send(incoming, Boolean(match[1]), match[2].toLowerCase()).then(
    ({ message, created }) =>
      reply(created ? 201 : 200, message, {
        'content-type': 'application/json',
        'cache-control': 'no-store',
      }),
    (error: unknown) => {
      const problem = toProblem(error, path, { requestId, conversationId: match[2] as string })
      reply(problem.body.status, problem.body, problem.headers)
    },
  )
  return true
}
