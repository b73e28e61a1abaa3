import type { ReplyValues } from '@/server/modules/conversations/contract'
import type { View } from '../live/live-state'

/** What a conversation knows to fill into a quick reply. */
export function replyValues(view: View, ownName: string): ReplyValues {
  return {
    'customer.name': view.customer.name,
    'customer.email': view.customer.email ?? view.contact?.email ?? null,
    'customer.phone': view.customer.phone ?? view.contact?.phone ?? null,
    'agent.name': view.agent?.name ?? ownName,
    'conversation.number': String(view.number),
    'order.id': view.topic.startsWith('order:') ? view.topic.slice('order:'.length) : null,
    'channel.name': view.channel.name,
    'group.name': view.group?.name ?? null,
  }
}
