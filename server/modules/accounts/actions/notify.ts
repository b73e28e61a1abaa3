import { z } from 'zod'
import { now } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import type { Db } from '@/server/platform/db/prisma'
import { env } from '@/server/platform/env'
import { newId } from '@/server/platform/ids'
import { addJobIn, type Task } from '@/server/platform/jobs'
import { log } from '@/server/platform/log'
import { MailError, sendMail } from '@/server/platform/mail'
import type { NoticeKind, NoticeParams } from '../contract'
import { composeNoticeMail, wantsMail } from '../domain/notice-mail'
import {
  claimNoticeMail,
  findMailableNotice,
  insertNotices,
  listAddressees,
  type MailableNotice,
} from '../store/notices'
import { readOrganizationSettings } from '../store/organization'
import { findMailServer } from './configure-mail'

export const NOTICE_MAIL_TASK = 'notice_mail'
/** Whoever sees a notice in the console within this time gets no mail about it. */
const SETTLE_SECONDS = 60

export type Told = { userId: string; kind: NoticeKind; params: NoticeParams; href: string | null }

/**
 * Tells people something, in the transaction of what it is about; whoever is disabled or gone is passed over.
 * Those who want it get it by mail too, unless they see it first.
 */
export async function notifyAll(tx: Db, told: readonly Told[]): Promise<void> {
  if (told.length === 0) return
  const known = await listAddressees(tx, [...new Set(told.map(({ userId }) => userId))])
  const addressees = new Map(known.map((one) => [one.id, one]))
  const at = now()
  const notices = told
    .filter(({ userId }) => addressees.has(userId))
    .map((one) => ({ id: newId(), ...one, at }))
  await insertNotices(tx, notices)
  const wanted = notices.filter(({ userId }) => wantsMail(addressees.get(userId)?.preferences, 'roster'))
  if (wanted.length === 0 || !(await readOrganizationSettings(tx)).mail) return
  for (const { id } of wanted) {
    const task = { task: NOTICE_MAIL_TASK, key: `${NOTICE_MAIL_TASK}:${id}`, delaySeconds: SETTLE_SECONDS }
    await addJobIn(tx, { ...task, payload: { id } })
  }
}

/** One notice to one person. */
export function notify(
  tx: Db,
  userId: string,
  kind: NoticeKind,
  params: NoticeParams,
  href: string | null,
): Promise<void> {
  return notifyAll(tx, [{ userId, kind, params, href }])
}

const payloadShape = z.object({ id: z.uuid() })

/** The job: at most one mail per notice. It is tried again only when the server certainly has not taken it. */
export const mailNotice: Task = async (payload) => {
  const { id } = payloadShape.parse(payload)
  const notice = await findMailableNotice(pool(), id)
  if (!notice || notice.seen || !(await claimNoticeMail(pool(), id, true))) return
  try {
    await deliver(notice)
  } catch (error) {
    const kind = error instanceof MailError ? error.kind : 'failed'
    if (kind === 'failed') {
      await claimNoticeMail(pool(), id, false)
      throw error
    }
    log().warn({ noticeId: id, kind }, 'a notice could not be mailed')
  }
}

async function deliver(notice: MailableNotice): Promise<void> {
  const mail = await findMailServer()
  if (!mail) return
  const { publicUrl } = env()
  const composed = composeNoticeMail({
    ...{ kind: notice.kind, params: notice.params, organization: mail.organization },
    language: notice.locale ?? mail.language,
    link: publicUrl && notice.href ? `${publicUrl}${notice.href}` : null,
  })
  if (!composed) return
  await sendMail(mail.server, {
    ...{ to: notice.email, fromName: mail.organization, ...composed },
    messageId: `<${notice.id}@${mail.server.from.split('@')[1]}>`,
  })
}
