import { carries, claimAttachment, findAttachmentRow, findQuotedKind } from '@/server/modules/conversations'
import type { MessageMeta } from '@/server/modules/conversations/contract'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'

const refused = (path: string, message: string) =>
  new AppError('invalid_input', `Some values are not accepted: ${path}.`, { fields: [{ path, message }] })

/**
 * What is quoted must stand in the same conversation, and be something that the reader of the answer may
 * see: a note is quoted in notes only. @throws {AppError} invalid_input
 */
export async function checkQuote(
  conversationId: string,
  quoteSeq: number | undefined,
  among: 'customer' | 'staff',
): Promise<void> {
  if (quoteSeq === undefined) return
  const kind = await findQuotedKind(pool(), conversationId, quoteSeq)
  if (kind === null || kind === 'system' || kind === 'call' || (kind === 'note' && among === 'customer'))
    throw refused('meta.quoteSeq', 'no such message in this conversation')
}

/** Without what is empty; null when nothing is left. */
export function cleanMeta(meta: MessageMeta | undefined): MessageMeta | null {
  if (!meta) return null
  const mentions = [...new Set(meta.mentions ?? [])]
  const { quoteSeq, card } = meta
  const clean: MessageMeta = {
    ...(quoteSeq === undefined ? {} : { quoteSeq }),
    ...(mentions.length > 0 ? { mentions } : {}),
    ...(card ? { card } : {}),
  }
  return Object.keys(clean).length > 0 ? clean : null
}

type Carried = { conversationId: string; uploaderId: string; kind: string; id: string | undefined }

/** Binds an own upload to the conversation, if a message of this kind may carry it. @throws {AppError} invalid_input */
export async function claimFor({ conversationId, uploaderId, kind, id }: Carried): Promise<string | null> {
  if (!id) return null
  const row = await findAttachmentRow(pool(), id)
  if (row?.uploaderId !== uploaderId) throw unknownAttachment()
  if (!carries(kind, row.mediaType)) throw refused('kind', `a ${kind} cannot carry ${row.mediaType}`)
  if (await claimAttachment(pool(), { id, uploaderId, conversationId })) return id
  throw unknownAttachment()
}

const unknownAttachment = () =>
  new AppError('invalid_input', 'The attachment does not exist, or is not yours.', {
    fields: [{ path: 'attachmentId', message: 'unknown attachment' }],
  })
