import { chanceOf } from '../chance'
import { categoryTree } from '../company/categories'
import { channels } from '../company/channels'
import { groups } from '../company/groups'
import type { Row, RowList, Rows } from '../load/columns'
import { configurationRows } from './configuration-rows'
import type { Credentials } from './credentials'
import { namesOf } from './log-rows'
import { type Made, makeWorld } from './make-world'
import { type HistoryRows, materialise } from './materialise'
import { simulate } from './simulate'
import type { World } from './world'

export type DemoRows<L> = { rows: Rows<L | Row[]>; made: Made; lastNumber: number }

/**
 * Everything the demo organisation consists of; the same `now` and credentials give the same rows. The long
 * tables go into lists that the caller makes.
 */
export function makeRows<L extends RowList>(
  now: number,
  credentials: Credentials,
  newList: () => L,
  pastDays?: number,
): DemoRows<L> {
  const made = makeWorld(now, pastDays)
  simulate(made.world)
  const history = historyRows(made.world, newList)
  const { world, book } = made
  const rows: Rows<L | Row[]> = {
    ...configurationRows(made, credentials, now),
    agent_status_spans: spanRows(world),
    customers: book
      .all()
      .map((c) => [
        ...[c.id, c.externalId, c.name, c.email, c.phone, c.language, c.tags, c.vipLevel],
        ...[{ country: c.country }, new Date(c.createdAt), new Date(c.lastSeenAt)],
      ]),
    threads: book
      .threads()
      .map((thread) => [thread.id, thread.customerId, 'customer', thread.topic, new Date(thread.createdAt)]),
    conversations: history.conversations,
    messages: history.messages,
    conversation_events: history.events,
    assignments: history.assignments,
    reply_rounds: history.rounds,
    ratings: history.ratings,
    dispatch_decisions: history.decisions,
  }
  return { rows, made, lastNumber: firstNumber + history.conversations.length - 1 }
}

const firstNumber = 10_001

function historyRows<L extends RowList>(world: World, newList: () => L): HistoryRows<L> & { decisions: L } {
  const { organisation } = world
  const chance = chanceOf('fernhalde-1 rows')
  const decisionIds = new Map<string, string>()
  const decisions = newList()
  for (const { conversationId, at, kind, body } of world.decisions) {
    const id = chance.id(at)
    decisionIds.set(`${conversationId} ${at}`, id)
    const stored =
      kind === 'assign' || kind === 'queue' || kind === 'offline' || kind === 'transfer' ? kind : 'offline'
    const { groupId, agentId, configVersion } = body
    decisions.push([id, conversationId, new Date(at), stored, groupId, agentId, configVersion, body])
  }
  const groupNames = new Map(groups.map((group) => [organisation.ids.groups[group.key], group.name]))
  const names = namesOf(organisation, groupNames, (id, at) => decisionIds.get(`${id} ${at}`) ?? null)
  const rows: HistoryRows<L> = {
    conversations: newList(),
    messages: newList(),
    events: newList(),
    assignments: newList(),
    rounds: newList(),
    ratings: newList(),
  }
  const inOrder = [...world.conversations].sort((a, b) => a.arrival.at - b.arrival.at)
  inOrder.forEach((conversation, index) => {
    const { arrival } = conversation
    const channel = channels.find((candidate) => candidate.key === arrival.channel)!
    const root = categoryTree.find((tree) => tree.leaves.some((leaf) => leaf.key === arrival.leaf))!
    materialise(
      conversation,
      firstNumber + index,
      {
        names,
        channelId: organisation.ids.channels[arrival.channel],
        categoryId: organisation.ids.leaves[arrival.leaf],
        siteId: chance.pick(channel.siteIds),
        projectType: chance.pick(channel.projectTypes),
        pageUrl: `https://shop.fernhalde.example/${root.key}`,
        confirms: channel.confirmClosing,
        chance,
      },
      rows,
    )
  })
  return { ...rows, decisions }
}

function spanRows(world: World): Row[] {
  const chance = chanceOf('fernhalde-1 spans')
  return world.agents.flatMap((agent) =>
    agent.spans.map(
      (span): Row => [
        ...[chance.id(span.from), span.agentId, span.status, span.source, span.reason],
        ...[new Date(span.from), span.until === null ? null : new Date(span.until)],
      ],
    ),
  )
}
