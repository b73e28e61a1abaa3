import type { Chance } from '../chance'
import type { Row, RowList } from '../load/columns'
import { follow, settingsFor } from './follow-rules'
import { creationTypeOf, eventOf, type Names } from './log-rows'
import { type ConversationState, newConversation } from './rules'
import type { Conversation, Item } from './world'

export type HistoryRows<L extends RowList = RowList> = Record<
  'conversations' | 'messages' | 'events' | 'assignments' | 'rounds' | 'ratings',
  L
>

export type Context = {
  names: Names
  channelId: string
  categoryId: string
  siteId: string
  projectType: string
  pageUrl: string
  confirms: boolean
  chance: Chance
}

/** Everything the columns keep of a conversation besides its state. */
class Tally {
  firstReplyAt: number | null = null
  firstReplyBy: string | null = null
  unansweredSince: number | null = null
  lastMessage: { at: number; text: string; by: string } | null = null
  agentMessages = 0
  customerMessages = 0
  endedBy: string | null = null
  endReason: string | null = null
  abandoned = false
  wrapUpId: string | null = null
  invitedAt: number | null = null
  waitReason: string | null = null
  transfers = 0
  /** Who has it now, in which group. */
  holder: { agentId: string; groupId: string } | null = null
}

/** The rows of one conversation: log, messages, rounds, rating and the columns that sum them up. */
export function materialise(
  conversation: Conversation,
  number: number,
  context: Context,
  rows: HistoryRows,
): void {
  const items = [...conversation.items].sort((a, b) => a.at - b.at)
  const settings = settingsFor(context.confirms && creationTypeOf(conversation) !== 'offline')
  const tally = new Tally()
  let state: ConversationState = newConversation
  items.forEach((item, index) => {
    const seq = index + 1
    if (item.type === 'message') addMessage(conversation, item, seq, tally, context, rows)
    else addEvent(conversation, item, seq, tally, context, rows)
    state = follow(state, item, settings)
  })
  if (state.endedAt === null) throw new Error(`demo history: ${conversation.id} was left ${state.status}`)
  for (const assignment of conversation.assignments) {
    const { agentId, groupId, reason, holdsPlace, startedAt, endedAt, endReason } = assignment
    rows.assignments.push([
      ...[context.chance.id(startedAt), conversation.id, agentId, groupId, reason, holdsPlace, false],
      ...[new Date(startedAt), endedAt === null ? null : new Date(endedAt), endReason],
    ])
  }
  rows.conversations.push(columnsOf(conversation, number, items.length, state, tally, context))
}

type Message = Extract<Item, { type: 'message' }>

function addMessage(
  conversation: Conversation,
  item: Message,
  seq: number,
  tally: Tally,
  { chance }: Context,
  rows: HistoryRows,
): void {
  const at = new Date(item.at)
  const id = chance.id(item.at)
  const clientMessageId = chance.id(item.at)
  const { by, senderId, text, waiting } = item
  rows.messages.push([
    conversation.id,
    seq,
    id,
    by,
    senderId,
    clientMessageId,
    'text',
    text,
    null,
    waiting,
    at,
  ])
  const payload = {
    id,
    senderKind: by,
    senderId,
    clientMessageId,
    kind: 'text',
    text,
    attachmentId: null,
    waiting,
  }
  rows.events.push([conversation.id, seq, 'message', 'both', JSON.stringify(payload), at])
  tally.lastMessage = { at: item.at, text, by }
  if (waiting) return
  if (by === 'customer') {
    tally.customerMessages += 1
    tally.unansweredSince ??= item.at
    return
  }
  tally.agentMessages += 1
  tally.firstReplyAt ??= item.at
  tally.firstReplyBy ??= senderId
  if (tally.unansweredSince !== null) {
    const groupId = tally.holder?.groupId ?? conversation.groupId
    rows.rounds.push([conversation.id, seq, senderId, groupId, new Date(tally.unansweredSince), at])
    tally.unansweredSince = null
  }
}

function addEvent(
  conversation: Conversation,
  item: Exclude<Item, Message>,
  seq: number,
  tally: Tally,
  { names, channelId }: Context,
  rows: HistoryRows,
): void {
  const { type, audience, payload } = eventOf(item, conversation, names, channelId)
  rows.events.push([conversation.id, seq, type, audience, JSON.stringify(payload), new Date(item.at)])
  note(item, tally)
  if (item.type === 'rated') {
    const { agentId, groupId } = tally.holder ?? { agentId: null, groupId: null }
    rows.ratings.push([
      conversation.id,
      item.score,
      item.tags,
      item.comment,
      agentId,
      groupId,
      new Date(item.at),
    ])
  }
}

function note(item: Exclude<Item, Message>, tally: Tally): void {
  switch (item.type) {
    case 'queued':
      tally.waitReason = item.reason
      break
    case 'taken_as_message':
      tally.waitReason = item.reason
      tally.holder = { agentId: item.agentId, groupId: item.groupId }
      break
    case 'assigned':
      tally.waitReason = null
      tally.holder = { agentId: item.agentId, groupId: item.groupId }
      break
    case 'transferred':
      tally.transfers += 1
      tally.holder = item.agentId === null ? null : { agentId: item.agentId, groupId: item.toGroupId }
      break
    case 'reopened':
      tally.holder = { agentId: item.agentId, groupId: tally.holder?.groupId ?? '' }
      break
    case 'ended':
      tally.endedBy = item.by
      tally.endReason = item.reason
      tally.unansweredSince = null
      break
    case 'rating_invited':
      tally.invitedAt = item.at
      break
    case 'wrapped_up':
      tally.wrapUpId = item.wrapUpId
      break
    default:
  }
}

const date = (at: number | null) => (at === null ? null : new Date(at))

function columnsOf(
  conversation: Conversation,
  number: number,
  lastSeq: number,
  state: ConversationState,
  tally: Tally,
  context: Context,
): Row {
  const { arrival, assignments, customer } = conversation
  const reached = assignments.length > 0
  const abandoned = !reached
  return [
    ...[conversation.id, number, conversation.threadId, customer.id, context.channelId],
    ...[conversation.groupId, conversation.firstGroupId, tally.holder?.agentId ?? null, state.status],
    ...[date(conversation.endedAt), !reached || creationTypeOf(conversation) !== 'offline'],
    ...[
      reached ? creationTypeOf(conversation) : null,
      context.categoryId,
      tally.wrapUpId,
      conversation.priority,
    ],
    ...[context.siteId, context.projectType, context.pageUrl, arrival.language, conversation.offered],
    ...[date(arrival.at), date(arrival.at), date(assignments[0]?.startedAt ?? null)],
    ...[
      date(assignments[assignments.length - 1]?.startedAt ?? null),
      date(tally.firstReplyAt),
      tally.firstReplyBy,
    ],
    ...[date(conversation.endedAt), tally.endedBy, tally.endReason, tally.waitReason, abandoned],
    ...[conversation.reopened, tally.transfers, date(tally.invitedAt), lastSeq],
    ...[
      date(tally.lastMessage?.at ?? null),
      tally.lastMessage?.text.slice(0, 160) ?? null,
      tally.lastMessage?.by ?? null,
    ],
    ...[tally.agentMessages, tally.customerMessages, lastSeq, lastSeq],
  ]
}
