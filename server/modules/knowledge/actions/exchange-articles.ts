import type { Principal } from '@/server/access'
import {
  attemptImport,
  byteOrderMark,
  csvLines,
  failedImport,
  type ImportReport,
  readRecords,
} from '@/server/platform/csv'
import { type Db, inTransaction } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'
import { type ArticleFilter, type ArticleView, knowledgeLimits } from '../contract'
import {
  type ArticleLine,
  articleColumns,
  isJson,
  readListOfArticles,
  readTableOfArticles,
  titleKey,
  toCells,
} from '../domain/article-file'
import {
  insertArticle,
  listArticles,
  lockArticle,
  lockArticles,
  type StoredArticle,
  titleOf,
  writeDraft,
} from '../store/articles'
import { raiseGeneration } from '../store/published'
import { asTaken, auditArticle, publish } from './keep-articles'

const PAGE = 100

async function* pagesOf(filter: ArticleFilter): AsyncGenerator<ArticleView[]> {
  for (let page = 1; ; page += 1) {
    const { rows } = await listArticles({ ...filter, sort: 'title', direction: 'asc', page, pageSize: PAGE })
    if (rows.length > 0) yield rows
    if (rows.length < PAGE) return
  }
}

/** The articles of the list with the same filter, as pieces of a file that import takes back. */
export async function* exportCsv(filter: ArticleFilter): AsyncGenerator<string> {
  yield byteOrderMark + csvLines([articleColumns])
  for await (const rows of pagesOf(filter))
    yield csvLines(rows.map(({ article, state }) => toCells(article, state !== 'draft')))
}

export async function* exportJson(filter: ArticleFilter): AsyncGenerator<string> {
  let before = '['
  for await (const rows of pagesOf(filter)) {
    for (const { article, state } of rows) {
      yield `${before}\n${JSON.stringify({ ...article, published: state !== 'draft' })}`
      before = ','
    }
  }
  yield before === '[' ? '[]\n' : '\n]\n'
}

/**
 * A table or a list in JSON: all rows or none, nothing is deleted, a dry run does everything and keeps nothing.
 * A row that says so is published as it stands.
 */
export async function importArticles(
  actor: Principal,
  { csv, dryRun }: { csv: string; dryRun: boolean },
): Promise<ImportReport> {
  const { rows, problems } = await read(csv)
  if (problems.length > 0) return failedImport(problems)
  try {
    return await attemptImport<Db>(
      dryRun,
      (run) => inTransaction(run, 60_000),
      async (tx) => writeRows(tx, actor, rows, await lockArticles(tx)),
    )
  } catch (error) {
    return asTaken(error)
  }
}

async function read(text: string) {
  if (isJson(text)) return readListOfArticles(text)
  const records = await readRecords(text, knowledgeLimits)
  return Array.isArray(records) ? readTableOfArticles(records) : { rows: [], problems: [records] }
}

async function writeRows(
  tx: Db,
  actor: Principal,
  rows: readonly ArticleLine[],
  stored: readonly StoredArticle[],
): Promise<ImportReport> {
  const known = new Map(stored.map((article) => [article.title.toLowerCase(), article]))
  const report: ImportReport = { ...failedImport([]), applied: true }
  let published = false
  for (const { article, publish: wanted } of rows) {
    const before = known.get(titleKey(article))
    const id = before?.id ?? newId()
    const changed = !before || JSON.stringify(before.draft) !== JSON.stringify(article)
    const toPublish = wanted && JSON.stringify(before?.published) !== JSON.stringify(article)
    if (!changed && !toPublish) {
      report.unchanged += 1
      continue
    }
    if (changed) {
      if (before) await writeDraft(tx, id, article)
      else await insertArticle(tx, id, article)
      const change = { id, before: before?.draft ?? null, after: article }
      await auditArticle(tx, actor, before ? 'updated' : 'created', change)
    }
    if (toPublish) {
      const stands = await lockArticle(tx, id)
      if (stands) await publish(tx, actor, stands)
      published = true
    }
    ;(before ? report.updated : report.created).push(titleOf(article))
  }
  if (published) await raiseGeneration(tx)
  return report
}
