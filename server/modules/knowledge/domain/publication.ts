import { Temporal } from 'temporal-polyfill'
import type { ArticleInput } from '../contract'
import type { Document } from './documents'

/** From the beginning of its first day to the end of its last one, in the organisation's zone. */
export function isValidOn({ validFrom, validUntil }: ArticleInput, atMs: number, zone: string): boolean {
  if (!validFrom && !validUntil) return true
  const day = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).toPlainDate().toString()
  return (!validFrom || validFrom <= day) && (!validUntil || day <= validUntil)
}

/** The language in which somebody wrote, where the article has it; else the one it has. */
export function languageOf({ titles }: ArticleInput, asked: string): 'en' | 'zh' {
  const wanted = /\p{Script=Han}/u.test(asked) ? 'zh' : 'en'
  const other = wanted === 'zh' ? 'en' : 'zh'
  return titles[wanted] === '' ? other : wanted
}

export function toDocument(
  id: string,
  { titles, texts, questions, keywords, topic }: ArticleInput,
): Document {
  const told = ({ en, zh }: { en: string; zh: string }) => [en, zh].filter((text) => text !== '')
  return {
    id,
    titles: told(titles),
    questions: questions.map((text) => ({ text })),
    keywords: [...keywords, ...topic.split(' / ').filter((level) => level !== '')],
    bodies: told(texts),
  }
}
