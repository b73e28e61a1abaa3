import { z } from 'zod'
import type { Knowledge } from '@/server/modules/knowledge/domain/search-engine'
import type { Trial } from './measure'

/** Articles, and questions worded otherwise with the article that answers each; null = none does. */
const questionSet = z.object({
  articles: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      questions: z.array(z.string()),
      keywords: z.array(z.string()).default([]),
      text: z.string(),
    }),
  ),
  questions: z.array(z.tuple([z.string(), z.string().nullable()])),
})
export type QuestionSet = z.output<typeof questionSet>

export const isQuestionSet = (file: string): boolean => file.endsWith('.json')

export const readQuestionSet = (text: string): QuestionSet => questionSet.parse(JSON.parse(text))

export const knowledgeOfSet = ({ articles }: QuestionSet): Knowledge => ({
  documents: articles.map(({ id, title, questions, keywords, text }) => ({
    ...{ id, titles: [title], keywords, bodies: [text] },
    questions: questions.map((question) => ({ text: question })),
  })),
})

export const trialsOf = ({ questions }: QuestionSet): Trial[] =>
  questions.map(([text, article]) => ({ text, intents: [article ?? 'outofdomain'] }))
