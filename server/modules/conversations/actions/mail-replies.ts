import { z } from 'zod'
import { streamingConversations } from '@/server/events/streams'
import { findMailServer } from '@/server/modules/accounts'
import { now, nowMs } from '@/server/platform/clock'
import { inTransaction, pool } from '@/server/platform/db/pool'
import { env } from '@/server/platform/env'
import { addJob, type Task } from '@/server/platform/jobs'
import { log } from '@/server/platform/log'
import { MailError, sendMail } from '@/server/platform/mail'
import { round } from '@/server/platform/observe/rounds'
import { composeReplyMail } from '../domain/reply-mail'
import {
  beginBatch,
  endBatch,
  insertBatch,
  listAnswers,
  listUnmailed,
  type Outgoing,
} from '../store/reply-mails'

/** Answers are collected for so long after the last one, and a customer who returns meanwhile gets no mail. */
const SETTLE_MS = 60_000
const LOOK_BACK_MS = 24 * 3_600_000
const SWEEP_MS = 10_000
export const REPLY_MAIL_TASK = 'reply_mail'

/**
 * Writes down what must be mailed: one batch per conversation and last answer, with its job in the same
 * transaction. Any number of processes may look; the batch is made once.
 */
export async function queueReplyMails(): Promise<number> {
  if (!(await findMailServer())) return 0
  const at = nowMs()
  const batches = await listUnmailed(pool(), {
    settledBefore: new Date(at - SETTLE_MS),
    since: new Date(at - LOOK_BACK_MS),
    connected: streamingConversations(),
  })
  let queued = 0
  for (const batch of batches) {
    const { conversationId, untilSeq } = batch
    queued += await inTransaction(async (sql) => {
      if (!(await insertBatch(sql, batch, new Date(at)))) return 0
      const key = `${REPLY_MAIL_TASK}:${conversationId}:${untilSeq}`
      await addJob(sql, { task: REPLY_MAIL_TASK, payload: { conversationId, untilSeq }, key })
      return 1
    })
  }
  return queued
}

const payloadShape = z.object({ conversationId: z.uuid(), untilSeq: z.number() })

/** The job: at most once per batch. It is tried again only when the server certainly has not taken it. */
export const mailReply: Task = async (payload) => {
  const key = payloadShape.parse(payload)
  const batch = await beginBatch(pool(), key, now())
  if (!batch) return
  if (batch.readMeanwhile) return endBatch(pool(), key, { failure: 'read meanwhile' })
  try {
    await deliver(batch)
  } catch (error) {
    const kind = error instanceof MailError ? error.kind : 'failed'
    await endBatch(pool(), key, { failure: String(error).slice(0, 500), again: kind === 'failed' })
    if (kind === 'failed') throw error
    log().warn({ conversationId: batch.conversationId, kind }, 'an answer could not be mailed')
    return
  }
  await endBatch(pool(), key, { sentAt: now() })
}

async function deliver(batch: Outgoing): Promise<void> {
  const mail = await findMailServer()
  if (!mail) throw new MailError('There is no mail server any more.', 'failed')
  const { publicUrl } = env()
  const { subject, text } = composeReplyMail({
    organization: mail.organization,
    number: batch.number,
    language: batch.language ?? mail.language,
    answers: await listAnswers(pool(), batch),
    link: publicUrl ? `${publicUrl}/c/${encodeURIComponent(batch.channelKey)}` : null,
  })
  const domain = mail.server.from.split('@')[1]
  await sendMail(mail.server, {
    ...{ to: batch.recipient, fromName: mail.organization, subject, text },
    messageId: `<${batch.conversationId}.${batch.untilSeq}@${domain}>`,
  })
}

/** Looks for answers to mail, in every process. */
export function startReplyMails(): () => void {
  let busy = false
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    round('reply_mails', SWEEP_MS, queueReplyMails)
      .catch((err) => log().warn({ err: String(err) }, 'answers to mail could not be looked for'))
      .finally(() => {
        busy = false
      })
  }, SWEEP_MS)
  return () => clearInterval(timer)
}
