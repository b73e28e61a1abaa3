import { can, type Principal } from '@/server/access'
import { currentSettings, noteAudit } from '@/server/modules/accounts'
import { inTransaction, pool, type Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { seal, unseal } from '@/server/platform/seal'
import { maskText } from '../domain/mask-text'
import { deleteOriginal, findOriginal, insertOriginal } from '../store/masked-originals'

const PURPOSE = 'masked-original'

type Written = { id: string; conversationId: string; senderKind: string; text: string }

/**
 * What a customer or an agent writes, as it may be stored; `original` is there when something was covered. Done
 * before the message reaches the database, so that neither its log nor its backups ever hold the number.
 */
export async function maskWritten<T extends Written>(row: T): Promise<{ row: T; original: Buffer | null }> {
  if (row.senderKind !== 'customer' && row.senderKind !== 'agent') return { row, original: null }
  const { text, kinds } = maskText(row.text, (await currentSettings()).masking)
  if (kinds.length === 0) return { row, original: null }
  return { row: { ...row, text }, original: seal(PURPOSE, row.id, row.text) }
}

/** The same for words that nobody needs in the original. */
export async function maskWords(text: string): Promise<string> {
  return maskText(text, (await currentSettings()).masking).text
}

export async function keepOriginal(sql: Sql, row: Written, original: Buffer | null): Promise<void> {
  if (original)
    await insertOriginal(sql, { messageId: row.id, conversationId: row.conversationId, sealed: original })
}

export async function dropOriginal(messageId: string): Promise<void> {
  await deleteOriginal(pool(), messageId)
}

/**
 * Shows what a message said before it was masked, to those who may read the conversation and see originals. The
 * look is on record before the words are given out. @throws {AppError} not_found, forbidden, invalid_state
 */
export async function showOriginal(principal: Principal, messageId: string): Promise<{ text: string }> {
  const found = await findOriginal(pool(), messageId)
  const target = found && { ownerId: found.agentId, groupIds: [found.groupId] }
  if (!found || !can(principal, 'conversations.read', target ?? undefined)) {
    throw new AppError('not_found', 'There is no original of this message.')
  }
  if (!can(principal, 'customers.unmask', target ?? undefined)) {
    throw new AppError('forbidden', 'You are not allowed to see what was masked.')
  }
  const text = unseal(PURPOSE, messageId, found.sealed)
  if (text === null) {
    throw new AppError(
      'invalid_state',
      'The original cannot be opened: this installation has another secret now.',
    )
  }
  await inTransaction((sql) =>
    noteAudit(sql, {
      ...{ actor: principal, action: 'unmasked', entity: 'conversation', entityId: found.conversationId },
      ...{ label: `#${found.number}`, after: { seq: found.seq } },
    }),
  )
  return { text }
}
