import type { z } from 'zod'
import type { Principal } from '@/server/access'
import { createArticle, findArticle, updateArticle } from '@/server/modules/knowledge'
import { now } from '@/server/platform/clock'
import { AppError } from '@/server/platform/errors'
import type { resolveMissesInput } from '../contract'
import { markMisses, readQuestions, unmarkMisses } from '../store/misses'

const MOST_TITLE = 160
const MOST_QUESTION = 300

/**
 * An editor sees to questions without an answer: put aside, made drafts of their own, or added to an article. A mark
 * is written after the article, so that a crash between them leaves a question on the list and loses none.
 * @throws {AppError} not_found, duplicate, conflict
 */
export async function resolveMisses(
  principal: Principal,
  { keys, how }: z.output<typeof resolveMissesInput>,
): Promise<{ articleIds: string[] }> {
  if (how.kind === 'reopen') {
    await unmarkMisses(keys)
    return { articleIds: [] }
  }
  const mark = { by: principal.userId, at: now() }
  if (how.kind === 'dismiss') {
    await markMisses(keys, { ...mark, mark: 'dismissed', articleId: null })
    return { articleIds: [] }
  }
  const questions = await readQuestions(keys)
  if (questions.size === 0) throw new AppError('not_found', 'The words of this question were deleted.')
  if (how.kind === 'question') {
    await addQuestions(principal, how.articleId, [...questions.values()])
    await markMisses([...questions.keys()], { ...mark, mark: 'question', articleId: how.articleId })
    return { articleIds: [how.articleId] }
  }
  const articleIds: string[] = []
  for (const [key, question] of questions) {
    const { id } = await createArticle(principal, draftOf(question, how.topic))
    await markMisses([key], { ...mark, mark: 'article', articleId: id })
    articleIds.push(id)
  }
  return { articleIds }
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

function draftOf(question: string, topic: string) {
  const title = oneLine(question).slice(0, MOST_TITLE)
  const chinese = /\p{Script=Han}/u.test(title)
  return {
    topic,
    titles: chinese ? { en: '', zh: title } : { en: title, zh: '' },
    texts: { en: '', zh: '' },
    questions: [oneLine(question).slice(0, MOST_QUESTION)],
    keywords: [],
    ...{ validFrom: null, validUntil: null },
  }
}

async function addQuestions(principal: Principal, id: string, asked: string[]): Promise<void> {
  const stands = await findArticle(id)
  if (!stands) throw new AppError('not_found', 'There is no such article.')
  const known = new Set(stands.article.questions)
  const more = asked.map((one) => oneLine(one).slice(0, MOST_QUESTION)).filter((one) => !known.has(one))
  const questions = [...stands.article.questions, ...new Set(more)].slice(0, 500)
  await updateArticle(principal, { id, version: stands.version, article: { ...stands.article, questions } })
}
