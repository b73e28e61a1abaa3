import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseMarkdown, plainText } from './markdown'

describe('Markdown', () => {
  it('becomes blocks', () => {
    const text =
      '# Title\n\nHello **there**,\nsee [us](https://a.b).\n\n- one\n- two\n\n1. first\n\n> said\n\n```\nx < y\n```'
    expect(parseMarkdown(text).map(({ kind }) => kind)).toEqual([
      ...['heading', 'paragraph', 'list', 'list', 'quote', 'code'],
    ])
    expect(plainText(text)).toBe(
      'Title\n\nHello there,\nsee us: https://a.b.\n\n- one\n- two\n\n1. first\n\nsaid\n\nx < y',
    )
  })

  it('never leads to an address that runs something', () => {
    const found = fc.constantFrom(
      'javascript:alert(1)',
      'data:text/html,x',
      'JaVaScRiPt:x',
      '//evil.example',
      'vbscript:x',
    )
    fc.assert(
      fc.property(found, fc.boolean(), (href, picture) => {
        const blocks = parseMarkdown(`${picture ? '!' : ''}[x](${href})`)
        expect(JSON.stringify(blocks)).not.toMatch(/"kind":"(link|picture)"/)
      }),
    )
  })

  it('ends, and loses no letter of what has no marks, whatever is written', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        parseMarkdown(text)
        const words = text
          .replace(/[^a-z ]/g, '')
          .trim()
          .replace(/ +/g, ' ')
        expect(plainText(words)).toBe(words)
      }),
      { examples: [['```'], ['> \n>'], ['- '], ['**[`_*']] },
    )
  })
})
