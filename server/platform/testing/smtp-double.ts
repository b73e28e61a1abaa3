import { createServer, type Socket } from 'node:net'
import { env } from '@/server/platform/env'

export type ReceivedMail = { from: string; to: string; data: string }

/** What the double does with the next mails: take it, refuse it, or hang up before or after the text. */
export type Mood = 'take' | 'later' | 'refuse' | 'hang_up_before' | 'hang_up_after'

export type SmtpDouble = {
  port: number
  mails: ReceivedMail[]
  /** How often somebody connected. */
  connections: () => number
  mood: (mood: Mood) => void
  close: () => Promise<void>
}

/** A mail server as small as a test needs it, on a port of its own. */
export async function startSmtpDouble(): Promise<SmtpDouble> {
  // It stands on this machine.
  env().webhookPrivate = true
  const mails: ReceivedMail[] = []
  const sockets = new Set<Socket>()
  let mood: Mood = 'take'
  let connections = 0
  const server = createServer((socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    talk(socket, () => mood, mails)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    mails,
    connections: () => connections,
    mood: (next) => {
      mood = next
    },
    close: () =>
      new Promise((done) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => done())
      }),
  }
}

function talk(socket: Socket, mood: () => Mood, mails: ReceivedMail[]): void {
  const mail: ReceivedMail = { from: '', to: '', data: '' }
  let inData = false
  let buffer = ''
  const say = (line: string) => socket.write(`${line}\r\n`)
  const answer = (line: string) => {
    const verb = line.slice(0, 4).toUpperCase()
    if (verb === 'EHLO' || verb === 'HELO') return say('250 double')
    if (verb === 'MAIL') {
      mail.from = line
      return mood() === 'hang_up_before' ? socket.destroy() : say('250 ok')
    }
    if (verb === 'RCPT') {
      mail.to = line.replace(/^.*<(.*)>.*$/, '$1')
      return say(
        mood() === 'refuse' ? '550 no such mailbox' : mood() === 'later' ? '451 try later' : '250 ok',
      )
    }
    if (verb === 'DATA') {
      inData = true
      return say('354 go on')
    }
    if (verb === 'QUIT') return socket.end('221 bye\r\n')
    return say('250 ok')
  }
  say('220 double')
  socket.on('data', (chunk) => {
    buffer += chunk.toString('utf8')
    for (;;) {
      if (inData) {
        const end = buffer.indexOf('\r\n.\r\n')
        if (end < 0) return
        mails.push({ ...mail, data: buffer.slice(0, end) })
        buffer = buffer.slice(end + 5)
        inData = false
        if (mood() === 'hang_up_after') socket.destroy()
        else say('250 taken')
        continue
      }
      const end = buffer.indexOf('\r\n')
      if (end < 0) return
      const line = buffer.slice(0, end)
      buffer = buffer.slice(end + 2)
      answer(line)
    }
  })
}
