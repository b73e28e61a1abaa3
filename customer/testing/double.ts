import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { MessageView, OrderCard, SessionView, StreamEvent } from '@/server/http/v1/contract'
import { DoubleConversation, makeChannel, type Scene } from './double-state'

type Exchange = { req: IncomingMessage; res: ServerResponse; url: URL; body: Record<string, unknown> }
type Page = (url: URL, res: ServerResponse) => Promise<boolean> | boolean

const NAMES: Record<number, string> = {
  401: 'Unauthorized',
  404: 'Not found',
  409: 'Conflict',
  429: 'Too many requests',
  503: 'Unavailable',
}

const NO_SIZE = { width: null, height: null, durationMs: null }

/**
 * The server as the window knows it, in memory: sessions, conversations, the stream with resume. Knobs
 * stand for what goes wrong: cut streams, answers that get lost, tokens that run out, a server that is down.
 */
export class Double {
  readonly channel: SessionView['channel'] = makeChannel()
  readonly conversations: DoubleConversation[] = []
  readonly requests: string[] = []
  scene: Scene = 'assign'
  /** Answers 503 to everything under /api. */
  down = false
  /** Does the work of the next n sends and then drops the connection instead of answering. */
  loseAnswers = 0
  /** Refuses the next n sends, as the limit of messages does. */
  tooMany = 0
  orders: OrderCard[] = []
  /** What the server refuses an upload with; null takes it. */
  refuseFiles: { status: number; code: string } | null = null
  readonly files = new Map<string, Buffer>()
  /** Fields that opening a conversation is refused for, until they are given. */
  asks: string[] = []
  readonly opened: Record<string, unknown>[] = []
  onOpened: (conversation: DoubleConversation) => void = () => {}
  private tokens = new Map<string, { customerId: string; expired: boolean }>()
  private readonly streams = new Set<ServerResponse>()
  private readonly server = createServer((req, res) => void this.handle(req, res))

  constructor(private readonly page: Page = () => false) {}

  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  expireTokens(): void {
    for (const session of this.tokens.values()) session.expired = true
  }

  cutStreams(): void {
    for (const stream of this.streams) stream.destroy()
  }

  get last(): DoubleConversation {
    return this.conversations.at(-1)!
  }

