import { randomUUID } from 'node:crypto'
import type { QueueView, StreamEvent } from '@/server/http/v1/contract'
import type { Call } from '../input/trace-line'
import { FollowedStream } from '../net/follow-stream'
import { planService } from '../plan/service'
import { Case } from './case'
import type { World } from './world'

/** Whoever waits so long, trace time, writes once more. */
const IMPATIENT_MS = 30_000

/** One simulated customer: asks, waits or gives up, answers what the agent writes, and reads to the end. */
export class Customer {
  readonly case: Case
  private stream: FollowedStream | undefined
  private sending = Promise.resolve()
  private answers = 0
  private returning: { token: string; busy: boolean } | undefined

  constructor(
    private readonly world: World,
    private readonly call: Call,
    turns: string[],
  ) {
    this.case = new Case(call, turns)
    const known = call.customerId ? world.returning.get(call.customerId) : undefined
    // Somebody who calls twice at once cannot have two conversations about one thing: another stands in.
    this.returning = known && !known.busy ? known : undefined
    if (this.returning) this.returning.busy = true
  }

  async arrive(): Promise<void> {
    const { world } = this
    world.open += 1
    if (!(await world.attempt('arrive', () => this.ask()))) this.leave()
  }

  private async ask(): Promise<void> {
    const { world, call } = this
    const { api, installation } = world
    const session = await api.openSession(installation.adminToken, {
      channelKey: installation.channelKey,
      profile: { name: nameOf(call), vipLevel: Math.min(call.priority, 9) },
      ...(this.returning ? { previousToken: this.returning.token } : {}),
    })
    this.case.token = session.token
    this.case.customerId = session.customer.id
    if (call.customerId && !world.returning.has(call.customerId)) {
      this.returning = { token: session.token, busy: true }
      world.returning.set(call.customerId, this.returning)
    }
    const first = { clientMessageId: randomUUID(), text: this.case.sentence() }
    this.case.said.set(first.clientMessageId, {
      text: first.text,
      by: 'customer',
      accepted: false,
      delivered: false,
    })
    const { status, body, tries } = await api.openConversation(session.token, {
      topic: { productCategory: call.type },
      categoryId: installation.categories.get(call.type)!,
      message: first,
    })
    if (status === 200 && tries === 1) world.tally.error('open: answered with another conversation')
    this.case.id = body.id
    this.case.said.get(first.clientMessageId)!.accepted = true
    world.register(this.case)
    if (body.status === 'queued') {
      this.heed(body.queue, null)
      this.waitInQueue()
    }
    this.follow()
  }

  private waitInQueue(): void {
    const { scheduler } = this.world
    if (this.case.stage === 'opening') this.case.stage = 'queued'
    if (this.call.outcome === 'gave_up') {
      scheduler.at(this.call.at + this.call.waitedMs, () => {
        if (this.case.stage === 'queued') void this.giveUp()
      })
    }
    scheduler.at(this.call.at + IMPATIENT_MS, () => {
      if (this.case.stage === 'queued') this.say()
    })
  }

  private async giveUp(): Promise<void> {
    // Refused when an agent was faster; then they are served like everybody else.
    const refusals = ['transition_refused', 'conversation_ended']
    await this.world.attempt(
      'leave queue',
      () => this.world.api.leaveQueue(this.case.token, this.case.id),
      refusals,
    )
  }

  private follow(): void {
    this.stream = new FollowedStream({
      http: this.world.http,
      tally: this.world.tally,
      path: `/conversations/${this.case.id}/events`,
      token: this.case.token,
      cursor: () => this.case.reader.last,
      onEvent: (event) => this.take(event),
    })
  }

  /** The first estimate that is told counts; a question is answered once. */
  private heed(queue: QueueView | null | undefined, at: number | null): void {
    if (!queue) return
    if (this.case.estimateSeconds === null && queue.estimatedWaitSeconds !== null) {
      this.case.estimateSeconds = queue.estimatedWaitSeconds
      this.case.estimatedAt = at
    }
    if (queue.choice && this.case.chosen === null) void this.choose(queue.choice.group !== null)
  }

  /** One of three each time, by the line of the trace: the same run asks for the same. */
  private async choose(elsewhere: boolean): Promise<void> {
    const answers = elsewhere ? (['wait', 'message', 'group'] as const) : (['wait', 'message'] as const)
    const answer = answers[this.call.line % answers.length]!
    this.case.chosen = answer
    // Refused when an agent was faster, or when the other group has nobody: then they wait on.
    await this.world.attempt('choose', () => this.world.api.choose(this.case.token, this.case.id, answer), [
      'transition_refused',
      'conversation_ended',
    ])
  }

  private take(event: StreamEvent): void {
    const patch = event.patch as { queue?: QueueView | null } | undefined
    if (this.case.stage === 'queued') this.heed(patch?.queue, Date.parse(event.at))
    if (event.seq === undefined) return
    if (!this.case.reader.take(event.seq)) return
    if (event.type === 'assigned' && !this.case.ended) {
      this.case.stage = 'assigned'
      this.case.offline = event.patch?.creationType === 'offline'
    }
    if (event.message?.senderKind === 'agent') this.hear(event.message.clientMessageId)
    if (event.type === 'ended') this.leave()
  }

  private hear(clientMessageId: string): void {
    const said = this.case.said.get(clientMessageId)
    if (said) said.delivered = true
    const { durationMs, replies } = planService(this.call)
    this.answers += 1
    if (this.answers >= replies || this.case.offline) return
    this.world.scheduler.after(durationMs / (replies + 1) / 2, () => {
      if (this.case.stage === 'assigned') this.say()
    })
  }

  /** One sentence after the other; one that comes after the end is refused, and nobody minds. */
  private say(): void {
    const message = { clientMessageId: randomUUID(), text: this.case.sentence() }
    const said = { text: message.text, by: 'customer' as const, accepted: false, delivered: false }
    this.case.said.set(message.clientMessageId, said)
    this.sending = this.sending.then(async () => {
      if (this.case.ended) return
      const send = () => this.world.api.say(this.case.token, this.case.id, message)
      said.accepted = await this.world.attempt('say', send, ['conversation_ended'])
    })
  }

  private leave(): void {
    if (this.case.stage === 'ended') return
    this.case.stage = 'ended'
    this.world.open -= 1
    if (this.returning) this.returning.busy = false
    // A sentence under way is acknowledged, or refused, before the door closes.
    void this.sending.then(() => {
      this.case.closed = true
      this.stream?.close()
    })
  }
}

const nameOf = (call: Call): string => (call.customerId ? `Caller ${call.customerId}` : `Caller ${call.line}`)
