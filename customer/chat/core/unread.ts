import type { ChatState } from './state'

/** Place of the last message from the other side; 0 when there is none. */
export function lastForeignSeq(state: ChatState): number {
  return state.messages.findLast((message) => message.senderKind !== 'customer')?.seq ?? 0
}

/** Messages from the other side after the customer's read mark. */
export function unreadCount(state: ChatState): number {
  const mark = state.conversation?.customerReadSeq ?? 0
  return state.messages.filter(
    (message) => message.seq > mark && message.senderKind !== 'customer' && message.kind !== 'system',
  ).length
}
