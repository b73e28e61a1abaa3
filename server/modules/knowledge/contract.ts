import { z } from 'zod'
import { topicPath } from './contract/topic'

export * from './contract/markdown'
export * from './contract/procedures'
export { topicPath }

const inBoth = (max: number) => z.object({ en: z.string().trim().max(max), zh: z.string().trim().max(max) })

/** The fields one by one: a file names each bad one. */
export const articleFields = {
  topic: topicPath,
  titles: inBoth(160),
  /** Markdown. */
  texts: inBoth(20_000),
  /** Ways in which customers ask for it, in any language. */
  questions: z.array(z.string().trim().min(1).max(300)).max(500),
  keywords: z.array(z.string().trim().min(1).max(60)).max(50),
  /** Days in the organisation's zone, both included; null = without an end. */
  validFrom: z.iso.date().nullable(),
  validUntil: z.iso.date().nullable(),
}

export const articleInput = z
  .object(articleFields)
  .refine(({ titles }) => titles.en !== '' || titles.zh !== '', {
    message: 'a title in one language at least',
    path: ['titles', 'en'],
  })
  .refine(({ validFrom, validUntil }) => !validFrom || !validUntil || validFrom <= validUntil, {
    message: 'not before the first day',
    path: ['validUntil'],
  })
export type ArticleInput = z.output<typeof articleInput>

/** draft: never published, or taken back; changed: published, and since then written on. */
export const articleStates = ['draft', 'published', 'changed'] as const
export type ArticleState = (typeof articleStates)[number]

export const articleFilter = z.object({
  search: z.string().trim().max(120).default(''),
  state: z.enum(articleStates).optional(),
  /** This topic and those below it. */
  topic: z.string().max(400).optional(),
  ids: z.array(z.uuid()).max(100).optional(),
})
export type ArticleFilter = z.output<typeof articleFilter>

export const listArticlesInput = articleFilter.extend({
  sort: z.enum(['title', 'topic', 'used', 'helpful', 'updated']).default('title'),
  direction: z.enum(['asc', 'desc']).default('asc'),
  page: z.number().int().min(1).default(1),
  pageSize: z.number().int().min(1).max(100).default(25),
})
export type ListArticles = z.output<typeof listArticlesInput>

export const articleIdInput = z.object({ id: z.uuid() })
const versioned = z.object({ id: z.uuid(), version: z.number().int().min(1) })
export const versionedArticleInput = versioned
export const updateArticleInput = versioned.extend({ article: articleInput })
export const restoreVersionInput = versioned.extend({ number: z.number().int().min(1) })

export const changeArticlesInput = z.object({
  articles: z.array(versioned).min(1).max(100),
  act: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('publish') }),
    z.object({ kind: z.literal('withdraw') }),
    z.object({ kind: z.literal('delete') }),
    z.object({ kind: z.literal('move'), topic: topicPath }),
  ]),
})

/** A question as a customer put it, and what they had written before it. */
export const askInput = z.object({
  text: z.string().max(8_000),
  earlier: z.array(z.string().max(8_000)).max(10).default([]),
  limit: z.number().int().min(1).max(20).default(8),
})
export const tryInput = askInput.extend({ threshold: z.number().min(0.05).max(0.95).optional() })
/** One set an entry: words that mean the same, parted by commas. */
export const synonymLines = z.object({
  sets: z
    .array(
      z
        .string()
        .trim()
        .max(300)
        .refine((set) => set === '' || set.split(/[,，]/).filter((word) => word.trim() !== '').length > 1, {
          message: 'two words at least',
        }),
    )
    .max(500),
})
export type Synonyms = z.output<typeof synonymLines>
export const saveSynonymsInput = synonymLines.extend({ version: z.int() })
export const feedbackInput = z.object({ id: z.uuid(), helpful: z.boolean() })

/** Pictures in articles lie here, each under its id. */
export const ARTICLE_PICTURES = '/api/knowledge/pictures'
export const articlePicturePath = (id: string): string => `${ARTICLE_PICTURES}/${id}`
export const articlePictureLimits = { bytes: 2_000_000, pixels: 6_000 }

export const knowledgeLimits = { bytes: 5_000_000, rows: 5_000 }
export const importArticlesInput = z.object({
  csv: z.string().max(knowledgeLimits.bytes),
  dryRun: z.boolean(),
})

export type ArticleRow = {
  id: string
  title: string
  topic: string
  state: ArticleState
  languages: ('en' | 'zh')[]
  questionCount: number
  validFrom: string | null
  validUntil: string | null
  usedCount: number
  helpfulCount: number
  unhelpfulCount: number
  publishedVersion: number
  version: number
  updatedAt: string
}
export type ArticleView = ArticleRow & { article: ArticleInput }
export type ArticleVersion = {
  number: number
  publishedAt: string
  publishedBy: string | null
  article: ArticleInput
}

/** Why a question is thought likely: what it was read from, as it stands there. */
export type LikelyReason = { source: 'words' | 'bot' | 'order' | 'category' | 'page'; text: string }
export type LikelyQuestion = {
  id: string
  title: string
  text: string
  sureness: number
  /** The strongest first. */
  reasons: LikelyReason[]
}

/** What an agent sees of an article, in the language of the question. */
export type FoundArticle = { id: string; topic: string; title: string; text: string; score: number }
export type TriedQuestion = {
  verdict: 'answer' | 'did_you_mean' | 'miss'
  found: FoundArticle[]
}
