import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSseParser, type SseEntry } from './sse-parser'

function parse(pieces: string[]): SseEntry[] {
  const entries: SseEntry[] = []
  const feed = createSseParser((entry) => entries.push(entry))
  for (const piece of pieces) feed(piece)
  return entries
}

/** Cuts a text at the given places. */
function cut(text: string, places: number[]): string[] {
  const at = [...new Set(places.map((place) => place % (text.length + 1)))].sort((a, b) => a - b)
  return [0, ...at].map((from, index) => text.slice(from, at[index] ?? text.length))
}

const line = fc.string({ unit: fc.constantFrom('a', 'b', ' ', ':', '你', '😀', '\t', '{', '"') })
const entry = fc.record({
  event: fc.constantFrom('message', 'typing', 'queue'),
  data: fc.array(line, { minLength: 1, maxLength: 4 }),
  id: fc.nat(),
  comment: fc.option(line),
})

describe('event stream parser', () => {
  it('gives the same entries however the text is cut, with any line end, with or without a BOM', () => {
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 6 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        fc.array(fc.nat(), { maxLength: 20 }),
        (entries, end, bom, places) => {
          const text = entries
            .map(({ event, data, id, comment }) =>
              [
                ...(comment === null ? [] : [`:${comment}`]),
                `id: ${id}`,
                `event: ${event}`,
                ...data.map((part) => `data: ${part}`),
                '',
                '',
              ].join(end),
            )
            .join('')
          const expected = entries.map(({ event, data, id }) => ({
            event,
            data: data.join('\n'),
            id: String(id),
          }))
          expect(parse(cut((bom ? '\uFEFF' : '') + text, places))).toEqual(expected)
        },
      ),
    )
  })

  it('joins several data lines with line feeds and keeps a leading second space', () => {
    expect(parse(['data: a\ndata:  b\ndata\n\n'])).toEqual([{ event: 'message', data: 'a\n b\n', id: '' }])
  })

  it('skips comments, unknown fields, entries without data and an unfinished end', () => {
    expect(parse([': beat\n\nretry: 5\nfoo: bar\n\nevent: typing\n\ndata: 1\n\ndata: unfinished'])).toEqual([
      { event: 'message', data: '1', id: '' },
    ])
  })

  it('does not take a CR and an LF in two pieces for two line ends', () => {
    expect(parse(['data: 1\r', '\ndata: 2\r', '\n\r', '\n'])).toEqual([
      { event: 'message', data: '1\n2', id: '' },
    ])
  })

  it('keeps the last id for entries that have none, and ignores ids with NUL', () => {
    const entries = parse(['id: 7\ndata: a\n\ndata: b\n\nid: 8\0\ndata: c\n\n'])
    expect(entries.map(({ id }) => id)).toEqual(['7', '7', '7'])
  })
})
