import type { Asked, Document, Labelled } from './documents'
import { lexicalIndexOf } from './lexical-index'
import { type Classifier, type Example, trainClassifier } from './question-classifier'
import { synonymsOf } from './synonyms'

/**
 * Which articles answer a question, and how surely. Search by words works from the first article on; the classifier
 * learns from the questions of each article and is believed the more, the more there are. Questions that were set
 * aside (nothing of ours) are a class of their own: what looks like them is a miss and not a bad answer.
 */
export type Knowledge = {
  documents: readonly Document[]
  setAside?: readonly Labelled[]
  /** One set a line, words parted by commas. */
  synonyms?: readonly string[]
}

export type Found = { id: string; score: number }
export type Answerable = {
  /** Best first. */
  found: Found[]
  /** How surely it is none of ours. */
  aside: number
}
export type SearchEngine = { size: number; ask: (asked: Asked, limit?: number) => Answerable }

/** Questions for each article at which the classifier counts half. */
const HALF_TRUST = 8
/** With few questions a right answer reaches far less than 1: scores are raised so that a threshold means the same. */
const MODESTY = 0.6
/** Beyond this the classifier would take seconds to learn; words alone do well with so many articles. */
const MAX_WORK = 200_000
const QUESTIONS_PER_TITLE = 6
const MOST_TITLES = 6

/** Pauses now and then; drive it to its end. */
export function* buildEngine(knowledge: Knowledge): Generator<void, SearchEngine, void> {
  const { documents } = knowledge
  const index = lexicalIndexOf(documents, synonymsOf(knowledge.synonyms))
  yield
  const learnt = yield* learnFrom(knowledge)
  return {
    size: documents.length,
    ask: (asked, limit = 10) => {
      const byWords = index.scores(asked.text)
      const likely = learnt?.classifier.probabilities(asked)
      const trust = learnt?.trust ?? 0
      const plain = (score: number) => Math.min(1, score) ** (MODESTY + (1 - MODESTY) * trust ** 2)
      const found: Found[] = []
      for (const [at, { id }] of documents.entries()) {
        const score = (1 - trust) * (byWords.get(at) ?? 0) + trust * (likely?.[at] ?? 0)
        if (score > 0.01) found.push({ id, score: plain(score) })
      }
      found.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
      return { found: found.slice(0, limit), aside: plain(trust * (likely?.[documents.length] ?? 0)) }
    },
  }
}

/** For programs and tests. */
export function engineOf(knowledge: Knowledge): SearchEngine {
  const building = buildEngine(knowledge)
  for (;;) {
    const step = building.next()
    if (step.done) return step.value
  }
}

type Learnt = { classifier: Classifier; trust: number }

function* learnFrom({ documents, setAside = [] }: Knowledge): Generator<void, Learnt | null, void> {
  const examples: Example[] = []
  const asked = documents.reduce((sum, { questions }) => sum + questions.length, 0)
  const mean = asked / Math.max(1, documents.length)
  // A title is a question, too, and for an article without others the only one.
  const titles = Math.min(MOST_TITLES, Math.max(1, Math.round(mean / QUESTIONS_PER_TITLE)))
  for (const [label, document] of documents.entries()) {
    for (const question of document.questions) examples.push({ ...question, labels: [label] })
    for (let i = 0; i < titles; i++)
      for (const text of document.titles) examples.push({ text, labels: [label] })
  }
  for (const question of setAside) examples.push({ ...question, labels: [documents.length] })
  if (documents.length < 2 || asked === 0 || examples.length * documents.length > MAX_WORK) return null
  const classifier = yield* trainClassifier(examples, documents.length + 1)
  return { classifier, trust: mean / (mean + HALF_TRUST) }
}
