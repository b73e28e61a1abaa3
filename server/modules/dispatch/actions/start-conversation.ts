import { publishEntries } from '@/server/events/publish'
import {
  newConversation,
  plainSettings,
  sendMessage,
  standingOf,
  transition,
} from '@/server/modules/conversations'
import { nowMs } from '@/server/platform/clock'
import { inTransaction } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { commitDecision } from '../store/commit-decision'
import { findReceiver } from '../store/find-receiver'
import { loadConfiguration } from '../store/load-configuration'
import { insertConversation, openThread } from '../store/open-rows'
import { topicKey } from './asking'
import { chosenByHand } from './chosen-by-hand'

/**
 * An agent writes first to a known customer: a thread of its own, and the conversation takes one of the
 * agent's places like any other. @throws {AppError} not_found, conflict when there is no free place
 */
export async function startConversation(input: {
  agentId: string
  customerId: string
  topic: { productCategory?: string | undefined; orderId?: string | undefined }
  text: string
}): Promise<{ conversationId: string; created: boolean }> {
  const configuration = await loadConfiguration(true)
  const channel = [...configuration.channels.values()].find((c) => !c.disabled)
  if (!channel) throw new AppError('conflict', 'There is no channel to write through.')
  const at = new Date(nowMs())
  const event = { type: 'agent_started' as const, agentId: input.agentId, at: at.getTime() }
  const started = transition(newConversation, event, plainSettings)
  if (!started.ok) throw new Error('a new conversation can be started')
  const done = await inTransaction(async (sql) => {
    if (!(await standingOf(sql, input.customerId)))
      throw new AppError('not_found', 'There is no such customer.')
    const thread = await openThread(sql, {
      customerId: input.customerId,
      initiator: input.agentId,
      topic: topicKey(input.topic),
    })
    if (thread.openConversationId) return { id: thread.openConversationId, created: false, entries: [] }
    const receiver = await findReceiver(sql, input.agentId, null)
    if (!receiver?.groupId) throw new AppError('conflict', 'You belong to no skill group yet.')
    const id = newId()
    const opened = await insertConversation(sql, {
      ...{
        id,
        threadId: thread.threadId,
        customerId: input.customerId,
        channelId: channel.id,
        categoryId: null,
      },
      ...{ priority: 0, siteId: null, projectType: null, pageUrl: null, language: null, offered: false, at },
    })
    const assigned = await commitDecision(sql, {
      conversationId: id,
      customerId: input.customerId,
      decision: chosenByHand(receiver, receiver.groupId, configuration),
      kind: 'assign',
      ...{ next: started.next, settings: plainSettings },
      enteredAt: at,
      at,
      detail: { startedBy: input.agentId },
    })
    if (!assigned) {
      throw new AppError('conflict', 'You have no free place, or are not online.', {
        fields: [{ path: 'status', message: 'online with a free place is needed' }],
      })
    }
    return { id, created: true, entries: [opened, assigned] }
  })
  publishEntries(done.entries)
  await sendMessage({
    ...{ conversationId: done.id, senderKind: 'agent', senderId: input.agentId, clientMessageId: newId() },
    ...{ kind: 'text', text: input.text, attachmentId: null },
  })
  return { conversationId: done.id, created: done.created }
}