  private async handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', 'http://double')
    if (!url.pathname.startsWith('/api/v1')) {
      if (!(await this.page(url, res))) res.writeHead(404).end()
      return
    }
    const path = url.pathname.slice('/api/v1'.length)
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    const isJson = req.headers['content-type'] === 'application/json'
    const body = chunks.length > 0 && isJson ? JSON.parse(Buffer.concat(chunks).toString()) : {}
    if (path === '/attachments') body.bytes = Buffer.concat(chunks)
    this.requests.push(`${req.method} ${path}`)
    if (this.down) problem(res, 503, 'unavailable')
    else this.route(path, { req, res, url, body })
  }

  private route(path: string, exchange: Exchange): unknown {
    const { req, res, body } = exchange
    if (path === '/customers/sessions') return this.session(body, res)
    const bearer = req.headers.authorization?.replace('Bearer ', '') ?? ''
    const who = this.tokens.get(bearer)
    if (!who) return problem(res, 401, 'unauthenticated')
    if (who.expired) return problem(res, 401, 'token_expired')
    if (path === '/attachments') return this.upload(exchange)
    if (path.startsWith('/attachments/')) return this.file(path.slice('/attachments/'.length), res)
    if (path === '/customer/orders') return json(res, 200, { items: this.orders })
    if (path === '/customer/conversations') return this.mine(who.customerId, exchange)
    if (path === '/conversations') return this.open(who.customerId, exchange)
    const [, id, verb] = /^\/conversations\/([^/]+)(?:\/(.+))?$/.exec(path) ?? []
    const conversation = this.conversations.find(
      (known) => known.view.id === id && known.customerId === who.customerId,
    )
    if (!conversation) return problem(res, 404, 'not_found')
    if (verb === 'events') return this.stream(conversation, exchange)
    if (verb === 'messages') return this.messages(conversation, exchange)
    return act(conversation, verb, exchange)
  }

  private session(body: Record<string, unknown>, res: ServerResponse): unknown {
    if (body.channelKey === 'nowhere') return problem(res, 404, 'not_found')
    const previous = this.tokens.get(String(body.previousToken))
    if (body.previousToken && !previous) return problem(res, 401, 'unauthenticated')
    const identity = body.identityToken ? `identified:${body.identityToken}` : null
    const customerId = identity ?? previous?.customerId ?? randomUUID()
    const token = randomUUID()
    this.tokens.set(token, { customerId, expired: false })
    const mine = this.conversations.filter((known) => known.customerId === customerId)
    const current = mine.find((known) => !known.view.endedAt) ?? mine.findLast((known) => known.view.canRate)
    const view: SessionView = {
      token,
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      customer: { id: customerId, name: 'Visitor', anonymous: identity === null, email: null, phone: null },
      channel: this.channel,
      conversation: current?.view ?? null,
      earlier: mine.some((known) => known !== current),
    }
    json(res, 201, view)
  }

  private upload({ body, res }: Exchange): unknown {
    if (this.refuseFiles) return problem(res, this.refuseFiles.status, this.refuseFiles.code)
    const id = randomUUID()
    this.files.set(id, body.bytes as Buffer)
    json(res, 201, { id, name: 'file', mediaType: 'image/png', size: 1, ...NO_SIZE })
  }

  private file(id: string, res: ServerResponse): unknown {
    const bytes = this.files.get(id)
    return bytes ? res.writeHead(200).end(bytes) : problem(res, 404, 'not_found')
  }

  private mine(customerId: string, { url, res }: Exchange): void {
    const before = url.searchParams.get('before')
    const limit = Number(url.searchParams.get('limit') ?? 10)
    const items = this.conversations
      .filter((known) => known.customerId === customerId && (!before || known.view.createdAt < before))
      .map((known) => known.view)
      .sort((a, b) => b.createdAt.localeCompare(a.createdAt))
    json(res, 200, { items: items.slice(0, limit) })
  }

  private open(customerId: string, { body, res }: Exchange): unknown {
    const given = { ...(body.form as object | undefined), ...(body.contact ? { contact: true } : {}) }
    const missing = this.asks.filter((path) => !(path.replace('form.', '') in given))
    if (missing.length > 0) {
      const fields = missing.map((path) => ({ path, message: 'required' }))
      return problem(res, 400, 'invalid_input', fields)
    }
    this.opened.push(body)
    const mine = this.conversations.find((known) => known.customerId === customerId && !known.view.endedAt)
    const categoryId = (body.categoryId as string | undefined) ?? null
    const conversation =
      mine ?? new DoubleConversation(customerId, this.scene, categoryId, 20_400 + this.conversations.length)
    if (!mine) this.conversations.push(conversation)
    const message = body.message as { clientMessageId: string; text: string } | undefined
    if (message) conversation.say('customer', message.text, message.clientMessageId)
    if (!mine && this.scene === 'assign') conversation.assign()
    if (!mine) this.onOpened(conversation)
    this.answer(res, mine ? 200 : 201, conversation.view)
  }

  private messages(conversation: DoubleConversation, { req, res, url, body }: Exchange): unknown {
    if (req.method === 'GET') {
      const after = Number(url.searchParams.get('after') ?? 0)
      const limit = Number(url.searchParams.get('limit') ?? 50)
      const before = Number(url.searchParams.get('before') ?? 0)
      const messages = before
        ? conversation.messages.filter((message) => message.seq < before).slice(-limit)
        : conversation.messages.filter((message) => message.seq > after).slice(0, limit)
      return json(res, 200, { items: messages })
    }
    if (this.tooMany > 0) {
      this.tooMany -= 1
      res.setHeader('Retry-After', '1')
      return problem(res, 429, 'too_many_requests')
    }
    if (conversation.view.endedAt) return problem(res, 409, 'conversation_ended')
    if (body.text === 'refuse me') return problem(res, 400, 'invalid_input')
    const kind = (body.kind ?? 'text') as MessageView['kind']
    const meta = (body.meta ?? null) as MessageView['meta']
    const id = body.attachmentId as string | undefined
    const attachment = id ? { id, name: 'file', mediaType: 'image/png', size: 1, ...NO_SIZE } : null
    const more = { kind, meta, attachment }
    this.answer(
      res,
      201,
      conversation.say('customer', String(body.text ?? ''), String(body.clientMessageId), more),
    )
  }

  private answer(res: ServerResponse, status: number, body: unknown): void {
    if (this.loseAnswers > 0) {
      this.loseAnswers -= 1
      res.destroy()
    } else json(res, status, body)
  }

  private stream(conversation: DoubleConversation, { res, url, req }: Exchange): void {
    const after = Number(req.headers['last-event-id'] ?? url.searchParams.get('after') ?? 0)
    res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
    const send = (event: StreamEvent) => {
      const id = event.seq === undefined ? '' : `id: ${event.seq}\n`
      res.write(`${id}event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
    }
    send({ type: 'hello', at: new Date().toISOString() })
    for (const entry of conversation.log) {
      if (entry.audience !== 'staff' && (entry.seq ?? 0) > after) send(entry)
    }
    conversation.listeners.add(send)
    this.streams.add(res)
    const beat = setInterval(() => res.write(': still here\n\n'), 15_000)
    res.on('close', () => {
      clearInterval(beat)
      conversation.listeners.delete(send)
      this.streams.delete(res)
    })
  }
}

function act(conversation: DoubleConversation, verb: string | undefined, { res, body }: Exchange): unknown {
  const { status } = conversation.view
  if (verb === 'typing') {
    conversation.fleeting('typing', { detail: { on: body.on, senderKind: 'customer' } })
    return res.writeHead(204).end()
  }
  if (verb === 'read') {
    conversation.fleeting('read', { patch: { customerReadSeq: body.seq } })
    return res.writeHead(204).end()
  }
  if (verb === 'leave-queue' && status !== 'queued') return problem(res, 409, 'transition_refused')
  if (verb === 'leave-queue')
    conversation.append('ended', { status: 'ended', endedAt: new Date().toISOString(), queue: null })
  if (verb === 'end') conversation.end(true)
  if (verb === 'human') conversation.assign()
  if (verb === 'resolution' && body.solved) conversation.end()
  if (verb === 'resolution' && !body.solved) conversation.append('status', { status: 'awaiting_agent' })
  if (verb === 'contact') conversation.append('contact', { contact: body })
  if (verb === 'queue-choice') {
    conversation.choices.push(String(body.choose))
    if (conversation.view.queue) conversation.view.queue.choice = null
  }
  const recalled = /^messages\/(.+)\/recall$/.exec(verb ?? '')?.[1]
  const message = conversation.messages.find((known) => known.id === recalled)
  if (message) conversation.recall(message)
  if (verb === 'rating') {
    const rating = {
      score: Number(body.score),
      tags: (body.tags as string[] | undefined) ?? [],
      comment: (body.comment as string | undefined) ?? null,
    }
    conversation.append('rated', { rating, canRate: false })
  }
  json(res, 200, conversation.view)
}

function json(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
}

function problem(
  res: ServerResponse,
  status: number,
  code: string,
  fields: { path: string; message: string }[] = [],
): void {
  const body = {
    type: `about:blank#${code}`,
    title: NAMES[status] ?? 'Refused',
    status,
    code,
    fields,
    reference: randomUUID(),
  }
  res.writeHead(status, { 'Content-Type': 'application/problem+json' }).end(JSON.stringify(body))
}
