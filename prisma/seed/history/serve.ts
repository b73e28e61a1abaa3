/**
 * How a conversation goes on once an agent has it: everything both will say, with the pauses people make, up to
 * its end or the moment it is passed on. The load of the agent and the agent's own pace stretch the pauses.
 */
import { chinesePhrases } from '../dialogs/chinese'
import { type Line, say } from '../dialogs/dialog'
import { englishPhrases } from '../dialogs/english'
import { minute, second } from './time'
import type { AgentState, Conversation, Plan, World } from './world'

export type Opening = 'first' | 'after_wait' | 'taken_over' | 'reopened'

const silenceEnds = 7 * minute
const confirmationEnds = 30 * minute

/** Adds what will be said to the items; the plan says when and how it leaves the agent. */
export function serve(
  world: World,
  conversation: Conversation,
  agent: AgentState,
  at: number,
  opening: Opening,
): Plan {
  const talk = new Talk(world, conversation, agent, at)
  talk.agent(opening === 'first' ? 14 : 20, talk.phrase(greetings[opening]))
  const passedOn = conversation.transfersLeft > 0
  if (opening === 'first' && !passedOn && world.chance.yes(shareOfOneAnswer))
    return leaveAfterAnswer(world, conversation, talk)
  const lines = passedOn ? conversation.script.splice(0, 2) : conversation.script.splice(0)
  for (const line of lines) {
    const text = say(line, talk.slots, world.chance)
    if (line.by === 'agent') talk.agent(70, text, line)
    else talk.customer(85, text, line)
  }
  if (passedOn) {
    conversation.transfersLeft -= 1
    talk.agent(30, talk.phrase('transfer'))
    return { endsAt: talk.at + world.chance.whole(2, 12) * second, leavesTo: 'transfer' }
  }
  return close(world, conversation, talk)
}

/** Customers whom the first answer was enough for. */
const shareOfOneAnswer = 0.05

function leaveAfterAnswer(world: World, conversation: Conversation, talk: Talk): Plan {
  const answer = conversation.script.find((line) => line.by === 'agent')
  const said = conversation.items[conversation.items.length - 1]
  if (answer && said?.type === 'message') said.text += ` ${say(answer, talk.slots, world.chance)}`
  conversation.script = []
  return talk.end('customer', 'customer_ended', talk.at + world.chance.whole(20, 200) * second)
}

const greetings = {
  first: 'greeting',
  after_wait: 'greetingAfterWait',
  taken_over: 'takeOver',
  reopened: 'takeOver',
} as const

function close(world: World, conversation: Conversation, talk: Talk): Plan {
  const { chance } = world
  if (chance.yes(0.42)) {
    talk.agent(18, talk.phrase('anythingElse'))
    if (chance.yes(0.8)) talk.customer(30, talk.phrase('no'))
  }
  if (chance.yes(0.2)) {
    return talk.end('customer', 'customer_ended', talk.at + chance.whole(3, 40) * second)
  }
  talk.agent(16, talk.phrase('goodbye'))
  if (chance.yes(0.16)) return talk.end('system', 'silence', talk.at + silenceEnds)
  const done = talk.at + chance.whole(5, 70) * second
  if (conversation.arrival.channel !== 'app') return talk.end('agent', 'agent_ended', done)
  conversation.items.push({ at: done, type: 'confirmation_asked' })
  if (chance.yes(0.08)) return talk.end('system', 'confirmation_timeout', done + confirmationEnds)
  return talk.end('customer', 'solved', done + Math.round(chance.around(25, 0.8) * second))
}

class Talk {
  readonly slots
  private readonly phrases
  private readonly stretch: number

  constructor(
    private readonly world: World,
    private readonly conversation: Conversation,
    private readonly who: AgentState,
    public at: number,
  ) {
    this.slots = { ...conversation.slots, agent: who.publicName }
    this.phrases = conversation.arrival.language === 'zh' ? chinesePhrases : englishPhrases
    this.stretch = who.pace * (0.75 + 0.2 * who.current)
  }

  phrase(kind: keyof typeof englishPhrases): string {
    return say({ by: 'agent', texts: this.phrases[kind] }, this.slots, this.world.chance)
  }

  agent(medianSeconds: number, text: string, line?: Line): void {
    this.speak(
      'agent',
      this.who.id,
      Math.max(3, this.world.chance.around(medianSeconds, 0.6) * this.stretch),
      text,
      line,
    )
  }

  customer(medianSeconds: number, text: string, line?: Line): void {
    const pause = Math.min(290, Math.max(4, this.world.chance.around(medianSeconds, 0.8)))
    this.speak('customer', this.conversation.customer.id, pause, text, line)
  }

  end(by: 'customer' | 'agent' | 'system', reason: Ended, at: number): Plan {
    this.conversation.items.push({ at, type: 'ended', by, reason })
    return { endsAt: at, leavesTo: 'end' }
  }

  private speak(
    by: 'customer' | 'agent',
    senderId: string,
    seconds: number,
    text: string,
    line?: Line,
  ): void {
    this.at += Math.round(seconds * second)
    this.conversation.items.push({ at: this.at, type: 'message', by, senderId, text, waiting: false, line })
  }
}

type Ended = 'customer_ended' | 'silence' | 'agent_ended' | 'solved' | 'confirmation_timeout'
