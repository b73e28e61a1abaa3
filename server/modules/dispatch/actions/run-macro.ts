import {
  type ConversationRow,
  endByAgent,
  findQuickReplyText,
  sendMessage,
  setWrapUp,
  snoozeConversation,
  tagConversation,
} from '@/server/modules/conversations'
import { fillReply, type MacroStep, replyValuesOf } from '@/server/modules/conversations/contract'
import { nowMs } from '@/server/platform/clock'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { transferConversation } from './transfer-conversation'

type Running = {
  row: ConversationRow
  /** Who runs it, as the author of what is written. */
  author: { id: string; name: string }
  /** The holder; null: somebody who may act for any. */
  agentId: string | null
}

export type MacroRunResult = {
  done: number
  refused: { step: number; kind: string; code: string; message: string } | null
}

async function say(
  { row, author, agentId }: Running,
  kind: 'text' | 'note',
  template: string,
): Promise<void> {
  const filled = fillReply(template, replyValuesOf(row, author.name))
  const gaps = [...new Set(filled.gaps.map(({ name }) => name))]
  if (gaps.length > 0) {
    throw new AppError('invalid_input', `Nothing is known for ${gaps.join(', ')}.`, {
      fields: gaps.map((gap) => ({ path: 'text', message: `nothing known for ${gap}` })),
    })
  }
  await sendMessage({
    ...{ conversationId: row.id, senderKind: 'agent', senderId: author.id, clientMessageId: newId() },
    ...{ kind, text: filled.text, attachmentId: null, anyone: agentId === null },
  })
}

async function quickReply(id: string, userId: string): Promise<string> {
  const text = await findQuickReplyText(id, userId)
  if (text === null) throw new AppError('not_found', 'The quick reply is gone.')
  return text
}

async function runStep(running: Running, step: MacroStep): Promise<void> {
  const { row, author, agentId } = running
  switch (step.kind) {
    case 'reply':
      return say(running, 'text', step.text)
    case 'quick_reply':
      return say(running, 'text', await quickReply(step.quickReplyId, author.id))
    case 'note':
      return say(running, 'note', step.text)
    case 'tag':
      return tagConversation(row.id, { add: step.tags, remove: [] }, author)
    case 'wrap_up':
      return setWrapUp(row.id, { wrapUpId: step.wrapUpId })
    case 'snooze':
      return snoozeConversation(row.id, new Date(nowMs() + step.minutes * 60_000), author)
    case 'transfer':
      await transferConversation({
        ...{ conversationId: row.id, fromAgentId: agentId, by: author },
        ...{ reason: step.reason, to: { groupId: step.groupId } },
      })
      return
    case 'end':
      return endByAgent({ conversationId: row.id, agentId })
  }
}

/** Runs the steps in order; the first that is refused ends the run, and what was done before stays done. */
export async function runMacro(running: Running, steps: readonly MacroStep[]): Promise<MacroRunResult> {
  for (const [i, step] of steps.entries()) {
    try {
      await runStep(running, step)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return { done: i, refused: { step: i, kind: step.kind, code: error.code, message: error.message } }
    }
  }
  return { done: steps.length, refused: null }
}
