import { toWire } from '@/server/events/render'
import { findLogState, listHeld, listParts } from '@/server/events/store/read-log'
import { EventStream, registerCustomerStream, registerUserStream, type Sink } from '@/server/events/streams'
import { authenticateRequest } from '@/server/modules/accounts'
import { standingNow } from '@/server/modules/conversations'
import { customerPresent } from '@/server/modules/dispatch'
import { connectAgent } from '@/server/modules/workforce'
import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { verifyCustomerToken } from './v1/customer-token'
import { comesWithKey, keyStillHolds } from './v1/key-auth'
import { requireStaff } from './v1/staff-auth'

/** What metrics call it. */
export const streamRoute = (path: string): string =>
  path === AGENT ? AGENT : '/api/v1/conversations/:id/events'

/** A stream that was let in; `start` sends the first entries to wherever it is written. */
export type OpenedStream = { start: (sink: Sink) => EventStream }

const CONVERSATION = /^\/api\/v1\/conversations\/([0-9a-f-]{36})\/events$/i
const AGENT = '/api/v1/agent/events'

export const isStreamPath = (method: string, path: string): boolean =>
  method === 'GET' && (path === AGENT || CONVERSATION.test(path))

/** The last place the client has seen, from Last-Event-ID or ?after; null when it names none. */
function cursorOf(request: Request, url: URL): number | null {
  const given = request.headers.get('last-event-id') ?? url.searchParams.get('after')
  if (given === null || given === '') return null
  const cursor = Number(given)
  if (!Number.isSafeInteger(cursor) || cursor < 0) {
    throw new AppError('invalid_input', 'The cursor must be a whole number.', {
      fields: [{ path: 'after', message: 'a whole number from 0' }],
    })
  }
  return cursor
}

/** Read marks are fleeting: those that moved while nobody listened come as a patch with the greeting. */
const hello = (detail: Record<string, unknown>, patch?: Record<string, unknown>) =>
  `retry: 2000\n${toWire({ type: 'hello', at: new Date(nowMs()).toISOString(), patch, detail }, false)}`

async function openCustomerStream(request: Request, url: URL, conversationId: string): Promise<OpenedStream> {
  const header = request.headers.get('authorization')
  const claims = verifyCustomerToken(
    header?.startsWith('Bearer ') ? header.slice(7) : url.searchParams.get('token'),
  )
  const cursor = cursorOf(request, url)
  const state = await findLogState(pool(), conversationId)
  const survivor = state?.customerId === claims.customerId ? null : await standingNow(claims.customerId)
  if (!state || (state.customerId !== claims.customerId && state.customerId !== survivor?.id))
    throw new AppError('not_found', 'There is no such conversation.')
  return {
    start: (sink) => {
      const stream = new EventStream('customer', state.customerId, sink)
      const unknown = cursor !== null && cursor > state.lastSeq
      stream.known.set(conversationId, unknown ? state.lastSeq : (cursor ?? 0))
      const { lastSeq, agentReadSeq, customerReadSeq } = state
      stream.send(hello({ lastSeq }, { agentReadSeq, customerReadSeq }))
      if (unknown) stream.send(toWire({ type: 'resync', at: new Date(nowMs()).toISOString() }, false))
      registerCustomerStream(stream, conversationId)
      void stream.pump(conversationId)
      customerPresent(conversationId)
      stream.onClose(() => customerPresent(conversationId))
      return stream
    },
  }
}

/** For agents, and for whoever watches or is told of alarms without being one. */
async function openAgentStream(request: Request): Promise<OpenedStream> {
  const principal = await requireStaff(request, 'conversations.read')
  const agentId = principal.permissions['agent.receive'] ? principal.agentId : null
  return {
    start: (sink) => {
      const stream = new EventStream('staff', principal.userId, sink, async () => {
        if (comesWithKey(request)) return keyStillHolds(request)
        const now = await authenticateRequest(request)
        const needed = agentId ? 'agent.receive' : 'conversations.read'
        return now?.userId === principal.userId && now.permissions[needed] !== undefined
      })
      registerUserStream(stream)
      void greetStaff(stream, principal.userId, agentId)
      return stream
    },
  }
}

/** Status and the last place of every open conversation: the client fetches what it does not have. */
async function greetStaff(stream: EventStream, userId: string, agentId: string | null): Promise<void> {
  try {
    const status = agentId ? await connectAgent(agentId) : null
    const held = agentId ? await listHeld(pool(), agentId) : []
    const parts = (await listParts(pool(), userId)).filter(({ id }) => !held.some((h) => h.id === id))
    for (const { id } of parts) stream.takePart(id)
    const conversations = [...held, ...parts]
    for (const { id, lastSeq } of conversations) {
      if ((stream.known.get(id) ?? -1) < lastSeq) stream.known.set(id, lastSeq)
    }
    stream.send(hello({ status, conversations }))
  } catch {
    // The client reconnects; half a greeting would look like a whole one.
    stream.close()
  }
}

/** Lets a reader in or refuses before anything is sent. @throws {AppError} */
export function openStream(request: Request): Promise<OpenedStream> {
  const url = new URL(request.url)
  const match = CONVERSATION.exec(url.pathname)
  return match?.[1] ? openCustomerStream(request, url, match[1].toLowerCase()) : openAgentStream(request)
}

export const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
}

/** The stream as a Response, for plain Next. */
export async function streamResponse(request: Request): Promise<Response> {
  const opened = await openStream(request)
  const encoder = new TextEncoder()
  let stream: EventStream | undefined
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      stream = opened.start({
        write: (text) => controller.enqueue(encoder.encode(text)),
        end: () => {
          try {
            controller.close()
          } catch {
            // The reader has gone already.
          }
        },
        backlog: () => Math.max(0, 1 - (controller.desiredSize ?? 1)) * 1_024,
      })
    },
    cancel() {
      stream?.close()
    },
  })
  request.signal.addEventListener('abort', () => stream?.close())
  return new Response(body, { headers: streamHeaders })
}
