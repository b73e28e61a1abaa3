import { describe, expect, it } from 'vitest'
import { negotiateLocale } from './locale'

describe('language of a page', () => {
  it.each([
    ['zh', 'en-US,en;q=0.9', 'zh'],
    [undefined, 'zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    [undefined, 'fr-FR,zh;q=0.3,en;q=0.8', 'en'],
    [undefined, 'fr', 'en'],
    [undefined, 'zh;q=0,fr', 'en'],
    [undefined, null, 'en'],
    ['xx', 'zh-TW', 'zh'],
  ] as const)('cookie %s, browser %s: %s', (cookie, header, locale) => {
    expect(negotiateLocale(cookie, header)).toBe(locale)
  })
})
