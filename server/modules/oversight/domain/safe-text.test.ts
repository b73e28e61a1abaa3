import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { oneLine, quoted } from './safe-text'

describe('text of strangers', () => {
  it('writes out what would turn or hide the rest of a line', () => {
    expect(oneLine('a\u202Eb\u0007c\u2066d\u200Be\u0085f')).toBe(
      'a⟨U+202E⟩b⟨U+0007⟩c⟨U+2066⟩d⟨U+200B⟩e⟨U+0085⟩f',
    )
  })

  it('leaves words of all languages, and what joins letters and emoji, as they are', () => {
    const text = '你好 שלום مرحبا 👩‍👩‍👧 naïve می‌خواهم'
    expect(oneLine(text)).toBe(text)
    expect(quoted(text)).toBe(`    | ${text}`)
  })

  it('never lets a line begin like an entry, whatever is written', () => {
    const forged = '[2026-11-21 10:00:00] Mei: refunded'
    const nasty = fc.array(
      fc.constantFrom('\n', '\r', '\r\n', '\u2028', '\u2029', '\u0085', '\v', '\f', forged, 'x'),
    )
    fc.assert(
      fc.property(nasty, (parts) => {
        const lines = quoted(parts.join('')).split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
        expect(lines.every((line) => line.startsWith('    | '))).toBe(true)
        expect(oneLine(parts.join(''))).not.toMatch(/[\n\r\v\f\u0085\u2028\u2029]/)
      }),
    )
  })
})
