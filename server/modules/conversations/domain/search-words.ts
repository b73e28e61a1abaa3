/**
 * How text is cut into words for the search, so that what a person types finds what was written: lower case, full
 * width as half width; Latin words and numbers whole (the query asks for their beginnings); Chinese, Japanese and
 * Korean as single characters and pairs, because such text has no spaces and two characters are a word. The index
 * needs no dictionary and stays the same whatever the platform's; only the query is cut into words by one.
 */

/** Raised when this file cuts otherwise: the index is made anew. */
export const TOKENIZER = 1

const MAX_WORD = 60
const RUNS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+|[\p{L}\p{N}\p{M}]+/gu
const PAIRED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u
/** Where Latin letters stand against Chinese ones without a space. */
const BORDER =
  /(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])(?=[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])|(?<=[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])/gu

export const normalize = (text: string): string => text.normalize('NFKC').toLowerCase()

const runsOf = (text: string): string[] => normalize(text).replace(BORDER, ' ').match(RUNS) ?? []

function pairsOf(run: string): string[] {
  const characters = [...run]
  return characters.slice(1).map((character, i) => `${characters[i]}${character}`)
}

/** Every word under which this text can be found. */
export function wordsOf(text: string): string[] {
  const words = new Set<string>()
  for (const run of runsOf(text)) {
    if (!PAIRED.test(run)) words.add(run.slice(0, MAX_WORD))
    else for (const word of [...run, ...pairsOf(run)]) words.add(word)
  }
  return [...words]
}

/** A telephone number is found by any three of its digits or more that follow each other, however it is written. */
export function phoneWords(phone: string): string[] {
  const digits = normalize(phone).replace(/\D/g, '').slice(0, 20)
  return Array.from({ length: Math.max(0, digits.length - 2) }, (_, i) => digits.slice(i))
}

export type Term = { word: string; prefix: boolean }
export type SearchQuery = {
  /** All of these must be there. */
  terms: Term[]
  /** "#20413" or a bare number: this conversation, whatever its words. */
  number: number | null
  /** What to highlight, in lower case. */
  marks: string[]
}

/** What somebody typed: words that must all be found, the beginnings of Latin ones too. */
export function parseQuery(text: string): SearchQuery {
  const typed = normalize(text)
  const number = /^\s*#?\s*(\d{1,15})\s*$/.exec(typed)?.[1]
  if (typed.trim().startsWith('#') && number) return { terms: [], number: Number(number), marks: [] }
  const terms = new Map<string, Term>()
  const marks = new Set<string>()
  for (const word of queryWords(typed)) {
    marks.add(word)
    if (!PAIRED.test(word)) terms.set(word, { word: word.slice(0, MAX_WORD), prefix: true })
    else
      for (const part of [...word].length === 1 ? [word] : pairsOf(word))
        terms.set(part, { word: part, prefix: false })
  }
  const phone = /^[\d\s+()./-]{5,}$/.test(typed) ? typed.replace(/\D/g, '') : ''
  if (phone.length >= 3 && !terms.has(phone)) {
    return { terms: [{ word: phone, prefix: true }], number: null, marks: [...marks, phone] }
  }
  return {
    terms: [...terms.values()].slice(0, 40),
    number: number ? Number(number) : null,
    marks: [...marks],
  }
}

function queryWords(typed: string): string[] {
  const words: string[] = []
  for (const run of typed.replace(BORDER, ' ').match(RUNS) ?? []) {
    if (PAIRED.test(run)) words.push(...chineseWords(run))
    else words.push(run)
  }
  return words
}

/** Words of the dictionary; single characters that follow each other, as in names, stay together. */
function chineseWords(run: string): string[] {
  const words: string[] = []
  let singles = ''
  for (const { segment } of segmenter().segment(run)) {
    if ([...segment].length === 1) {
      singles += segment
      continue
    }
    if (singles) words.push(singles)
    singles = ''
    words.push(segment)
  }
  return singles ? [...words, singles] : words
}

let made: Intl.Segmenter | undefined
function segmenter(): Intl.Segmenter {
  made ??= new Intl.Segmenter('zh', { granularity: 'word' })
  return made
}

/** The text of a tsquery; words hold letters and digits only, and are quoted all the same. */
export function toTsQuery(terms: readonly Term[]): string {
  return terms.map(({ word, prefix }) => `'${word.replace(/['\\]/g, '')}'${prefix ? ':*' : ''}`).join(' & ')
}

const BEFORE = 24
const LENGTH = 120

/** The part of a text around the first mark, with the places of all marks in it. */
export function excerptOf(
  text: string,
  marks: readonly string[],
): { text: string; hits: [number, number][] } {
  const flat = text.replace(/\s+/g, ' ').trim()
  const found = placesOf(flat, marks)
  const start = Math.max(0, (found[0]?.[0] ?? 0) - BEFORE)
  const cut = flat.slice(start, start + LENGTH)
  const lead = start > 0 ? '…' : ''
  const shown = `${lead}${cut}${start + LENGTH < flat.length ? '…' : ''}`
  const by = lead.length - start
  const hits = found
    .filter(([from, to]) => from >= start && to <= start + LENGTH)
    .map(([from, to]): [number, number] => [from + by, to + by])
  return { text: shown, hits }
}

/** Where the marks stand, in order and without overlap. Latin ones count only where a word begins. */
export function placesOf(text: string, marks: readonly string[]): [number, number][] {
  const lower = text.toLowerCase()
  const places: [number, number][] = []
  // Where lower case changes the length (a few letters do) the places would be wrong: none rather than wrong ones.
  if (lower.length !== text.length) return []
  for (const mark of marks) {
    for (let at = lower.indexOf(mark); mark !== '' && at >= 0; at = lower.indexOf(mark, at + mark.length)) {
      const before = lower[at - 1]
      if (PAIRED.test(mark) || before === undefined || !/[\p{L}\p{N}]/u.test(before) || PAIRED.test(before))
        places.push([at, at + mark.length])
    }
  }
  places.sort((a, b) => a[0] - b[0] || b[1] - a[1])
  return places.filter(([from], i) => i === 0 || from >= Math.max(...places.slice(0, i).map(([, to]) => to)))
}
