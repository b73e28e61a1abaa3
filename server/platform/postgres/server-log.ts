import {
  closeSync,
  copyFileSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs'

const limitBytes = 10 * 1024 * 1024

/**
 * PostgreSQL's own log: a file it appends to itself, so that it never depends on us to drain a pipe. Bounded:
 * beyond 10 MB the text moves to `<file>.1` and the file is emptied in place.
 */
export function openServerLog(file: string): number {
  boundServerLog(file)
  try {
    return openSync(file, 'a', 0o640)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error
    rmSync(file, { force: true }) // left by another user in a folder that is ours
    return openSync(file, 'a', 0o640)
  }
}

export function boundServerLog(file: string): void {
  try {
    if (statSync(file).size <= limitBytes) return
    try {
      copyFileSync(file, `${file}.1`)
    } catch {
      // A full disk must not keep the log from being emptied.
    }
    const descriptor = openSync(file, 'r+')
    ftruncateSync(descriptor)
    closeSync(descriptor)
  } catch (error) {
    if (!['ENOENT', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}

/** The log's size, to read later what came after. */
export function logPosition(descriptor: number): number {
  return fstatSync(descriptor).size
}

/** At most the last 4 KB that were written after `position`. */
export function logSince(file: string, position: number): string {
  const descriptor = openSync(file, 'r')
  try {
    const size = fstatSync(descriptor).size
    const start = Math.max(position > size ? 0 : position, size - 4096)
    const buffer = Buffer.alloc(size - start)
    readSync(descriptor, buffer, 0, buffer.length, start)
    return buffer.toString('utf8').trim()
  } finally {
    closeSync(descriptor)
  }
}
