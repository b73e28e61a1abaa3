import type { Document } from './documents'
import { isHan, type Segmented, segment } from './segment'
import type { Synonyms } from './synonyms'
import { type Spelling, spellingOf } from './typing-errors'

/**
 * Search by words: BM25 over the fields of an article, each with its weight, and the likeness to each single question
 * that an article is known to answer. Both are parts of what the question could have reached at best, so 1 is
 * everything found and 0 nothing, whatever the size of the index.
 */
const FIELD_WEIGHT = { title: 3, question: 2, keyword: 3, body: 1 } as const
const SATURATION = 1.2
const LENGTH = 0.4
const BY_SYNONYM = 0.85
const BY_SLIP = 0.75
/** How far single likeness counts beside the whole article; tried by leaving out one question of the shop's set at a time. */
const LIKENESS = 0.4

type Posting = { at: number; weight: number }
/** What is looked up for one word of the question: itself, its synonyms, near spellings. */
type Unit = { terms: { term: string; weight: number }[]; rarity: number }

export type LexicalIndex = {
  /** Part reached, by the document's place; what is missing is 0. */
  scores: (text: string) => Map<number, number>
}

export function lexicalIndexOf(documents: readonly Document[], synonyms: Synonyms): LexicalIndex {
  const termsOf = (text: string): string[] => {
    const cut = segment(text)
    return [...cut.tokens.filter(({ stop }) => !stop).map(({ term }) => term), ...setsOf(synonyms, cut)]
  }
  const articles = new PostingLists()
  const questions = new PostingLists()
  const owners: number[] = []
  for (const [at, document] of documents.entries()) {
    const counts = new Map<string, number>()
    const add = (texts: readonly string[], weight: number) => {
      for (const text of texts)
        for (const term of termsOf(text)) counts.set(term, (counts.get(term) ?? 0) + weight)
    }
    const asked = document.questions.map(({ text }) => text)
    add(document.titles, FIELD_WEIGHT.title)
    // Many questions say the same: together they weigh as a few.
    add(asked, FIELD_WEIGHT.question * Math.min(1, 4 / Math.max(1, asked.length)))
    add(document.keywords, FIELD_WEIGHT.keyword)
    add(document.bodies, FIELD_WEIGHT.body)
    articles.add(at, counts)
    for (const text of [...document.titles, ...asked, ...document.keywords]) {
      questions.add(owners.length, countsOf(termsOf(text)))
      owners.push(at)
    }
  }
  const spelling = spellingOf(articles.terms())
  return { scores: (text) => scoresOf({ articles, questions, owners, synonyms, spelling }, text) }
}

type Parts = {
  articles: PostingLists
  questions: PostingLists
  owners: number[]
  synonyms: Synonyms
  spelling: Spelling
}

function scoresOf({ articles, questions, owners, synonyms, spelling }: Parts, text: string) {
  const units = unitsOf(segment(text), synonyms, spelling, articles)
  const scores = new Map<number, number>()
  for (const [at, reached] of articles.reached(units)) scores.set(at, (1 - LIKENESS) * reached)
  const likest = new Map<number, number>()
  for (const [question, likeness] of questions.likeness(units, (term) => articles.rarity(term))) {
    const owner = owners[question] as number
    likest.set(owner, Math.max(likest.get(owner) ?? 0, likeness))
  }
  for (const [at, likeness] of likest) scores.set(at, (scores.get(at) ?? 0) + LIKENESS * likeness)
  return scores
}

const setsOf = (synonyms: Synonyms, cut: Segmented) => synonyms.find(cut).map(({ set }) => set)

const countsOf = (terms: readonly string[]) => {
  const counts = new Map<string, number>()
  for (const term of terms) counts.set(term, 1)
  return counts
}

