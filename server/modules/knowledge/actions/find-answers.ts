import type { z } from 'zod'
import { nowMs } from '@/server/platform/clock'
import { singleton } from '@/server/platform/singleton'
import type { ArticleInput, askInput, FoundArticle, TriedQuestion, tryInput } from '../contract'
import { isValidOn, languageOf, toDocument } from '../domain/publication'
import { buildEngine, type SearchEngine } from '../domain/search-engine'
import { verdictOf } from '../domain/verdict'
import { listPublished, readGeneration, readTimeZone } from '../store/published'
import { readSynonyms } from '../store/synonyms'

/** What is asked of at most this often, so that a burst of questions costs one look. */
const LOOK_MS = 1_000

type Index = { generation: number; engine: SearchEngine; articles: Map<string, ArticleInput> }
type Held = { index: Index | null; building: Promise<Index> | null; lookedAt: number }

const held = (): Held => singleton('knowledge-index', () => ({ index: null, building: null, lookedAt: 0 }))

/** Best first; only what is published and valid today. */
export async function findAnswers(asked: z.output<typeof askInput>): Promise<FoundArticle[]> {
  return (await answerable(asked)).shown
}

/** The same with the verdict that a customer would get. */
export async function tryQuestion({
  threshold,
  ...asked
}: z.output<typeof tryInput>): Promise<TriedQuestion> {
  const { shown, aside } = await answerable(asked)
  return { verdict: verdictOf({ found: shown, aside }, threshold).kind, found: shown }
}

/** What a customer is told when this article was chosen; null when it is not published or not valid today. */
export async function findPublished(id: string, asked: string): Promise<Omit<FoundArticle, 'score'> | null> {
  const [{ articles }, zone] = await Promise.all([currentIndex(), readTimeZone()])
  const article = articles.get(id)
  if (!article || !isValidOn(article, nowMs(), zone)) return null
  const language = languageOf(article, asked)
  return { id, topic: article.topic, title: article.titles[language], text: article.texts[language] }
}

async function answerable({ text, earlier, limit }: z.output<typeof askInput>) {
  if (text.trim() === '') return { shown: [], aside: 0 }
  const [{ engine, articles }, zone] = await Promise.all([currentIndex(), readTimeZone()])
  const { found, aside } = engine.ask({ text, earlier }, articles.size)
  const shown: FoundArticle[] = []
  for (const { id, score } of found) {
    const article = articles.get(id)
    if (!article || !isValidOn(article, nowMs(), zone)) continue
    const language = languageOf(article, text)
    shown.push({
      ...{ id, score, topic: article.topic },
      ...{ title: article.titles[language], text: article.texts[language] },
    })
    if (shown.length === limit) break
  }
  return { shown, aside }
}

/**
 * The index of what is published. A new one is made beside the old, which answers meanwhile: at most a second and
 * the time of making behind. Whoever has none yet waits.
 */
export async function currentIndex(): Promise<Index> {
  const state = held()
  if (state.index && nowMs() - state.lookedAt < LOOK_MS && nowMs() >= state.lookedAt) return state.index
  const generation = await readGeneration()
  state.lookedAt = nowMs()
  if (state.index?.generation === generation) return state.index
  state.building ??= build(generation).finally(() => {
    state.building = null
  })
  if (!state.index) return state.building
  // Who asks next tells a failure; the old index stays good until then.
  state.building.catch(() => {})
  return state.index
}

/** Waits for the newest: for tests and for whoever has just published. */
export async function renewIndex(): Promise<void> {
  const state = held()
  await state.building
  state.index = await build(await readGeneration())
}

async function build(generation: number): Promise<Index> {
  const [published, { sets }] = await Promise.all([listPublished(), readSynonyms()])
  const documents = published.map(({ id, article }) => toDocument(id, article))
  const building = buildEngine({ documents, synonyms: sets.map((set) => set.replaceAll('，', ',')) })
  for (;;) {
    const step = building.next()
    if (step.done) {
      const articles = new Map(published.map(({ id, article }) => [id, article]))
      const index = { generation, engine: step.value, articles }
      held().index = index
      return index
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
}
