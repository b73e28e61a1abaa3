import { stem } from './stem'
import { STOP_WORDS } from './stop-words'

/**
 * How a question and an article are cut into terms, so that what a customer types meets what an editor wrote: one
 * form of every character, Latin words without endings, Chinese as words of the dictionary and as pairs, because
 * dictionaries and people do not agree where a word ends. Words that carry nothing are marked and not dropped: a
 * question may consist of nothing else.
 */
export type Token = {
  term: string
  /** Where it stands in `Segmented.text`. */
  from: number
  to: number
  stop: boolean
}
export type Segmented = { text: string; tokens: Token[] }

const HAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u
const RUNS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+|[\p{L}\p{N}]+/gu
const LATIN_BESIDE_HAN = new RegExp(
  `(?<=${HAN.source})(?!${HAN.source})|(?<!${HAN.source})(?=${HAN.source})`,
  'gu',
)
/** Longer texts are articles pasted into the question's place; what follows adds nothing. */
const MAX_TEXT = 20_000
const MAX_WORD = 40

export const isHan = (term: string): boolean => HAN.test(term[0] ?? '')

/** One form of every character: width, case, accents, apostrophes. */
export function fold(text: string): string {
  return text
    .slice(0, MAX_TEXT)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’`]/g, '')
}

export const runsOf = (text: string): string[] => fold(text).replace(LATIN_BESIDE_HAN, ' ').match(RUNS) ?? []

/** Words as they were written, Chinese ones by the dictionary: what the classifier learns from. */
export function plainWords(text: string): string[] {
  return runsOf(text).flatMap((run) => (isHan(run) ? chineseWords(run) : [run.slice(0, MAX_WORD)]))
}

export function segment(text: string): Segmented {
  const tokens: Token[] = []
  let written = ''
  for (const run of runsOf(text)) {
    if (written !== '') written += ' '
    const from = written.length
    if (isHan(run)) {
      tokens.push(...hanTokens(run, from))
      written += run
      continue
    }
    const term = stem(run.slice(0, MAX_WORD))
    tokens.push({ term, from, to: from + term.length, stop: STOP_WORDS.has(run) || STOP_WORDS.has(term) })
    written += term
  }
  return { text: written, tokens }
}

/** Words of three characters or more, and pairs and single characters of what no stop word cuts. */
function hanTokens(run: string, from: number): Token[] {
  const tokens: Token[] = []
  let piece = ''
  let pieceFrom = from
  let at = from
  const close = () => {
    for (let i = 0; i + 2 <= piece.length; i++) {
      tokens.push({ term: piece.slice(i, i + 2), from: pieceFrom + i, to: pieceFrom + i + 2, stop: false })
    }
    for (let i = 0; i < piece.length; i++) {
      tokens.push({ term: piece[i] as string, from: pieceFrom + i, to: pieceFrom + i + 1, stop: false })
    }
    piece = ''
  }
  for (const word of chineseWords(run)) {
    if (STOP_WORDS.has(word)) {
      close()
      tokens.push({ term: word, from: at, to: at + word.length, stop: true })
    } else {
      if (piece === '') pieceFrom = at
      piece += word
      if (word.length > 2) tokens.push({ term: word, from: at, to: at + word.length, stop: false })
    }
    at += word.length
  }
  close()
  return tokens
}

let made: Intl.Segmenter | undefined
function chineseWords(run: string): string[] {
  made ??= new Intl.Segmenter('zh', { granularity: 'word' })
  return [...made.segment(run)].map(({ segment: word }) => word)
}
