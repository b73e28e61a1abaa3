import { carries, claimAttachment, MAX_UPLOAD_BYTES, storeUpload } from '@/server/modules/conversations'
import { pool } from '@/server/platform/db/pool'
import { env } from '@/server/platform/env'
import { log } from '@/server/platform/log'
import { callOut } from '@/server/platform/outbound-read'
import type { MediaKind } from '../domain/payload'
import { hint, type Language } from '../domain/words'

const TIMEOUT_MS = 15_000

export type Media = { kind: MediaKind; url: string; name: string }
type Uploader = { uploaderId: string; uploaderKind: 'customer' | 'agent'; conversationId: string }
export type Written = { kind: string; text: string; attachmentId: string | null }

/** The medium as an attachment of the conversation; where it cannot be fetched or is not accepted, its address. */
export async function fetchMedia(
  { kind, url, name }: Media,
  { conversationId, ...uploader }: Uploader,
  language: Language,
): Promise<Written> {
  try {
    const { status, bytes } = await callOut({
      ...{ method: 'GET', url, timeoutMs: TIMEOUT_MS, maxBytes: MAX_UPLOAD_BYTES },
      allowInside: env().webhookPrivate,
    })
    if (status !== 200) throw new Error(`answered ${status}`)
    const { id, mediaType } = await storeUpload({ bytes, name, ...uploader })
    const { uploaderId } = uploader
    if (!(await claimAttachment(pool(), { id, uploaderId, conversationId }))) throw new Error('not bound')
    return { kind: carries(kind, mediaType) ? kind : 'file', text: '', attachmentId: id }
  } catch (error) {
    log().info({ conversationId, err: String(error) }, 'a file of the IM was kept as its address')
    return { kind: 'text', text: hint('link', language, { kind: name, url }), attachmentId: null }
  }
}
