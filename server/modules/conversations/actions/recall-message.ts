import type { LogEntry } from '@/server/events/log-entry'
import { publishEntries } from '@/server/events/publish'
import { forgetAttachments } from '@/server/events/store/directory'
import { now } from '@/server/platform/clock'
import { inTransaction, type Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { judgeRecall } from '../domain/recall'
import { applyStep } from '../store/apply-step'
import { blankMessage, findPreviewBefore, lockForRecall, type RecallRow } from '../store/recall'
import { removeFiles } from './store-upload'

export type Recall = {
  conversationId: string
  messageId: string
  by: { kind: 'customer' | 'agent'; id: string }
}

const REFUSALS = {
  not_yours: () => new AppError('forbidden', 'Only its sender can recall a message.'),
  not_possible: () => new AppError('invalid_state', 'This message cannot be recalled.'),
  too_late: () => new AppError('invalid_state', 'A message can be recalled within two minutes only.'),
}

/**
 * Takes a message back within two minutes: what it said, and its file, are gone for everybody, and a line
 * says that something was recalled. A second time changes nothing. @throws {AppError} not_found, forbidden,
 * invalid_state
 */
export async function recallMessage(recall: Recall): Promise<void> {
  const { conversationId, messageId, by } = recall
  const at = now()
  const done = await inTransaction(async (sql) => {
    const message = await lockForRecall(sql, conversationId, messageId)
    if (!message) throw new AppError('not_found', 'There is no such message.')
    const judgement = judgeRecall(message, by, at)
    if (judgement === 'recalled_before') return null
    if (judgement !== 'recall') throw REFUSALS[judgement]()
    const fileId = await blankMessage(sql, { conversationId, seq: message.seq }, { id: by.id, at })
    return { fileId, entry: await tellRecall(sql, recall, message, at) }
  })
  if (!done) return
  if (done.entry) publishEntries([done.entry])
  if (!done.fileId) return
  forgetAttachments([done.fileId])
  await removeFiles([done.fileId])
}

async function tellRecall(sql: Sql, recall: Recall, message: RecallRow, at: Date): Promise<LogEntry | null> {
  const { conversationId, by } = recall
  const preview = message.kind === 'note' ? null : await findPreviewBefore(sql, conversationId, message.seq)
  return applyStep(sql, {
    conversationId,
    set: preview ? { last_message_text: preview.text, last_message_from: preview.from } : {},
    event: {
      type: 'recalled',
      audience: message.kind === 'note' ? 'staff' : 'both',
      payload: {
        ...(preview ? { patch: { lastMessageText: preview.text, lastMessageFrom: preview.from } } : {}),
        detail: { seq: message.seq, by: by.kind },
      },
    },
    at,
  })
}
