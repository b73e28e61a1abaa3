import { readFileSync } from 'node:fs'
import { UsageError } from '../options'

/** The lines of a file, CR and the empty last one removed. @throws {UsageError} */
export function readLines(option: string, file: string): string[] {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : message
    throw new UsageError(`--${option} ${file} cannot be read: ${why}.`)
  }
  const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
  if (lines.at(-1) === '') lines.pop()
  return lines
}
