import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export type Told = {
  uid: string
  rid: string
  target: string
  payload: {
    type: number
    searchableContent: string
    mediaType?: number
    remoteMediaUrl?: string
    extra?: string
  }
}
type Robot = { secret: string; callback: string; displayName: string }
/** What the other side does with a call: `lose` keeps the message and never answers, `twice` answers two times. */
export type Mood = 'good' | 'down' | 'refuse' | 'lose' | 'html' | 'long' | 'twice'
export type Say = {
  uid?: string
  nonce?: string
  /** Epoch milliseconds in the headers. */
  signedAt?: number
  /** Epoch milliseconds of the message. */
  at?: number
  secret?: string
  payload?: object
  body?: string
}
type Deliver = (robot: Robot, headers: Record<string, string>, body: string) => Promise<number>

const TWO_HOURS = 2 * 3_600_000
const sign = (nonce: string, secret: string, time: string) =>
  createHash('sha1').update(`${nonce}|${secret}|${time}`).digest('hex')

const overHttp: Deliver = async ({ callback }, headers, body) =>
  (await fetch(callback, { method: 'POST', headers, body })).status

export type DoubleOptions = {
  robotId: string
  robotSecret: string
  adminSecret: string
  callback?: string
  deliver?: Deliver
  clock?: () => number
  port?: number
}

/**
 * Behaves like the IM: knows its robots, checks every signature, hands out ids larger than a double can hold,
 * counts what reaches whom, and can be made to fail in the ways a network fails.
 */
export async function startImDouble(options: DoubleOptions) {
  const { robotId, robotSecret, adminSecret, deliver = overHttp, clock = Date.now } = options
  const robots = new Map<string, Robot>([
    [robotId, { secret: robotSecret, callback: options.callback ?? '', displayName: 'Robot' }],
  ])
  const told: Told[] = []
  const listeners = new Set<(one: Told) => void>()
  let uids = 900_719_925_474_099_300n
  const nextUid = () => {
    uids += 1n
    return String(uids)
  }
  const double = {
    url: '',
    robots,
    told,
    created: 0,
    /** Calls whose signature was wrong or too old. */
    unsigned: 0,
    mood: (_path: string, _body: Record<string, unknown>): Mood => 'good',
    onTold: (listener: (one: Told) => void) => listeners.add(listener),
    /** What reached a user through an account, in order. */
    heard: (target: string, rid = robotId) =>
      told
        .filter((one) => one.target === target && one.rid === rid)
        .map((one) => one.payload.searchableContent),
    /** A user writes to an account: delivered as often as asked, signed anew each time; answers the statuses. */
    says: async (user: string, text: string, say: Say = {}, rid = robotId): Promise<number> => {
      const robot = robots.get(rid) ?? { secret: 'none', callback: options.callback ?? '', displayName: '' }
      const nonce = say.nonce ?? randomUUID()
      const timestamp = String(say.signedAt ?? clock())
      const uid = say.uid ?? nextUid()
      const conv = { type: 0, target: rid, line: 0 }
      const payload = say.payload ?? { type: 1, searchableContent: text, pushContent: '', mentionedType: 0 }
      const message = { sender: user, conv, payload, toUsers: [], timestamp: say.at ?? clock() }
      // By hand, because the id is longer than a number of this language.
      const body = say.body ?? `{"messageUid":${uid},${JSON.stringify(message).slice(1)}`
      const headers = { nonce, timestamp, rid, sign: sign(nonce, say.secret ?? robot.secret, timestamp) }
      return deliver(robot, { 'content-type': 'application/json', ...headers }, body)
    },
    stop: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }

  const signed = (request: IncomingMessage, secret: string | undefined): boolean => {
    const { nonce, timestamp, sign: given } = request.headers
    const fresh = Math.abs(Number(timestamp) - clock()) <= TWO_HOURS
    return fresh && secret !== undefined && given === sign(String(nonce), secret, String(timestamp))
  }

  function take(path: string, rid: string, body: Record<string, unknown>): object | null {
    if (path === '/admin/robot/create') {
      const { userId, secret, callback, displayName } = body as Record<string, string>
      if (!userId || !secret) return null
      if (!robots.has(userId)) double.created += 1
      robots.set(userId, { secret, callback: callback ?? '', displayName: displayName ?? '' })
      return { userId, secret }
    }
    const { conv, payload } = body as { conv: { target: string }; payload: Told['payload'] }
    const one = { uid: nextUid(), rid, target: conv.target, payload }
    told.push(one)
    for (const listener of listeners) listener(one)
    return { messageUid: one.uid, timestamp: clock() }
  }

  /** Ids go out as numbers, as the IM sends them. */
  const written = (answer: object) =>
    JSON.stringify(answer).replace(/"messageUid":"(\d+)"/, '"messageUid":$1')

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = ''
    for await (const piece of request) text += piece
    const path = request.url ?? ''
    const rid = String(request.headers.rid ?? '')
    const body = JSON.parse(text) as Record<string, unknown>
    const mood = double.mood(path, body)
    if (mood === 'down') return void request.socket.destroy()
    if (mood === 'html') return void response.end('<html>Bad gateway</html>')
    if (mood === 'long') return void response.end('x'.repeat(1_000_000))
    const admin = path.startsWith('/admin/')
    const answer = (value: object) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(written(value))
    }
    if (!signed(request, admin ? adminSecret : robots.get(rid)?.secret)) {
      double.unsigned += 1
      return answer({ code: 5, msg: 'sign is invalid' })
    }
    if (mood === 'refuse') return answer({ code: 1, msg: 'server error' })
    const result = take(path, rid, body)
    if (mood === 'lose') return void request.socket.destroy()
    answer(result ? { code: 0, msg: 'success', result } : { code: 2, msg: 'invalid parameter' })
    if (mood === 'twice') request.socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}')
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.writeHead(500).end())
  })
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  double.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return double
}

export type ImDouble = Awaited<ReturnType<typeof startImDouble>>
