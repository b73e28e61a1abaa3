import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { log } from '@/server/platform/log'
import { instruments } from '@/server/platform/observe/instruments'
import { singleton } from '@/server/platform/singleton'
import type { FleetingEvent, LogEntry } from './log-entry'
import { fleetingToStreamEvent, prepare, toStreamEvent, toWire } from './render'
import { readLog } from './store/read-log'

/** Where a stream writes: a socket of the entry, or the body of a Response under plain Next. */
export type Sink = {
  write(text: string): void
  end(): void
  /** Bytes accepted but not yet taken by the reader. */
  backlog(): number
}

/** A reader this far behind is cut off; it reconnects and catches up from the log. */
const MAX_BACKLOG = 1_000_000

/**
 * One reader. Per conversation it remembers the last place sent, so an entry is written when it is the
 * next one, dropped when it was sent before, and fetched from the log with all before it otherwise.
 */
export class EventStream {
  readonly known = new Map<string, number>()
  /** Conversations this reader takes part in without holding them. */
  readonly parts = new Set<string>()
  private readonly pumping = new Map<string, boolean>()
  private closed = false
  private readonly closers: (() => void)[] = []

  constructor(
    readonly reader: 'customer' | 'staff',
    /** The customer's or the user's id. */
    readonly ownerId: string,
    private readonly sink: Sink,
    /** Whether its owner may still listen; asked again and again for as long as it is open. */
    private readonly mayListen: () => Promise<boolean> = async () => true,
  ) {}

  /** Ends the stream when its owner has lost the right to it. */
  async recheck(): Promise<void> {
    if (await this.mayListen().catch(() => true)) return
    this.tell({ type: 'bye', audience: 'staff', at: new Date(), payload: {} })
    this.close()
  }

  offer(entry: LogEntry): void {
    const last = this.known.get(entry.conversationId)
    if (last === undefined) {
      // Newly theirs (an assignment): the client fetches what came before.
      if (this.reader === 'staff') this.put(entry)
      return
    }
    if (entry.seq <= last) return
    if (entry.seq === last + 1 && !this.pumping.has(entry.conversationId)) this.put(entry)
    else void this.pump(entry.conversationId)
  }

  /** Sends everything after the last place sent, from the log. `late`: it should have been told before. */
  async pump(conversationId: string, late = false): Promise<void> {
    if (this.pumping.has(conversationId)) {
      this.pumping.set(conversationId, true)
      return
    }
    this.pumping.set(conversationId, false)
    try {
      for (;;) {
        const entries = await readLog(pool(), conversationId, this.known.get(conversationId) ?? 0)
        await prepare(entries)
        for (const entry of entries) {
          if (late) observeLag('tail', entry)
          this.put(entry)
          // Lost with this entry: what follows is no longer theirs to read.
          if (!this.known.has(conversationId)) return
        }
        if (this.closed) return
        if (entries.length < 500) {
          if (!this.pumping.get(conversationId)) return
          this.pumping.set(conversationId, false)
        }
      }
    } catch (error) {
      // The tail reader comes back to it within a second or two.
      log().warn({ conversationId, err: error }, 'stream could not read the log')
    } finally {
      this.pumping.delete(conversationId)
    }
  }

  private put(entry: LogEntry): void {
    this.known.set(entry.conversationId, entry.seq)
    if (this.reader === 'customer' && entry.audience === 'staff') return
    this.send(toWire(toStreamEvent(entry, this.reader), this.reader === 'customer'))
    if (this.reader !== 'staff') return
    this.followParts(entry)
    if (this.lostBy(entry)) this.known.delete(entry.conversationId)
  }

  /** Takes part in a conversation that somebody else holds: its entries come here too, until the part ends. */
  takePart(conversationId: string): void {
    if (this.closed || this.parts.has(conversationId)) return
    this.parts.add(conversationId)
    put(registry().byPart, conversationId, this)
  }

  /** Brings the parts in step with what the database says: conversation → last place of its log. */
  keepParts(parts: ReadonlyMap<string, number>): void {
    for (const [conversationId, lastSeq] of parts) {
      if (!this.known.has(conversationId)) this.known.set(conversationId, lastSeq)
      this.takePart(conversationId)
    }
    for (const conversationId of [...this.parts])
      if (!parts.has(conversationId)) this.leavePart(conversationId)
  }

  private leavePart(conversationId: string): void {
    if (!this.parts.delete(conversationId)) return
    this.known.delete(conversationId)
    dropFrom(registry().byPart, conversationId, this)
  }

  private followParts(entry: LogEntry): void {
    if (entry.type === 'ended') this.leavePart(entry.conversationId)
    if (entry.type !== 'participants') return
    const { userId, on, parts } = (entry.payload.detail ?? {}) as {
      userId?: string
      on?: boolean
      parts?: number
    }
    if (userId !== this.ownerId) return
    if (on) this.takePart(entry.conversationId)
    else if (!parts) this.leavePart(entry.conversationId)
  }

  /** Handed over, or back in the queue: what follows is no longer theirs to read. */
  private lostBy(entry: LogEntry): boolean {
    if (entry.type !== 'transferred' && entry.type !== 'queued') return false
    if (this.parts.has(entry.conversationId)) return false
    const holder = entry.payload.patch?.agent as { id: string } | null | undefined
    return holder?.id !== this.ownerId
  }

