import { findMailServer } from '@/server/modules/accounts'
import { signatureOf } from '@/server/modules/oversight'
import { nowMs } from '@/server/platform/clock'
import { env } from '@/server/platform/env'
import { MailError, sendMail } from '@/server/platform/mail'
import { OutboundRefused, postOut } from '@/server/platform/outbound'
import { contentTypeOf } from '@/server/platform/sheet'
import type { ScheduleSettings } from '../contract'
import { composeReportMail } from '../domain/report-mail'
import type { HeldRun } from '../store/report-runs'
import { wordsOf } from './export-report'
import type { ReportFile } from './make-report-file'

const TIMEOUT_MS = 30_000

export type Outcome = { kind: 'sent' | 'refused' | 'unknown' | 'failed'; error: string | null }
type Parcel = { run: HeldRun; settings: ScheduleSettings; file: ReportFile; receiver: string }

/** To one receiver. failed: it certainly has not arrived, and may be tried again. */
export async function sendReport(parcel: Parcel): Promise<Outcome> {
  try {
    await (parcel.settings.target.by === 'mail' ? mailTo(parcel) : postTo(parcel))
    return { kind: 'sent', error: null }
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error)
    if (error instanceof MailError) return { kind: error.kind, error: told }
    return { kind: error instanceof OutboundRefused ? 'refused' : 'failed', error: told }
  }
}

function compose({ settings, file }: Parcel, organization: string) {
  const { publicUrl } = env()
  const { language } = settings.target
  return composeReportMail({
    ...{ name: settings.name, organization, language, from: file.from, to: file.to },
    ...{ figures: file.figures, conversations: file.conversations },
    link: publicUrl ? `${publicUrl}/reports` : null,
    metricName: wordsOf(language).metric,
  })
}

async function mailTo(parcel: Parcel): Promise<void> {
  const mail = await findMailServer()
  if (!mail) throw new MailError('There is no mail server.', 'failed')
  const { run, file, receiver, settings } = parcel
  const { subject, text } = compose(parcel, mail.organization)
  const domain = mail.server.from.split('@')[1]
  const mark = Buffer.from(receiver).toString('base64url')
  await sendMail(mail.server, {
    ...{ to: receiver, fromName: mail.organization, subject, text },
    messageId: `<${run.id}.${mark}@${domain}>`,
    attachments: [
      { filename: file.name, content: file.bytes, contentType: contentTypeOf[settings.target.format] },
    ],
  })
}

/** Signed like the calls of alarms; the id is the same for every try, so that its receiver knows a repeat. */
async function postTo(parcel: Parcel): Promise<void> {
  const { run, file, receiver, settings } = parcel
  const { language, format } = settings.target
  const { sentence } = compose(parcel, '')
  const { timeZone } = settings.rhythm
  const body = JSON.stringify({
    event: 'report',
    ...{ run: run.id, schedule: { id: run.scheduleId, name: settings.name }, dueAt: run.dueAt.toISOString() },
    ...{ period: { from: file.from, to: file.to, timeZone }, language, sentence },
    file: { name: file.name, type: contentTypeOf[format], base64: file.bytes.toString('base64') },
  })
  const status = await postOut({
    ...{ url: receiver, body, timeoutMs: TIMEOUT_MS, allowInside: env().webhookPrivate },
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Switchyard',
      'switchyard-event': 'report',
      'switchyard-delivery': run.id,
      'switchyard-signature': signatureOf(body, nowMs()),
    },
  })
  if (status < 200 || status > 299) throw new Error(`answered ${status}`)
}
