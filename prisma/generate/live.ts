import type { Chance } from '../seed/chance'
import { chanceOf } from '../seed/chance'
import { makeSlots } from '../seed/history/slots'
import { hour, minute, second } from '../seed/history/time'
import type { Assignment, Item } from '../seed/history/world'
import type { Outline } from './outline'
import { Talk } from './talk'

type Served = Extract<Outline, { assignedAt: number }>
type Left = Extract<Outline, { kind: 'abandoned' }>
type Message = Extract<Outline, { kind: 'offline' }>
export type Lived = { items: Item[]; assignments: Assignment[]; endedAt: number }

/** The conversation in `size` messages, begun and ended. */
export function live(outline: Outline, size: number, hurried: boolean): Lived {
  const { who, at, chance } = outline
  const arrival = { at, channel: 'web', leaf: who.leaf.key, language: who.entrance.language } as const
  const slots = makeSlots(arrival, who.customer, at, chance)
  const speaker = { language: arrival.language, leaf: arrival.leaf, customerId: who.customer.id, slots }
  const talk = new Talk(speaker, chanceOf(`${who.customer.id} ${at}`), at)
  talk.add({ at, type: 'opened' })
  switch (outline.kind) {
    case 'abandoned':
      return leave(talk, outline, size)
    case 'offline':
      return workOff(talk, outline, size)
    default:
      return serve(talk, outline, size, hurried)
  }
}

function leave(talk: Talk, { at, leftAt, who, chance }: Left, size: number): Lived {
  talk.add({ at, type: 'queued', groupId: who.desk.id, reason: 'no_room', position: 1 })
  talk.first(true)
  const pause = (leftAt - at) / size / second
  for (let said = 1; said < size; said += 1) talk.customer(pause / 2, { texts: talk.phrases.impatient }, true)
  const endedAt = Math.max(leftAt, talk.at + 500)
  const gone = endedAt - at > 61 * second && chance.yes(0.35)
  const reason = gone ? 'gone' : 'left_queue'
  talk.add({ at: endedAt, type: 'ended', by: gone ? 'system' : 'customer', reason })
  return { items: talk.items, assignments: [], endedAt }
}

function workOff(talk: Talk, { at, who, agent, answeredAt, chance }: Message, size: number): Lived {
  const groupId = who.desk.id
  talk.add({ at, type: 'taken_as_message', agentId: agent.id, groupId, reason: 'all_offline', how: 'entry' })
  talk.first(false)
  talk.at = answeredAt
  talk.agent(1, { texts: talk.phrases.offlineReply }, agent)
  for (let said = 2; said < size; said += 1) {
    if (said % 4 === 3) talk.customer(120, talk.nextOf('customer'))
    else talk.agent(60, talk.nextOf('agent'), agent)
  }
  const endedAt = talk.at + chance.whole(1, 6) * minute
  talk.add({ at: endedAt, type: 'ended', by: 'agent', reason: 'agent_ended' })
  const held = { agentId: agent.id, groupId, reason: 'dispatch', holdsPlace: false } as const
  return {
    items: talk.items,
    assignments: [{ ...held, startedAt: at, endedAt, endReason: 'agent_ended' }],
    endedAt,
  }
}

const leastToPassOn = 7
const leastToReturn = 6

function serve(talk: Talk, outline: Served, size: number, hurried: boolean): Lived {
  const { at, who, kind, assignedAt, agent, chance } = outline
  const groupId = who.desk.id
  const held = (agentId: string, startedAt: number, reason: Assignment['reason']): Assignment => ({
    ...{ agentId, groupId, reason, holdsPlace: true, startedAt, endedAt: null, endReason: null },
  })
  if (kind === 'queued') talk.add({ at, type: 'queued', groupId, reason: 'no_room', position: 1 })
  else talk.add({ at, type: 'assigned', agentId: agent.id, groupId })
  talk.first(kind === 'queued')
  if (kind === 'queued') talk.add({ at: assignedAt, type: 'assigned', agentId: agent.id, groupId })
  talk.at = Math.max(talk.at, assignedAt)
  const assignments = [held(agent.id, assignedAt, 'dispatch')]
  const greeting = kind === 'queued' ? 'greetingAfterWait' : 'greeting'
  talk.agent(16, { texts: talk.phrases[greeting] }, agent)
  let left = size - 2
  let now = agent
  const passedTo = left + 2 >= leastToPassOn ? outline.passedTo : null
  if (passedTo) {
    talk.customer(60, talk.nextOf('customer'))
    talk.agent(30, { texts: talk.phrases.transfer }, agent)
    const movedAt = talk.at + chance.whole(2, 12) * second
    Object.assign(assignments[0]!, { endedAt: movedAt, endReason: 'transferred' })
    const moved = {
      fromAgentId: agent.id,
      toGroupId: groupId,
      agentId: passedTo.id,
      reason: 'needs_other_team',
    }
    talk.add({ at: movedAt, type: 'transferred', ...moved })
    talk.at = movedAt
    assignments.push(held(passedTo.id, movedAt, 'transfer'))
    talk.agent(20, { texts: talk.phrases.takeOver }, passedTo)
    now = passedTo
    left -= 3
  }
  const back = outline.returns && left + 2 >= leastToReturn && !hurried ? 2 : 0
  for (; left - back > 1; left -= 1) {
    const line = talk.next()
    if (line.by === 'agent') talk.agent(55, line, now)
    else talk.customer(60, line)
  }
  if (left - back > 0) talk.agent(16, { texts: talk.phrases.goodbye }, now)
  end(talk, outline, assignments, hurried)
  if (back > 0) {
    talk.at += Math.round(chance.between(8 * minute, 3 * hour))
    talk.add({ at: talk.at, type: 'reopened', agentId: now.id })
    assignments.push(held(now.id, talk.at, 'dispatch'))
    talk.customer(1, { texts: talk.phrases.back })
    talk.agent(40, talk.nextOf('agent'), now)
    end(talk, outline, assignments, true)
  }
  return { items: talk.items, assignments, endedAt: talk.at }
}

type Ending = Extract<Item, { type: 'ended' }>

function end(talk: Talk, { who, chance }: Served, assignments: Assignment[], hurried: boolean): void {
  const ending = endingOf(talk, who.entrance.confirms, chance, hurried)
  talk.add({ type: 'ended', ...ending })
  talk.at = ending.at
  Object.assign(assignments[assignments.length - 1]!, { endedAt: ending.at, endReason: ending.reason })
}

function endingOf(talk: Talk, confirms: boolean, chance: Chance, hurried: boolean): Omit<Ending, 'type'> {
  const soon = talk.at + chance.whole(5, 70) * second
  if (chance.yes(0.2)) return { at: soon, by: 'customer', reason: 'customer_ended' }
  if (!hurried && chance.yes(0.15)) return { at: talk.at + 7 * minute, by: 'system', reason: 'silence' }
  if (!confirms) return { at: soon, by: 'agent', reason: 'agent_ended' }
  talk.add({ at: soon, type: 'confirmation_asked' })
  if (!hurried && chance.yes(0.08))
    return { at: soon + 30 * minute, by: 'system', reason: 'confirmation_timeout' }
  const solvedAt = soon + Math.round(chance.around(25, 0.8) * second)
  return { at: solvedAt, by: 'customer', reason: 'solved' }
}