  tell(event: FleetingEvent): void {
    this.send(toWire(fleetingToStreamEvent(event, this.reader), false))
  }

  send(text: string): void {
    if (this.closed) return
    if (this.sink.backlog() > MAX_BACKLOG) {
      instruments.streamsCut.inc()
      this.close()
      return
    }
    this.sink.write(text)
  }

  onClose(run: () => void): void {
    this.closers.push(run)
  }

  close(): void {
    if (this.closed) return
    this.closed = true
    unregister(this)
    this.sink.end()
    for (const run of this.closers) run()
  }
}

type Registry = {
  byConversation: Map<string, Set<EventStream>>
  byUser: Map<string, Set<EventStream>>
  /** Staff who take part without holding it. */
  byPart: Map<string, Set<EventStream>>
  all: Set<EventStream>
}

const registry = (): Registry =>
  singleton('streams', () => ({
    ...{ byConversation: new Map(), byUser: new Map(), byPart: new Map() },
    all: new Set(),
  }))

function put<K>(map: Map<K, Set<EventStream>>, key: K, stream: EventStream): void {
  const set = map.get(key)
  if (set) set.add(stream)
  else map.set(key, new Set([stream]))
}

export function registerCustomerStream(stream: EventStream, conversationId: string): void {
  registry().all.add(stream)
  put(registry().byConversation, conversationId, stream)
}

export function registerUserStream(stream: EventStream): void {
  registry().all.add(stream)
  put(registry().byUser, stream.ownerId, stream)
}

function unregister(stream: EventStream): void {
  const { all, byConversation, byUser, byPart } = registry()
  all.delete(stream)
  for (const conversationId of stream.parts) dropFrom(byPart, conversationId, stream)
  if (stream.reader === 'staff') dropFrom(byUser, stream.ownerId, stream)
  else for (const conversationId of stream.known.keys()) dropFrom(byConversation, conversationId, stream)
}

function dropFrom(map: Map<string, Set<EventStream>>, key: string, stream: EventStream): void {
  const set = map.get(key)
  set?.delete(stream)
  if (set?.size === 0) map.delete(key)
}

export const allStreams = (): ReadonlySet<EventStream> => registry().all
export const streamsOfUser = (userId: string): EventStream[] => [...(registry().byUser.get(userId) ?? [])]
export const streamsOfConversation = (id: string): EventStream[] => [
  ...(registry().byConversation.get(id) ?? []),
]
/** Readers among the staff who have this conversation on their screen. */
export const staffStreamsKnowing = (conversationId: string): EventStream[] =>
  [...registry().byUser.values()].flatMap((set) => [...set].filter((s) => s.known.has(conversationId)))
/** Users with an open stream in this process. */
export const streamingUsers = (): string[] => [...registry().byUser.keys()]
export const streamingConversations = (): string[] => [...registry().byConversation.keys()]

function hand(entry: LogEntry): void {
  const { byConversation, byUser, byPart } = registry()
  for (const stream of byConversation.get(entry.conversationId) ?? []) stream.offer(entry)
  const staff = new Set(byPart.get(entry.conversationId))
  for (const agentId of entry.agentIds) for (const stream of byUser.get(agentId) ?? []) staff.add(stream)
  for (const stream of staff) stream.offer(entry)
}

/** Hands entries that were just committed to this process's streams. */
export async function deliver(entries: readonly LogEntry[]): Promise<void> {
  const waiting = prepare(entries)
  if (waiting) await waiting.catch(() => {})
  for (const entry of entries) {
    hand(entry)
    observeLag('direct', entry)
  }
}

function observeLag(path: 'direct' | 'tail', { at }: LogEntry): void {
  instruments.deliveryLag.of(path).observe(Math.max(0, nowMs() - at.getTime()) / 1_000)
}

/** Hands a fleeting event to this process's streams. */
export function deliverFleeting(event: FleetingEvent): void {
  const { byConversation, byUser, byPart } = registry()
  if (event.audience !== 'staff' && event.conversationId) {
    for (const stream of byConversation.get(event.conversationId) ?? []) stream.tell(event)
  }
  if (event.audience !== 'customer') {
    const staff = new Set(event.conversationId ? byPart.get(event.conversationId) : [])
    for (const id of event.agentIds ?? []) for (const stream of byUser.get(id) ?? []) staff.add(stream)
    for (const stream of staff) stream.tell(event)
  }
}

const HEARTBEAT_MS = 15_000

/** A comment now and then: proxies keep the connection, and a client notices a dead one. */
export function startHeartbeat(): () => void {
  const timer = setInterval(() => {
    for (const stream of registry().all) stream.send(':\n\n')
  }, HEARTBEAT_MS)
  return () => clearInterval(timer)
}

const RECHECK_MS = 2_000

/** A user disabled, or signed out, in another process loses the streams here within two seconds. */
export function startRecheck(): () => void {
  const timer = setInterval(() => {
    for (const streams of registry().byUser.values()) for (const stream of streams) void stream.recheck()
  }, RECHECK_MS)
  return () => clearInterval(timer)
}

/** The rights of this user changed in this process: ask at once. */
export async function recheckUser(userId: string): Promise<void> {
  await Promise.all(streamsOfUser(userId).map((stream) => stream.recheck()))
}
