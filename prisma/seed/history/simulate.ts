/**
 * The demo company's past, lived through event by event: customers come, dispatch decides, agents talk, take
 * breaks and go home. Capacity, queue order and the dispatch rules are the product's own, so the history obeys
 * them because nothing else could have happened.
 */
import { arrive } from './arrive'
import { finish } from './finish'
import { forgetAfter, givePlaceBack } from './places'
import { askAgain, drain, leaveQueue } from './queueing'
import { comeBack, endServed, transfer } from './served'
import type { AgentState, Conversation, Happening, World } from './world'

export function simulate(world: World): void {
  for (let next = world.agenda.next(); next; next = world.agenda.next()) {
    if (next.at > world.horizon) break
    happen(world, next.at, next.what)
  }
  closeDown(world)
}

function happen(world: World, at: number, what: Happening): void {
  switch (what.kind) {
    case 'arrival':
      arrive(world, at, what)
      break
    case 'status':
      changeStatus(world, at, what.agent, what.change)
      break
    case 'plan_ends':
      if (what.version === what.conversation.version) leavePlan(world, at, what)
      break
    case 'patience_ends':
      if (what.version === what.conversation.version) leaveQueue(world, what.conversation, at)
      break
    case 'wait_limit':
      if (what.version === what.conversation.version) askAgain(world, what.conversation, at)
      break
    case 'returns':
      comeBack(world, what.conversation, at)
      break
    default:
      what satisfies never
  }
}

function leavePlan(
  world: World,
  at: number,
  { plan, conversation }: Extract<Happening, { kind: 'plan_ends' }>,
): void {
  if (plan.leavesTo === 'transfer') transfer(world, conversation, at, 'needs_other_team')
  else endServed(world, conversation, at)
}

function changeStatus(
  world: World,
  at: number,
  agent: AgentState,
  change: Extract<Happening, { kind: 'status' }>['change'],
): void {
  const open = agent.spans[agent.spans.length - 1]
  if (open) open.until = at
  const { status, source, reason } = change
  agent.spans.push({ agentId: agent.id, status, source, reason, from: at, until: null })
  agent.status = status
  if (status === 'online') drain(world, agent, at)
  if (status !== 'offline') return
  for (const conversation of [...world.open.values()]) {
    if (conversation.state === 'served' && conversation.agentId === agent.id) {
      transfer(world, conversation, at, 'shift_ended')
    }
  }
  const groupIds = agent.memberships.map(({ group }) => world.organisation.ids.groups[group])
  for (const entry of [...world.queue]) {
    const waiting = world.open.get(entry.conversationId)
    if (waiting && groupIds.includes(entry.groupId)) askAgain(world, waiting, at)
  }
}

/** At the horizon everybody says goodbye: history leaves nothing open. */
function closeDown(world: World): void {
  const at = world.horizon
  for (const conversation of [...world.open.values()]) {
    if (conversation.state === 'queued') leaveQueue(world, conversation, at)
    else if (conversation.state === 'served') endAtHorizon(world, conversation, at)
  }
  for (const agent of world.agents) {
    const open = agent.spans[agent.spans.length - 1]
    if (!open || open.status === 'offline') continue
    changeStatus(world, at, agent, { at, status: 'offline', source: 'connection', reason: 'no_connection' })
  }
}

/** Where closing is to be confirmed it is the customer who ends, else the agent. */
function endAtHorizon(world: World, conversation: Conversation, at: number): void {
  forgetAfter(conversation, at - 1)
  const asked = conversation.items[conversation.items.length - 1]?.type === 'confirmation_asked'
  const confirms = conversation.arrival.channel === 'app'
  const reason = asked ? 'solved' : confirms ? 'customer_ended' : 'agent_ended'
  conversation.items.push({ at, type: 'ended', by: confirms ? 'customer' : 'agent', reason })
  givePlaceBack(world, conversation, at, reason)
  finish(world, conversation, at)
}
