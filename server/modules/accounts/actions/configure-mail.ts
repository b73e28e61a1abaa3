import type { z } from 'zod'
import type { Principal } from '@/server/access'
import { inTransaction, prisma } from '@/server/platform/db/prisma'
import { env } from '@/server/platform/env'
import { AppError } from '@/server/platform/errors'
import { MailError, sendMail } from '@/server/platform/mail'
import { type MailSettings, type MailView, type saveMailInput, storedMail } from '../contract'
import { recordAudit } from '../store/audit'
import { changeOrganizationSettings, findOrganization, readOrganizationSettings } from '../store/organization'
import { beforeOf } from './before-of'

/** Where mail goes out and under which name; null while none is set up. */
export async function findMailServer(): Promise<{
  server: MailSettings
  organization: string
  language: string
} | null> {
  const { mail: server } = await readOrganizationSettings(prisma())
  const row = server && (await findOrganization(prisma()))
  return row && { server, organization: row.name, language: row.defaultLanguage }
}

export async function getMailSettings(): Promise<MailView> {
  const { mail } = await readOrganizationSettings(prisma())
  return { mail, passwordSet: env().smtpPassword !== undefined }
}

/** @throws {AppError} conflict when they were changed since they were read */
export async function saveMailSettings(
  principal: Principal,
  { mail, before }: z.output<typeof saveMailInput>,
): Promise<void> {
  await inTransaction(async (tx) => {
    const { mail: stands } = await readOrganizationSettings(tx, true)
    if (!same(stands, before)) {
      const data = { current: stands }
      throw new AppError('conflict', 'Somebody else changed the mail settings in the meantime.', { data })
    }
    if (same(stands, mail)) return
    await changeOrganizationSettings(tx, { mail })
    await recordAudit(tx, {
      ...{ actor: principal, action: 'updated', entity: 'settings', entityId: 'mail', label: 'mail' },
      ...{ before: stands, after: mail },
    })
  })
}

/** As before an entry of the log; before the first there was none. @throws {AppError} not_found */
export async function restoreMailSettings(
  principal: Principal,
  { entryId }: { entryId: string },
): Promise<void> {
  const { id, before: mail } = await beforeOf(entryId, 'settings', storedMail)
  if (id !== 'mail') throw new AppError('not_found', 'There is nothing to go back to.')
  await inTransaction(async (tx) => {
    const { mail: stands } = await readOrganizationSettings(tx, true)
    if (same(stands, mail)) return
    await changeOrganizationSettings(tx, { mail })
    await recordAudit(tx, {
      ...{ actor: principal, action: 'restored', entity: 'settings', entityId: 'mail', label: 'mail' },
      ...{ before: stands, after: mail },
    })
  })
}

function same(a: MailSettings | null, b: MailSettings | null): boolean {
  if (a === null || b === null) return a === b
  return (['host', 'port', 'secure', 'user', 'from'] as const).every((key) => a[key] === b[key])
}

/** To anybody, with the settings as they are stored. @throws {AppError} invalid_state with what the server said */
export async function sendTestMail(principal: Principal, to: string): Promise<void> {
  const mail = await findMailServer()
  if (!mail) throw new AppError('invalid_state', 'There is no mail server yet. Save one first.')
  const text = `Switchyard can send mail. / Switchyard 已可发送邮件。\n\n${principal.name}`
  await sendMail(mail.server, {
    ...{ to, fromName: mail.organization, subject: `${mail.organization}: test / 测试邮件`, text },
  }).catch((error) => {
    if (!(error instanceof MailError)) throw error
    throw new AppError('invalid_state', `The mail server did not take it: ${error.message}`, {
      fields: [{ path: 'to', message: error.message }],
    })
  })
}
