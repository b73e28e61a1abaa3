import { z } from 'zod'
import { findMailServer } from '@/server/modules/accounts'
import { now, nowMs } from '@/server/platform/clock'
import { inTransaction, pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { addJob, type Task } from '@/server/platform/jobs'
import { log } from '@/server/platform/log'
import { MailError, sendMail } from '@/server/platform/mail'
import { composeTranscript } from '../domain/transcript-mail'
import {
  beginTranscript,
  endTranscript,
  findAddress,
  insertTranscript,
  listTranscript,
  lockAsking,
  type SendingTranscript,
} from '../store/transcript-mails'

export const TRANSCRIPT_MAIL_TASK = 'transcript_mail'
const MOST_LINES = 2_000
/** A customer chooses the address: this many, so that nobody can have others flooded with mail. */
const MOST_PER_CONVERSATION = 3
const MOST_PER_DAY = 10

type Asking = {
  conversationId: string
  askedBy: 'customer' | 'staff'
  /** Absent: the one that is known. */
  email: string | undefined
  language: string | null
}

/**
 * Writes down that the conversation is to be mailed as its customer sees it, and its job, in one transaction.
 * Asked again before anything new was said it is the same mail.
 * @throws {AppError} invalid_state without a mail server, invalid_input without an address, too_many_requests
 */
export async function askTranscript({ conversationId, askedBy, email, language }: Asking): Promise<void> {
  if (!(await findMailServer())) throw new AppError('invalid_state', 'No mail can be sent from here.')
  const recipient = email ?? (await findAddress(pool(), conversationId))
  if (!recipient) {
    throw new AppError('invalid_input', 'No address of the customer is known.', {
      fields: [{ path: 'email', message: 'required' }],
    })
  }
  await inTransaction(async (sql) => {
    const asked = await lockAsking(sql, conversationId, new Date(nowMs() - 86_400_000))
    const id = newId()
    const at = now()
    if (!(await insertTranscript(sql, { id, conversationId, askedBy, recipient, language, at }))) return
    const many = asked.ofConversation >= MOST_PER_CONVERSATION || asked.ofCustomer >= MOST_PER_DAY
    if (askedBy === 'customer' && many) {
      throw new AppError('too_many_requests', 'This was mailed often enough. Try again tomorrow.', {
        data: { retryAfter: 86_400 },
      })
    }
    await addJob(sql, { task: TRANSCRIPT_MAIL_TASK, payload: { id }, key: `${TRANSCRIPT_MAIL_TASK}:${id}` })
  })
}

const payloadShape = z.object({ id: z.uuid() })

/** The job: at most once. It is tried again only when the server certainly has not taken it. */
export const mailTranscript: Task = async (payload) => {
  const { id } = payloadShape.parse(payload)
  const sending = await beginTranscript(pool(), id, now())
  if (!sending) return
  try {
    await deliver(sending)
  } catch (error) {
    const kind = error instanceof MailError ? error.kind : 'failed'
    // What a server says may repeat the address.
    await endTranscript(pool(), id, { failure: kind, again: kind === 'failed' })
    if (kind === 'failed') throw error
    log().warn({ conversationId: sending.conversationId, kind }, 'a transcript could not be mailed')
    return
  }
  await endTranscript(pool(), id, { sentAt: now() })
}

async function deliver(sending: SendingTranscript): Promise<void> {
  const mail = await findMailServer()
  if (!mail) throw new MailError('There is no mail server any more.', 'failed')
  const { subject, text } = composeTranscript({
    ...{ organization: mail.organization, number: sending.number, timeZone: sending.timeZone },
    language: sending.language ?? mail.language,
    ...(await listTranscript(pool(), sending, MOST_LINES)),
  })
  await sendMail(mail.server, {
    ...{ to: sending.recipient, fromName: mail.organization, subject, text },
    messageId: `<transcript.${sending.id}@${mail.server.from.split('@')[1]}>`,
  })
}
