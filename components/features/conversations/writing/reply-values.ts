import { type ReplyValues, replyValuesOf } from '@/server/modules/conversations/contract'
import type { View } from '../live/live-state'

/** What a conversation knows to fill into a quick reply. */
export function replyValues(view: View, ownName: string): ReplyValues {
  return replyValuesOf(
    {
      ...view,
      agentName: view.agent?.name ?? null,
      channelName: view.channel.name,
      groupName: view.group?.name ?? null,
    },
    ownName,
  )
}
