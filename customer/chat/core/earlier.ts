import type { MessageView } from '@/server/http/v1/contract'
import { insertMessages } from './insert-messages'
import type { ChatState, Earlier } from './state'

export type EarlierAction =
  | { type: 'earlier'; customerId: string; conversations: Earlier[]; done: boolean }
  | { type: 'earlier_messages'; conversationId: string; messages: MessageView[]; whole: boolean }

const inOrder = (list: Earlier[]): Earlier[] =>
  list.sort((a, b) => Date.parse(a.conversation.createdAt) - Date.parse(b.conversation.createdAt))

/** Pages that come in at the top: each conversation once, never the present one, never another customer's. */
export function reduceEarlier(state: ChatState, action: EarlierAction): ChatState {
  if (action.type === 'earlier_messages') {
    const earlier = state.earlier.map((known) =>
      known.conversation.id === action.conversationId
        ? { ...known, messages: insertMessages(known.messages, action.messages), whole: action.whole }
        : known,
    )
    return { ...state, earlier, earlierLoad: 'idle' }
  }
  if (action.customerId !== state.session?.customer.id) return state
  const known = new Set(state.earlier.map(({ conversation }) => conversation.id))
  if (state.conversation) known.add(state.conversation.id)
  const fresh = action.conversations.filter(({ conversation }) => !known.has(conversation.id))
  return {
    ...state,
    earlier: fresh.length > 0 ? inOrder([...fresh, ...state.earlier]) : state.earlier,
    earlierLoad: action.done ? 'done' : 'idle',
  }
}

/** The earlier ones with the present conversation as their last, for when it is put behind. */
export function withPresent({ conversation, messages, historyLoaded, earlier }: ChatState): Earlier[] {
  if (!conversation || earlier.some((known) => known.conversation.id === conversation.id)) return earlier
  return inOrder([...earlier, { conversation, messages, whole: historyLoaded }])
}

/** The conversation whose beginning is to be read next: the oldest that is not whole, if it is the first. */
export const unfinished = (earlier: Earlier[]): Earlier | null =>
  earlier[0] && !earlier[0].whole ? earlier[0] : null
