import { MailError, sendMail } from '@/server/platform/mail'
import type { LinkPurpose } from '../contract'
import { composeLinkMail } from '../domain/link-mail'
import { findMailServer } from './configure-mail'

type LinkMail = {
  user: { email: string; name: string; locale: string | null }
  purpose: LinkPurpose
  /** Absolute. */
  link: string
  by: string | null
}

/** Whether the mail server took it; null while none is set up. The link is shown to whoever made it anyway. */
export async function mailLink({ user, purpose, link, by }: LinkMail): Promise<boolean | null> {
  const mail = await findMailServer()
  if (!mail) return null
  const { organization } = mail
  const language = user.locale ?? mail.language
  const words = composeLinkMail({ organization, purpose, link, by, name: user.name, language })
  try {
    await sendMail(mail.server, { to: user.email, fromName: organization, ...words })
    return true
  } catch (error) {
    if (error instanceof MailError) return false
    throw error
  }
}
