import { isIP } from 'node:net'
import { createTransport } from 'nodemailer'
import { env } from './env'
import { instruments } from './observe/instruments'
import { mailAddress, OutboundRefused } from './outbound'

/** Where mail goes out; the password stands in the environment (SMTP_PASSWORD). */
export type MailServer = { host: string; port: number; secure: boolean; user: string; from: string }
export type Mail = {
  to: string
  fromName: string
  subject: string
  text: string
  /** The same for every attempt, so that a mail server or reader can see that it is the same. */
  messageId?: string
  attachments?: { filename: string; content: Buffer; contentType: string }[]
}

/** What became of it when it did not go out. */
export class MailError extends Error {
  override name = 'MailError'
  constructor(
    message: string,
    /**
     * refused: the server said no for good. failed: it certainly has not taken it, and may later.
     * unknown: it may have taken it.
     */
    readonly kind: 'refused' | 'failed' | 'unknown',
  ) {
    super(message)
  }
}

const TIMEOUT_MS = 15_000

/**
 * Listens to what is said to the server, because an error alone does not tell whether the text was on its way:
 * before DATA nothing can have been taken.
 */
function watchTalk() {
  let begun = false
  const ignore = () => {}
  const debug = (entry: { tnx?: string }, message: string) => {
    if (entry.tnx === 'client' && message === 'DATA') begun = true
  }
  const logger = { trace: ignore, debug, info: ignore, warn: ignore, error: ignore, fatal: ignore }
  return { logger, hasBegun: () => begun }
}

function toMailError(error: unknown, begun: boolean): MailError {
  const { message, responseCode, code } = error as {
    message: string
    responseCode?: number
    code?: string
  }
  if (responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH')
    return new MailError(message, 'refused')
  return new MailError(message, begun && responseCode === undefined ? 'unknown' : 'failed')
}

/** Resolves when the server has taken it. @throws {MailError} */
export async function sendMail(server: MailServer, mail: Mail): Promise<void> {
  const pass = env().smtpPassword
  const talk = watchTalk()
  const address = await mailAddress(server.host, server.port, env().webhookPrivate).catch((error: Error) => {
    throw new MailError(error.message, error instanceof OutboundRefused ? 'refused' : 'failed')
  })
  const transport = createTransport({
    ...{ host: address, port: server.port, secure: server.secure },
    ...(isIP(server.host) === 0 && { servername: server.host }),
    ...(server.user && pass ? { auth: { user: server.user, pass } } : {}),
    ...{ connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS },
    ...{ disableFileAccess: true, disableUrlAccess: true },
    ...{ debug: true, logger: talk.logger },
  })
  try {
    await transport.sendMail({
      from: { name: mail.fromName, address: server.from },
      to: mail.to,
      subject: mail.subject,
      text: mail.text,
      textEncoding: 'base64',
      ...(mail.messageId ? { messageId: mail.messageId } : {}),
      ...(mail.attachments ? { attachments: mail.attachments } : {}),
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
    instruments.mails.inc({ result: 'sent' })
  } catch (error) {
    const failed = toMailError(error, talk.hasBegun())
    instruments.mails.inc({ result: failed.kind })
    throw failed
  } finally {
    transport.close()
  }
}
