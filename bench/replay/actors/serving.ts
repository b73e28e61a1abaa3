import { randomUUID } from 'node:crypto'
import type { MessageView } from '@/server/http/v1/contract'
import type { Places } from '../measure/places'
import { planService, replyText } from '../plan/service'
import type { Case } from './case'
import type { World } from './world'

/** The agent in whose hands a conversation is. */
export type Holder = {
  world: World
  token: string
  places: Places
  hear: (message: MessageView) => void
  release: (conversationId: string) => void
}

/** One conversation in an agent's hands: reads, replies in shares of the trace's service time, ends. */
export class Serving {
  private doing = Promise.resolve()
  private over = false
  private lastHeard = 0
  private lastRead = 0

  constructor(
    private readonly agent: Holder,
    private readonly found: Case,
    private readonly offline: boolean,
  ) {}

  begin(): void {
    this.found.taken = true
    const { scheduler } = this.agent.world
    const { durationMs, replies } = planService(this.found.call)
    const count = this.offline ? 1 : replies
    this.next(() => this.fetch())
    for (let index = 0; index < count; index += 1) {
      scheduler.after((durationMs * (index + 1)) / (count + 1), () => this.next(() => this.reply(index)))
    }
    scheduler.after(durationMs, () => this.next(() => this.end()))
  }

  stop(): void {
    this.over = true
  }

  heard(seq: number): void {
    this.lastHeard = Math.max(this.lastHeard, seq)
  }

  /** Everything written before this agent came, or while their stream was cut. */
  async fetch(): Promise<void> {
    const { world, token } = this.agent
    await world.attempt('fetch', async () => {
      for (const message of await world.api.readAsAgent(token, this.found.id, 0)) this.agent.hear(message)
    })
    await this.read()
  }

  private async read(): Promise<void> {
    if (this.lastHeard <= this.lastRead) return
    this.lastRead = this.lastHeard
    const { world, token } = this.agent
    await world.attempt('mark read', () => world.api.markRead(token, this.found.id, this.lastRead))
  }

  private async reply(index: number): Promise<void> {
    const { world, token } = this.agent
    await this.read()
    const message = { clientMessageId: randomUUID(), text: replyText(index, this.found.call.line) }
    const said = { text: message.text, by: 'agent' as const, accepted: false, delivered: false }
    this.found.said.set(message.clientMessageId, said)
    said.accepted = await world.attempt('reply', () => world.api.reply(token, this.found.id, message))
  }

  private async end(): Promise<void> {
    const { world, token, places } = this.agent
    places.ending(this.found.id)
    // A second try may find it ended by the first, whose answer was lost.
    await world.attempt('end', () => world.api.end(token, this.found.id), ['conversation_ended'])
    this.over = true
  }

  /** One step after the other, however late the one before. */
  private next(step: () => Promise<void>): void {
    this.doing = this.doing.then(async () => {
      if (!this.over) await step()
    })
  }
}

/** Something an earlier, interrupted replay left in this agent's hands. */
export async function endLeftover(agent: Holder, id: string): Promise<void> {
  agent.places.ending(id)
  await agent.world.attempt('end leftover', () => agent.world.api.end(agent.token, id), [
    'conversation_ended',
  ])
  agent.release(id)
}
