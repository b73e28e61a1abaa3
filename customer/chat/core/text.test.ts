import { describe, expect, it } from 'vitest'
import { cleanText } from './clean-text'
import { initials } from './initials'
import { splitLinks } from './links'
import { luminance, readableOn, safeColor } from './readable-on'

const links = (text: string) => splitLinks(text).flatMap((part) => part.href ?? [])

describe('links in messages', () => {
  it('keeps every character of the text', () => {
    const text = 'See https://a.example/x?y=1#z, then (https://b.example/a_(b)). Bye'
    expect(
      splitLinks(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text)
    expect(links(text)).toEqual(['https://a.example/x?y=1#z', 'https://b.example/a_(b)'])
  })

  it('ends at Chinese punctuation', () => {
    expect(links('请看https://a.example/订单，谢谢')).toEqual(['https://a.example/订单'])
    expect(links('请看 https://a.example/p，谢谢')).toEqual(['https://a.example/p'])
  })

  it('makes no link of anything but http and https', () => {
    expect(links('javascript:alert(1) data:text/html,x ftp://a.example file:///etc http://')).toEqual([])
  })
})

describe('text before sending', () => {
  it('loses control characters and broken surrogates, keeps tabs, line ends and emoji', () => {
    expect(cleanText(' a\u0000b\u001b[31m\tc\r\nd\re 😀\ud83d ')).toBe('ab[31m\tc\nd\ne 😀')
  })
})

describe('colour', () => {
  it.each(['#000000', '#ffffff', '#2563eb', '#ffd400', '#777777', '#0f0', '#e11d48'])(
    'text on %s has a contrast of at least 4.5',
    (color) => {
      const [low, high] = [luminance(color), luminance(readableOn(color))].sort((a, b) => a - b)
      expect((high! + 0.05) / (low! + 0.05)).toBeGreaterThanOrEqual(4.5)
    },
  )

  it('takes only plain hex colours', () => {
    expect(safeColor('red;background:url(x)')).toBe(safeColor(null))
  })
})

describe('initials', () => {
  it.each([
    ['Mei Tanaka', 'MT'],
    ['Bo', 'B'],
    ['林 薇', '林'],
    ['', '?'],
  ])('%s → %s', (name, expected) => expect(initials(name)).toBe(expected))
})
