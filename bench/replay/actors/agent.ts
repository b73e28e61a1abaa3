import { setTimeout as delay } from 'node:timers/promises'
import type { MessageView, StreamEvent } from '@/server/http/v1/contract'
import { LogReader } from '../measure/log-reader'
import { Places } from '../measure/places'
import { FollowedStream } from '../net/follow-stream'
import type { PlannedAgent } from '../plan/agents'
import { endLeftover, Serving } from './serving'
import type { World } from './world'

const GREETED_WITHIN_MS = 30_000

/** One simulated agent: keeps a stream open, takes what is assigned, and changes status as planned. */
export class Agent {
  readonly places: Places
  private readonly serving = new Map<string, Serving | null>()
  private readonly finished = new Set<string>()
  private readonly readers = new Map<string, LogReader>()
  /** Messages left while nobody was there, worked off when back. */
  private later: Serving[] = []
  /** Taken over since the stream was last cut. */
  private readonly sinceCut = new Set<string>()
  private present = false
  private stream: FollowedStream | undefined

  constructor(
    readonly world: World,
    readonly plan: PlannedAgent,
    readonly token: string,
  ) {
    this.places = new Places(plan.capacity)
  }

  async connect(): Promise<void> {
    await this.setStatus('offline')
    this.stream = new FollowedStream({
      http: this.world.http,
      tally: this.world.tally,
      path: '/agent/events',
      token: this.token,
      cursor: () => null,
      onEvent: (event) => this.take(event),
      onCut: () => this.sinceCut.clear(),
    })
    if (!(await Promise.race([this.stream.ready.then(() => true), delay(GREETED_WITHIN_MS, false)]))) {
      throw new Error(
        `The event stream of ${this.plan.email} was not greeted within ${GREETED_WITHIN_MS / 1000} s.`,
      )
    }
    for (const held of await this.world.api.listHeld(this.token)) await endLeftover(this, held.id)
  }

  async setStatus(status: 'online' | 'busy' | 'offline'): Promise<void> {
    this.present = status !== 'offline'
    const reason = status === 'busy' ? 'break' : undefined
    await this.world.attempt('status', () => this.world.api.setStatus(this.token, status, reason))
    if (this.present) this.workOff()
  }

  /** Serves what was left as a message. */
  workOff(): void {
    for (const serving of this.later.splice(0)) serving.begin()
  }

  close(): void {
    this.stream?.close()
  }

  /** What the server says this agent holds at this moment, held against the limit. */
  async sample(): Promise<void> {
    await this.world.attempt('sample', async () => {
      const held = await this.world.api.listHeld(this.token)
      this.places.sample(held.filter((view) => view.creationType !== 'offline').length)
    })
  }

  private take(event: StreamEvent): void {
    if (event.type === 'hello') this.catchUp(event)
    const { conversationId: id, seq } = event
    if (!id || seq === undefined) return
    const { last } = this.readerOf(id)
    if (!this.readerOf(id).take(seq) || this.finished.has(id)) return
    // An entry may come before the greeting that tells what came while the stream was cut.
    const missed = last > 0 && seq > last + 1
    const serving = this.serving.get(id)
    if (event.type === 'ended') {
      if (missed) void this.partWith(id, serving ?? null)
      else this.release(id)
      return
    }
    if (missed) void serving?.fetch()
    if (serving === undefined) void this.begin(id, event.patch?.creationType)
    if (event.message) this.hear(event.message)
  }

  /** After every new connection: what came while there was none is fetched. */
  private catchUp(hello: StreamEvent): void {
    const held = (hello.detail?.conversations ?? []) as { id: string; lastSeq: number }[]
    const still = new Set(held.map(({ id }) => id))
    for (const [id, serving] of this.serving)
      if (!still.has(id) && !this.sinceCut.has(id)) void this.partWith(id, serving)
    for (const { id, lastSeq } of held) {
      if (this.finished.has(id)) continue
      const serving = this.serving.get(id)
      if (serving === undefined && this.world.cases.has(id)) void this.begin(id, undefined)
      else if (serving && lastSeq > this.readerOf(id).last) void serving.fetch()
    }
  }

  /** Ended while the stream was cut: its last words are read before it is put away. */
  private async partWith(id: string, serving: Serving | null): Promise<void> {
    await serving?.fetch()
    this.release(id)
  }

  private async begin(id: string, creationType: unknown): Promise<void> {
    this.serving.set(id, null)
    this.sinceCut.add(id)
    if (creationType !== undefined && creationType !== 'offline') this.places.take(id)
    const found = await this.world.caseOf(id)
    if (this.finished.has(id)) return
    if (!found) return void endLeftover(this, id)
    const offline = creationType === undefined ? await this.isOffline(id) : creationType === 'offline'
    if (!offline) this.places.take(id)
    const serving = new Serving(this, found, offline)
    this.serving.set(id, serving)
    if (offline && !this.present && !this.world.closing) this.later.push(serving)
    else serving.begin()
  }

  private async isOffline(id: string): Promise<boolean> {
    let offline = false
    await this.world.attempt('read', async () => {
      offline = (await this.world.api.getConversation(this.token, id)).creationType === 'offline'
    })
    return offline
  }

  /** What comes before the case is known is fetched again when service begins. */
  hear(message: MessageView): void {
    const said = this.world.cases.get(message.conversationId)?.said.get(message.clientMessageId)
    if (said && message.senderKind === 'customer') said.delivered = true
    this.serving.get(message.conversationId)?.heard(message.seq)
  }

  release(id: string): void {
    this.finished.add(id)
    this.places.free(id)
    this.serving.get(id)?.stop()
    this.serving.delete(id)
  }

  readerOf(id: string): LogReader {
    const known = this.readers.get(id)
    if (known) return known
    const reader = new LogReader()
    this.readers.set(id, reader)
    return reader
  }

  get allReaders(): Iterable<LogReader> {
    return this.readers.values()
  }
}
