/** As much of yazl as is used; it brings no types of its own. */
declare module 'yazl' {
  import type { EventEmitter } from 'node:events'
  import type { Readable } from 'node:stream'

  type Options = { mtime?: Date; compress?: boolean }
  export class ZipFile extends EventEmitter {
    readonly outputStream: Readable
    addReadStream(stream: Readable, path: string, options?: Options): void
    addBuffer(buffer: Buffer, path: string, options?: Options): void
    end(): void
  }
}
