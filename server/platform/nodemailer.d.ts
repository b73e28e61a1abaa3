/** As much of nodemailer as is used; it brings no types of its own. */
declare module 'nodemailer' {
  type Options = {
    host: string
    port: number
    secure: boolean
    /** What the certificate must say. */
    servername?: string
    auth?: { user: string; pass: string }
    connectionTimeout?: number
    greetingTimeout?: number
    socketTimeout?: number
    disableFileAccess?: boolean
    disableUrlAccess?: boolean
    debug?: boolean
    logger?: Record<
      'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal',
      (entry: { tnx?: string }, message: string) => void
    >
  }
  type Message = {
    from: { name: string; address: string }
    to: string
    subject: string
    text: string
    textEncoding?: 'base64' | 'quoted-printable'
    messageId?: string
    attachments?: { filename: string; content: Buffer; contentType: string }[]
    headers?: Record<string, string>
  }
  type Transport = { sendMail(message: Message): Promise<{ messageId: string }>; close(): void }
  export function createTransport(options: Options): Transport
}
