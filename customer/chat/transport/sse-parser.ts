/** One dispatched entry of an event stream (WHATWG HTML, 9.2.6). */
export type SseEntry = { event: string; data: string; id: string }

/**
 * A parser that is fed text in pieces of any size and calls back for each complete entry. `id` is the
 * last one seen, as the standard has it; comments and unknown fields are skipped, CR, LF and CRLF all
 * end a line, an entry without data is dropped, an unfinished one at the end of the stream too.
 */
export function createSseParser(onEntry: (entry: SseEntry) => void): (piece: string) => void {
  let rest = ''
  let started = false
  let afterCr = false
  let data: string[] = []
  let event = ''
  let id = ''

  const endOfLine = (line: string) => {
    if (line === '') {
      if (data.length > 0) onEntry({ event: event || 'message', data: data.join('\n'), id })
      data = []
      event = ''
      return
    }
    const colon = line.indexOf(':')
    if (colon === 0) return
    const field = colon < 0 ? line : line.slice(0, colon)
    const raw = colon < 0 ? '' : line.slice(colon + 1)
    const value = raw.startsWith(' ') ? raw.slice(1) : raw
    if (field === 'data') data.push(value)
    else if (field === 'event') event = value
    else if (field === 'id' && !value.includes('\0')) id = value
  }

  return (piece) => {
    if (piece === '') return
    let text = piece
    if (!started && text.startsWith('\uFEFF')) text = text.slice(1)
    started = true
    if (afterCr && text.startsWith('\n')) text = text.slice(1)
    afterCr = piece.endsWith('\r')
    const lines = (rest + text).split(/\r\n|\r|\n/)
    rest = lines.pop()!
    for (const line of lines) endOfLine(line)
  }
}
