import { nowMs } from '@/server/platform/clock'
import { isValidOn } from '../domain/publication'
import { countFeedback, readTimeZone } from '../store/published'
import { currentIndex } from './find-answers'

export type HelpArticle = { id: string; topic: string; title: string; text: string }
type Language = 'en' | 'zh'

const MOST_FOUND = 12
/** Below this a public page says rather that nothing was found. */
const LEAST = 0.12

/** What anybody may read: published, valid today, and written in this language. */
export async function listHelpArticles(language: Language): Promise<HelpArticle[]> {
  const [{ articles }, zone] = await Promise.all([currentIndex(), readTimeZone()])
  const at = nowMs()
  return [...articles]
    .filter(([, article]) => article.titles[language] !== '' && isValidOn(article, at, zone))
    .map(([id, { topic, titles, texts }]) => ({ id, topic, title: titles[language], text: texts[language] }))
    .toSorted((a, b) => a.topic.localeCompare(b.topic, language) || a.title.localeCompare(b.title, language))
}

/** The best first. */
export async function searchHelp(text: string, language: Language): Promise<HelpArticle[]> {
  const [{ engine, articles }, shown] = await Promise.all([currentIndex(), listHelpArticles(language)])
  const byId = new Map(shown.map((article) => [article.id, article]))
  return engine
    .ask({ text }, articles.size)
    .found.filter(({ score }) => score >= LEAST)
    .flatMap(({ id }) => byId.get(id) ?? [])
    .slice(0, MOST_FOUND)
}

/** False where there is no such article for anybody to read. */
export async function rateHelp(id: string, language: Language, helpful: boolean): Promise<boolean> {
  const shown = await listHelpArticles(language)
  return shown.some((article) => article.id === id) && (await countFeedback(id, helpful))
}
