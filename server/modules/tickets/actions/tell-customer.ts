import { z } from 'zod'
import { findMailServer } from '@/server/modules/accounts'
import { sendMessage } from '@/server/modules/conversations'
import { now, nowMs } from '@/server/platform/clock'
import { pool, type Sql } from '@/server/platform/db/pool'
import { env } from '@/server/platform/env'
import { AppError } from '@/server/platform/errors'
import { addJob, type Task } from '@/server/platform/jobs'
import { log } from '@/server/platform/log'
import { MailError, sendMail } from '@/server/platform/mail'
import { chatLine, tellingMail } from '../domain/customer-words'
import type { StoredTicket } from '../store/read-tickets'
import {
  beginMail,
  claimUntold,
  endMail,
  findMailAddress,
  insertTelling,
  type Mailing,
  markTold,
  type Untold,
} from '../store/tellings'

export const TICKET_MAIL_TASK = 'ticket_mail'
/** Whoever reads it in the chat within this time gets no mail. */
const SETTLE_SECONDS = 60
/** A customer who returns later than this is not told of what is long over. */
const TOLD_WITHIN_MS = 90 * 24 * 3_600_000
/** The system speaks for the ticket. */
const SYSTEM = '00000000-0000-4000-8000-000000000000'

/** Written down with what the customer must hear, so that neither is without the other. */
export async function oweTelling(sql: Sql, ticket: StoredTicket, entryId: string, at: Date): Promise<void> {
  if (!ticket.customerId) return
  await insertTelling(sql, { entryId, ticketId: ticket.id, customerId: ticket.customerId, at })
  if (!(await findMailServer()) || !(await findMailAddress(sql, ticket.customerId))) return
  const key = `${TICKET_MAIL_TASK}:${entryId}`
  await addJob(sql, { task: TICKET_MAIL_TASK, payload: { entryId }, key, delaySeconds: SETTLE_SECONDS })
}

/**
 * Says in the chat what is owed to customers who have a conversation open; for the others it waits until they
 * return. A process that dies in between says nothing twice: the message has the entry's own id.
 */
export async function tellCustomers(): Promise<number> {
  const untold = await claimUntold(pool(), new Date(nowMs() - TOLD_WITHIN_MS))
  for (const one of untold) await tell(one)
  return untold.length
}

async function tell(one: Untold): Promise<void> {
  try {
    const { message } = await sendMessage({
      ...{ conversationId: one.conversationId, senderKind: 'system', senderId: SYSTEM },
      ...{ clientMessageId: one.entryId, kind: 'text', text: chatLine(one), attachmentId: null },
    })
    await markTold(pool(), one.entryId, message.seq, now())
  } catch (error) {
    // Said before, when the ticket had another title.
    if (!(error instanceof AppError) || error.code !== 'message_id_reused') throw error
    await markTold(pool(), one.entryId, null, now())
  }
}

/** At once, so that nobody waits for the watch; what fails here the watch does. */
export function tellSoon(): void {
  void tellCustomers().catch((err: unknown) =>
    log().warn({ err: String(err) }, 'customers were not told yet'),
  )
}

const payloadShape = z.object({ entryId: z.uuid() })

/** The job: at most one mail for each. It is tried again only when the server certainly has not taken it. */
export const mailTelling: Task = async (payload) => {
  const { entryId } = payloadShape.parse(payload)
  const mailing = await beginMail(pool(), entryId, now())
  if (!mailing?.recipient) return
  if (mailing.readMeanwhile) return endMail(pool(), entryId, { failure: 'read meanwhile' })
  try {
    await deliver(mailing, mailing.recipient, entryId)
  } catch (error) {
    const kind = error instanceof MailError ? error.kind : 'failed'
    await endMail(pool(), entryId, { failure: String(error).slice(0, 500), again: kind === 'failed' })
    if (kind === 'failed') throw error
    log().warn({ entryId, kind }, 'a ticket could not be mailed about')
    return
  }
  await endMail(pool(), entryId, { mailedAt: now() })
}

async function deliver(mailing: Mailing, to: string, entryId: string): Promise<void> {
  const mail = await findMailServer()
  if (!mail) throw new MailError('There is no mail server any more.', 'failed')
  const { publicUrl } = env()
  const link =
    publicUrl && mailing.channelKey ? `${publicUrl}/c/${encodeURIComponent(mailing.channelKey)}` : null
  const composed = tellingMail(mailing, { organization: mail.organization, link })
  await sendMail(mail.server, {
    ...{ to, fromName: mail.organization, ...composed },
    messageId: `<${entryId}@${mail.server.from.split('@')[1]}>`,
  })
}
