import type { Knowledge } from '@/server/modules/knowledge/domain/search-engine'
import { OUT_OF_DOMAIN, type Question } from './read-dialogues'

/** One article for each intent, with what customers said for it; what is out of domain is set aside. */
export function knowledgeOf(questions: readonly Question[]): Knowledge {
  const known = wordCounts(questions)
  const intents = [...new Set(questions.flatMap((question) => question.intents))].sort()
  const documents = intents
    .filter((intent) => intent !== OUT_OF_DOMAIN)
    .map((intent) => ({
      id: intent,
      titles: [titleOf(intent, known)],
      questions: questions.filter((question) => question.intents.includes(intent)),
      keywords: [],
      bodies: [],
    }))
  return { documents, setAside: questions.filter(({ intents: own }) => own.includes(OUT_OF_DOMAIN)) }
}

function wordCounts(questions: readonly Question[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { text } of questions)
    for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? [])
      counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

/** "cancelserviceintent" as "cancel service": cut where the customers' own words begin and end. */
export function titleOf(intent: string, known: ReadonlyMap<string, number>): string {
  const name = intent.replace(/_?intent$/, '')
  const best: { cost: number; words: string[] }[] = [{ cost: 0, words: [] }]
  for (let to = 1; to <= name.length; to++) {
    for (let from = 0; from < to; from++) {
      const before = best[from]
      if (!before) continue
      const word = name.slice(from, to)
      const often = known.get(word) ?? 0
      const isWord = (word.length >= 4 && often >= 2) || (word.length >= 2 && often >= 30)
      const cost = before.cost + (isWord ? 1 / word.length + 0.2 : word.length * 2)
      if (cost < (best[to]?.cost ?? Number.POSITIVE_INFINITY))
        best[to] = { cost, words: [...before.words, word] }
    }
  }
  return best[name.length]?.words.join(' ') ?? name
}
