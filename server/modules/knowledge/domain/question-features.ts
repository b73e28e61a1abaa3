import type { Asked } from './documents'
import { fold, isHan, plainWords } from './segment'

/**
 * What the classifier sees of a question: its words, neighbouring words, and pieces of two to five characters, which
 * forgive typing errors and know Chinese without a dictionary; and the words of the three messages before it, because
 * "ok" and "yes, that one" mean something only after something. The shorter the question, the more those count.
 */
const PIECES = [2, 3, 4, 5] as const
const PIECE_WEIGHT = 0.5
const EARLIER = 3
const MAX_WORDS = 80
const MAX_EARLIER_WORDS = 40
const LAST_TURN = 6

export type Features = { own: Map<string, number>; earlier: Set<string>; words: number }

export function featuresOf({ text, earlier }: Asked): Features {
  const words = plainWords(text).slice(0, MAX_WORDS)
  const own = new Map<string, number>()
  const add = (key: string, weight: number) => own.set(key, (own.get(key) ?? 0) + weight)
  for (const word of words) add(`w ${word}`, 1)
  for (let i = 0; i <= words.length; i++) add(`b ${words[i - 1] ?? '^'} ${words[i] ?? '$'}`, 1)
  const line = ` ${pieceText(words, text)} `
  for (const size of isHan(line[1] ?? '') ? [1, ...PIECES] : PIECES)
    for (let i = 0; i + size <= line.length; i++) add(`c ${line.slice(i, i + size)}`, PIECE_WEIGHT)
  for (const [key, count] of own) own.set(key, 1 + Math.log(Math.max(1, count)))
  return { own, earlier: earlierOf(earlier), words: words.length }
}

/** Chinese stands without spaces, as it is written. */
const pieceText = (words: readonly string[], text: string): string =>
  /\p{Script=Han}/u.test(text)
    ? fold(text)
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim()
        .slice(0, 300)
    : words.join(' ')

function earlierOf(earlier: readonly string[] | undefined): Set<string> {
  const found = new Set<string>()
  if (!earlier) return found
  for (const text of earlier.slice(-EARLIER)) {
    const words = plainWords(text).slice(0, MAX_EARLIER_WORDS)
    for (const [i, word] of words.entries()) {
      found.add(`p ${word}`)
      if (i > 0) found.add(`q ${words[i - 1]} ${word}`)
    }
  }
  found.add(`t ${Math.min(earlier.length, LAST_TURN)}`)
  return found
}
