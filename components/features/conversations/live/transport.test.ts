import { describe, expect, it } from 'vitest'
import { backOffMs } from './back-off'
import { createSseParser } from './sse-parser'

describe('event stream', () => {
  it('is read in whatever pieces it arrives, without comments', () => {
    const text =
      ':\n\nretry: 2000\nevent: hello\ndata: {"a":1}\n\nid: 4\nevent: message\ndata: one\ndata: two\n\nda'
    for (const size of [1, 3, 1_000]) {
      const got: string[] = []
      const push = createSseParser((data) => got.push(data))
      for (let i = 0; i < text.length; i += size) push(text.slice(i, i + size))
      expect(got).toEqual(['{"a":1}', 'one\ntwo'])
    }
  })

  it('is tried again ever later, never beyond the longest wait, never all at once', () => {
    expect(backOffMs(1, 0)).toBe(250)
    expect(backOffMs(1, 1)).toBe(500)
    expect(backOffMs(4, 1)).toBe(4_000)
    expect(backOffMs(30, 1)).toBe(15_000)
  })
})
