import { pool } from '@/server/platform/db/pool'
import type { Db } from '@/server/platform/db/prisma'
import {
  type ArticleInput,
  type ArticleRow,
  type ArticleVersion,
  type ArticleView,
  articleInput,
  type ListArticles,
} from '../contract'

const STATE = `case when a.published is null then 'draft' when a.published = a.draft then 'published' else 'changed' end`

const COLUMNS = `a.id, a.title, a.topic, ${STATE} as state, a.draft,
  a.used_count as "usedCount", a.helpful_count as "helpfulCount", a.unhelpful_count as "unhelpfulCount",
  a.published_version as "publishedVersion", a.version, a.updated_at as "updatedAt"`

const ORDER = {
  title: 'lower(a.title)',
  topic: 'lower(a.topic)',
  used: 'a.used_count',
  helpful: 'a.helpful_count - a.unhelpful_count',
  updated: 'a.updated_at',
} as const

type Row = Omit<
  ArticleView,
  'article' | 'updatedAt' | 'languages' | 'questionCount' | 'validFrom' | 'validUntil'
> & {
  draft: unknown
  updatedAt: Date
}

function toView({ draft, updatedAt, ...row }: Row): ArticleView {
  const article = articleInput.parse(draft)
  const languages = (['en', 'zh'] as const).filter((one) => article.titles[one] !== '')
  const { validFrom, validUntil, questions } = article
  const derived = { languages, questionCount: questions.length, validFrom, validUntil }
  return { ...row, ...derived, article, updatedAt: updatedAt.toISOString() }
}

export async function listArticles(input: ListArticles): Promise<{ rows: ArticleView[]; total: number }> {
  const from = `from knowledge_articles a
    where ($1 = '' or strpos(lower(a.draft::text), lower($1)) > 0)
      and ($2::text is null or ${STATE} = $2)
      and ($3::text is null or a.topic = $3 or starts_with(a.topic, $3 || ' / '))
      and ($4::uuid[] is null or a.id = any($4))`
  const values = [input.search, input.state ?? null, input.topic ?? null, input.ids ?? null]
  const direction = input.direction === 'desc' ? 'desc' : 'asc'
  const [page, count] = await Promise.all([
    pool().query<Row>(
      `select ${COLUMNS} ${from} order by ${ORDER[input.sort]} ${direction}, a.id limit $5 offset $6`,
      [...values, input.pageSize, (input.page - 1) * input.pageSize],
    ),
    pool().query<{ total: number }>(`select count(*)::int as total ${from}`, values),
  ])
  return { rows: page.rows.map(toView), total: count.rows[0]?.total ?? 0 }
}

export const toRow = ({ article: _, ...row }: ArticleView): ArticleRow => row

export async function listTopics(): Promise<{ topic: string; articles: number }[]> {
  const { rows } = await pool().query<{ topic: string; articles: number }>(
    'select topic, count(*)::int as articles from knowledge_articles group by topic order by lower(topic)',
  )
  return rows
}

export async function findArticle(id: string): Promise<ArticleView | null> {
  const { rows } = await pool().query<Row>(`select ${COLUMNS} from knowledge_articles a where a.id = $1`, [
    id,
  ])
  return rows[0] ? toView(rows[0]) : null
}

export async function listVersions(id: string): Promise<ArticleVersion[]> {
  const { rows } = await pool().query<
    Omit<ArticleVersion, 'article' | 'publishedAt'> & { body: unknown; publishedAt: Date }
  >(
    `select v.number, v.body, v.published_at as "publishedAt", u.name as "publishedBy"
     from knowledge_versions v left join users u on u.id = v.published_by
     where v.article_id = $1 order by v.number desc limit 100`,
    [id],
  )
  return rows.map(({ body, publishedAt, ...row }) => ({
    ...row,
    ...{ publishedAt: publishedAt.toISOString(), article: articleInput.parse(body) },
  }))
}

export type StoredArticle = {
  id: string
  title: string
  draft: ArticleInput
  published: ArticleInput | null
  publishedVersion: number
  version: number
}

const toStored = (
  row: { draft: unknown; published: unknown } & Omit<StoredArticle, 'draft' | 'published'>,
): StoredArticle => ({
  ...{ id: row.id, title: row.title, publishedVersion: row.publishedVersion, version: row.version },
  draft: articleInput.parse(row.draft),
  published: row.published === null ? null : articleInput.parse(row.published),
})

/** The article with its row locked until the transaction ends. */
export async function lockArticle(tx: Db, id: string): Promise<StoredArticle | null> {
  await tx.$queryRaw`select 1 from knowledge_articles where id = ${id}::uuid for update`
  const row = await tx.knowledgeArticle.findUnique({ where: { id } })
  return row && toStored(row)
}

/** All of them, one importer at a time. */
export async function lockArticles(tx: Db): Promise<StoredArticle[]> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('knowledge_articles', 0))`
  await tx.$queryRaw`select 1 from knowledge_articles order by id for update`
  return (await tx.knowledgeArticle.findMany()).map(toStored)
}

export const titleOf = ({ titles }: ArticleInput): string => titles.en || titles.zh

export async function insertArticle(tx: Db, id: string, draft: ArticleInput): Promise<void> {
  await tx.knowledgeArticle.create({ data: { id, title: titleOf(draft), topic: draft.topic, draft } })
}

export async function writeDraft(tx: Db, id: string, draft: ArticleInput): Promise<void> {
  const data = { title: titleOf(draft), topic: draft.topic, draft, version: { increment: 1 } }
  await tx.knowledgeArticle.update({ where: { id }, data })
}

type Publication = { id: string; body: ArticleInput; number: number; by: string | null; at: Date }

export async function writePublication(tx: Db, { id, body, number, by, at }: Publication): Promise<void> {
  await tx.$executeRaw`update knowledge_articles set published = draft, published_version = ${number},
    published_at = ${at}, version = version + 1 where id = ${id}::uuid`
  await tx.knowledgeVersion.create({
    data: { articleId: id, number, body, publishedBy: by, publishedAt: at },
  })
}

export async function writeWithdrawal(tx: Db, id: string): Promise<void> {
  await tx.$executeRaw`update knowledge_articles set published = null, published_at = null, version = version + 1
    where id = ${id}::uuid`
}

export async function findVersion(tx: Db, articleId: string, number: number): Promise<ArticleInput | null> {
  const row = await tx.knowledgeVersion.findUnique({ where: { articleId_number: { articleId, number } } })
  return row && articleInput.parse(row.body)
}

export async function removeArticle(tx: Db, id: string): Promise<void> {
  await tx.knowledgeArticle.delete({ where: { id } })
}
