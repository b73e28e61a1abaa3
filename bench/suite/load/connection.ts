import net from 'node:net'

export type Reply = { status: number; body: string }

/**
 * One kept HTTP/1.1 connection, one request at a time. Written for the bench because a general client costs as
 * much as the server that is measured, on the same two cores.
 */
export class Connection {
  private waiting: { resolve: (reply: Reply) => void; reject: (error: Error) => void } | null = null
  private got: Buffer = Buffer.alloc(0)

  private constructor(
    private readonly socket: net.Socket,
    private readonly host: string,
  ) {
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => this.take(chunk))
    socket.on('error', (error) => this.fail(error))
    socket.on('close', () => this.fail(new Error('the server closed the connection')))
  }

  static open(origin: string): Promise<Connection> {
    const { hostname, port, host } = new URL(origin)
    return new Promise((resolve, reject) => {
      const socket = net.connect(Number(port), hostname, () => {
        socket.off('error', reject)
        resolve(new Connection(socket, host))
      })
      socket.once('error', reject)
    })
  }

  ask(method: string, path: string, token: string, body?: string): Promise<Reply> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject }
      const length =
        body === undefined
          ? ''
          : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`
      this.socket.write(
        `${method} ${path} HTTP/1.1\r\nhost: ${this.host}\r\nauthorization: Bearer ${token}\r\n${length}\r\n${body ?? ''}`,
      )
    })
  }

  close(): void {
    this.waiting = null
    this.socket.destroy()
  }

  private take(chunk: Buffer): void {
    this.got = this.got.length === 0 ? chunk : Buffer.concat([this.got, chunk])
    const end = this.got.indexOf('\r\n\r\n')
    if (end < 0) return
    const head = this.got.toString('latin1', 0, end)
    const body = bodyOf(head, this.got.subarray(end + 4))
    if (body === null) return
    this.got = Buffer.alloc(0)
    const { waiting } = this
    this.waiting = null
    waiting?.resolve({ status: Number(head.slice(9, 12)), body })
  }

  private fail(error: Error): void {
    const { waiting } = this
    this.waiting = null
    waiting?.reject(error)
  }
}

/** null: not all of it has come. */
function bodyOf(head: string, rest: Buffer): string | null {
  const length = /content-length: (\d+)/i.exec(head)?.[1]
  if (length !== undefined) return rest.length < Number(length) ? null : rest.toString('utf8')
  if (!/transfer-encoding: chunked/i.test(head)) return ''
  if (!rest.subarray(-5).equals(Buffer.from('0\r\n\r\n'))) return null
  return unchunk(rest)
}

function unchunk(rest: Buffer): string {
  const pieces: Buffer[] = []
  for (let at = 0; ; ) {
    const lineEnd = rest.indexOf('\r\n', at)
    const size = Number.parseInt(rest.toString('latin1', at, lineEnd), 16)
    if (!size) return Buffer.concat(pieces).toString('utf8')
    pieces.push(rest.subarray(lineEnd + 2, lineEnd + 2 + size))
    at = lineEnd + 2 + size + 2
  }
}
