import { people, smileys } from './emoji-people'
import { food, nature, symbols, things } from './emoji-world'

export type Emoji = { sign: string; en: string; zh: string }
export const emojiGroups = ['smileys', 'people', 'nature', 'food', 'things', 'symbols'] as const
export type EmojiGroup = (typeof emojiGroups)[number]

const sources: Record<EmojiGroup, string> = { smileys, people, nature, food, things, symbols }

const read = (lines: string): Emoji[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => {
      const space = line.indexOf(' ')
      const [en = '', zh = ''] = line.slice(space + 1).split('|')
      return { sign: line.slice(0, space), en, zh }
    })

export const emojis: Record<EmojiGroup, Emoji[]> = Object.fromEntries(
  emojiGroups.map((group) => [group, read(sources[group])]),
) as Record<EmojiGroup, Emoji[]>

/** What an emoji is called in a language. */
export const emojiName = (emoji: Emoji, locale: string): string =>
  (locale.startsWith('zh') ? emoji.zh : emoji.en).split(' ')[0] ?? ''

/** Emoji of which some word begins with each word asked for, in either language; nothing asked = all. */
export function findEmojis(query: string): { group: EmojiGroup; found: Emoji[] }[] {
  const wanted = query.toLowerCase().trim().split(/\s+/).filter(Boolean)
  const fits = ({ en, zh, sign }: Emoji) =>
    wanted.every(
      (word) => sign === word || en.split(' ').some((w) => w.startsWith(word)) || zh.includes(word),
    )
  return emojiGroups
    .map((group) => ({ group, found: wanted.length === 0 ? emojis[group] : emojis[group].filter(fits) }))
    .filter(({ found }) => found.length > 0)
}
