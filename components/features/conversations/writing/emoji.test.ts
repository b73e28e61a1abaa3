import { describe, expect, it } from 'vitest'
import { emojiGroups, emojiName, emojis, findEmojis } from './emoji'

const all = emojiGroups.flatMap((group) => emojis[group])
const signs = (query: string) => findEmojis(query).flatMap(({ found }) => found.map(({ sign }) => sign))

describe('emoji', () => {
  it('are a few hundred, each once, each with a name in both languages', () => {
    expect(all.length).toBeGreaterThan(300)
    expect(new Set(all.map(({ sign }) => sign)).size).toBe(all.length)
    for (const emoji of all) {
      expect(emoji.sign).toMatch(/^[\p{Extended_Pictographic}\p{Regional_Indicator}\d]/u)
      expect(emojiName(emoji, 'en')).toMatch(/^[a-z]/)
      expect(emojiName(emoji, 'zh')).toMatch(/[\p{Script=Han}OK]/u)
    }
  })

  it('are found by the beginning of a word in English and by any part in Chinese', () => {
    expect(signs('thank')).toContain('🙏')
    expect(signs('包裹')).toEqual(['📦'])
    expect(signs('red heart')).toEqual(['❤️'])
    expect(signs('ank')).not.toContain('🙏')
    expect(signs('nothing like this')).toEqual([])
    expect(signs('  ')).toHaveLength(all.length)
  })
})
