import { describe, expect, it } from 'vitest'
import { CopyText, copyValue } from './copy-rows'

describe('values in the text of COPY', () => {
  it('escape what would end a value or a row, and tell nothing from the empty text', () => {
    expect(copyValue('a\tb\nc\\d\re')).toBe('a\\tb\\nc\\\\d\\re')
    expect([copyValue(null), copyValue('')]).toEqual(['\\N', ''])
  })

  it('keep arrays and objects whole through both layers of quoting', () => {
    expect(copyValue(['a "b"', 'c\\d'])).toBe('{"a \\\\"b\\\\"","c\\\\\\\\d"}')
    expect(copyValue({ en: 'x\ny' })).toBe('{"en":"x\\\\ny"}')
  })

  it('come out in the order in which rows went in', () => {
    const text = new CopyText()
    for (let i = 0; i < 40_000; i += 1) text.push([i, true, new Date(0)])
    const lines = Buffer.concat(text.chunks()).toString().trim().split('\n')
    expect(lines).toHaveLength(text.length)
    expect(lines[39_999]).toBe('39999\tt\t1970-01-01T00:00:00.000Z')
  })
})
