import { emojiGroups } from './emoji-data'

export type Emoji = { sign: string; words: string }

const groups: Emoji[][] = emojiGroups.map((group) =>
  group.split('|').map((entry) => {
    const gap = entry.indexOf(' ')
    return { sign: entry.slice(0, gap), words: entry.slice(gap + 1) }
  }),
)

/** All groups, or of each only what fits every word that was typed. Empty groups stay, so that places hold. */
export function findEmoji(search: string): Emoji[][] {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return groups
  return groups.map((group) => group.filter(({ words }) => wanted.every((word) => words.includes(word))))
}