function unitsOf(cut: Segmented, synonyms: Synonyms, spelling: Spelling, index: PostingLists): Unit[] {
  const told = cut.tokens.filter(({ stop }) => !stop)
  const sets = synonyms.find(cut)
  const units = new Map<string, Unit>()
  for (const { term, from, to } of told.length > 0 ? told : cut.tokens) {
    if (units.has(term)) continue
    const terms = [{ term, weight: 1 }]
    for (const found of sets)
      if (found.from <= from && found.to >= to) terms.push({ term: found.set, weight: BY_SYNONYM })
    if (!isHan(term) && !index.has(term))
      for (const near of spelling.near(term)) terms.push({ term: near, weight: BY_SLIP })
    const known = terms.filter((one) => index.has(one.term))
    // A word that nobody wrote is as rare as can be: not finding it weighs most.
    const rarity = Math.max(...(known.length > 0 ? known : terms).map((one) => index.rarity(one.term)))
    units.set(term, { terms, rarity: rarity * worthOf(term) })
  }
  return [...units.values()]
}

/** Characters stand within pairs and pairs overlap: each alone would count too often. */
const worthOf = (term: string): number => (isHan(term) ? (HAN_WORTH[term.length - 1] ?? 1) : 1)
const HAN_WORTH = [0.5, 0.7]

class PostingLists {
  private readonly lists = new Map<string, Posting[]>()
  private readonly lengths: number[] = []
  private total = 0
  private sizes: Float64Array | null = null

  add(at: number, counts: ReadonlyMap<string, number>): void {
    let length = 0
    for (const [term, weight] of counts) {
      const list = this.lists.get(term)
      if (list) list.push({ at, weight })
      else this.lists.set(term, [{ at, weight }])
      length += weight
    }
    this.lengths[at] = length
    this.total += length
  }

  terms = () => this.lists.keys()
  has = (term: string): boolean => this.lists.has(term)

  rarity(term: string): number {
    const found = this.lists.get(term)?.length ?? 0
    return Math.log(1 + (this.lengths.length - found + 0.5) / (found + 0.5))
  }

  /** BM25 over what it could be at best. */
  reached(units: readonly Unit[]): Map<number, number> {
    const mean = this.total / Math.max(1, this.lengths.length) || 1
    const best = units.reduce((sum, { rarity }) => sum + rarity, 0) || 1
    const scores = new Map<number, number>()
    for (const { terms, rarity } of units) {
      for (const [at, part] of this.bestOf(terms, (posting) => {
        const length = 1 - LENGTH + (LENGTH * (this.lengths[posting.at] ?? 0)) / mean
        return posting.weight / (posting.weight + SATURATION * length)
      }))
        scores.set(at, (scores.get(at) ?? 0) + (rarity * part) / best)
    }
    return scores
  }

  /** Cosine of the rarities of the words. */
  likeness(units: readonly Unit[], rarity: (term: string) => number): Map<number, number> {
    this.sizes ??= this.sizesBy(rarity)
    const sizes = this.sizes
    const asked = Math.sqrt(units.reduce((sum, unit) => sum + unit.rarity ** 2, 0)) || 1
    const scores = new Map<number, number>()
    for (const unit of units)
      for (const [at, part] of this.bestOf(unit.terms, () => 1))
        scores.set(at, (scores.get(at) ?? 0) + part * unit.rarity ** 2)
    for (const [at, score] of scores) scores.set(at, Math.min(1, score / (asked * (sizes[at] || 1))))
    return scores
  }

  private bestOf(terms: Unit['terms'], worth: (posting: Posting) => number): Map<number, number> {
    const best = new Map<number, number>()
    for (const { term, weight } of terms)
      for (const posting of this.lists.get(term) ?? [])
        best.set(posting.at, Math.max(best.get(posting.at) ?? 0, weight * worth(posting)))
    return best
  }

  private sizesBy(rarity: (term: string) => number): Float64Array {
    const sizes = new Float64Array(this.lengths.length)
    for (const [term, list] of this.lists) {
      // A set of synonyms stands beside its word, which is already counted.
      if (term.startsWith('§')) continue
      const weight = worthOf(term) * rarity(term)
      for (const { at } of list) sizes[at] = (sizes[at] ?? 0) + weight ** 2
    }
    return sizes.map(Math.sqrt)
  }
}
