import type { Client, Connection, Submittable } from 'pg'

/** PostgreSQL's own bulk transfer. `pg` speaks its messages, but leaves the reading and writing to others. */
type Wire = Connection & {
  query: (text: string) => void
  stream: { pause: () => void; resume: () => void }
  sendCopyFromChunk: (bytes: Buffer) => void
  endCopyFrom: () => void
}

abstract class Copy implements Submittable {
  constructor(
    private readonly text: string,
    protected readonly done: () => void,
    protected readonly failed: (error: unknown) => void,
  ) {}
  submit(connection: Connection): void {
    ;(connection as Wire).query(this.text)
  }
  handleError(error: unknown): void {
    this.failed(error)
  }
  handleReadyForQuery(): void {
    this.done()
  }
  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}
}

class CopyIn extends Copy {
  bytes: Buffer = Buffer.alloc(0)
  handleCopyInResponse(connection: Wire): void {
    connection.sendCopyFromChunk(this.bytes)
    connection.endCopyFrom()
  }
}

class CopyOut extends Copy {
  take: (bytes: Buffer, wire: Wire) => void = () => {}
  handleCopyData({ chunk }: { chunk: Buffer }, connection: Wire): void {
    // The parser writes over what it has handed out.
    this.take(Buffer.from(chunk), connection)
  }
}

/** Loads rows in PostgreSQL's text form. `text` is a COPY … FROM STDIN. */
export function copyIn(client: Client, text: string, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const copy = new CopyIn(text, resolve, reject)
    copy.bytes = bytes
    client.query(copy)
  })
}

/** Gives whole rows in pieces of about `pieceBytes`, one after the other. `text` is a COPY … TO STDOUT. */
export async function copyOut(
  client: Client,
  text: string,
  pieceBytes: number,
  put: (piece: Buffer) => Promise<void>,
): Promise<void> {
  let rows: Buffer[] = []
  let size = 0
  let putting = Promise.resolve()
  const flush = () => {
    const piece = Buffer.concat(rows)
    rows = []
    size = 0
    putting = putting.then(() => put(piece))
    return putting
  }
  await new Promise<void>((resolve, reject) => {
    const copy = new CopyOut(text, resolve, reject)
    copy.take = (row, wire) => {
      rows.push(row)
      size += row.length
      if (size < pieceBytes) return
      wire.stream.pause()
      flush().then(() => wire.stream.resume(), reject)
    }
    client.query(copy)
  })
  if (size > 0) await flush()
  await putting
}
