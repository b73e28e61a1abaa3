import { z } from 'zod'
import { type ImportProblem, inRowOrder, readTable, readYesNo, type TableRow } from '@/server/platform/csv'
import { type ArticleInput, articleFields, articleInput } from '../contract'

/**
 * Articles as a file: rows of a table, or a list in JSON with the same fields. Every bad field of every row is named,
 * so that one look is enough to repair it. An article is found by its title.
 */
export const articleColumns = [
  'topic',
  'title_en',
  'title_zh',
  'text_en',
  'text_zh',
  'questions',
  'keywords',
  'valid_from',
  'valid_until',
  'published',
] as const
type Column = (typeof articleColumns)[number]

export type ArticleLine = { row: number; article: ArticleInput; publish: boolean }
export type ArticleFile = { rows: ArticleLine[]; problems: ImportProblem[] }

/** Questions and keywords stand one a line within their cell. */
export const toCells = (article: ArticleInput, published: boolean): string[] => [
  ...[article.topic, article.titles.en, article.titles.zh, article.texts.en, article.texts.zh],
  ...[article.questions.join('\n'), article.keywords.join('\n')],
  ...[article.validFrom ?? '', article.validUntil ?? '', published ? 'yes' : 'no'],
]

export const titleKey = ({ titles }: ArticleInput): string => (titles.en || titles.zh).toLowerCase()

export function readTableOfArticles(records: readonly (readonly string[])[]): ArticleFile {
  const table = readTable(records, {
    columns: articleColumns,
    required: ['title_en', 'title_zh', 'text_en', 'text_zh'],
  })
  const known = new Set<string>()
  const rows: ArticleLine[] = []
  for (const line of table.rows) {
    const read = readLine(line)
    if (!read) continue
    if (known.has(titleKey(read.article))) line.report('title_en', 'twice')
    known.add(titleKey(read.article))
    rows.push({ row: line.row, ...read })
  }
  return { rows, problems: inRowOrder(table.problems) }
}

const linesOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')

function readLine(line: TableRow<Column>): { article: ArticleInput; publish: boolean } | null {
  let bad = false
  const read = <T>(column: Column, code: string, accept: (text: string) => T | undefined): T | undefined => {
    const value = accept(line.text(column) ?? '')
    if (value !== undefined) return value
    bad = true
    line.report(column, code)
    return undefined
  }
  const day = (text: string) => (text === '' ? null : articleFields.validFrom.safeParse(text).data)
  const title = (text: string) => articleFields.titles.shape.en.safeParse(text).data
  const body = (text: string) => articleFields.texts.shape.en.safeParse(text).data
  const article = {
    topic: read('topic', 'bad_topic', (text) => articleFields.topic.safeParse(text).data),
    titles: {
      en: read('title_en', 'bad_article_title', title),
      zh: read('title_zh', 'bad_article_title', title),
    },
    texts: { en: read('text_en', 'bad_article', body), zh: read('text_zh', 'bad_article', body) },
    questions: read(
      'questions',
      'bad_questions',
      (text) => articleFields.questions.safeParse(linesOf(text)).data,
    ),
    keywords: read(
      'keywords',
      'bad_keywords',
      (text) => articleFields.keywords.safeParse(linesOf(text)).data,
    ),
    validFrom: read('valid_from', 'not_a_date', day),
    validUntil: read('valid_until', 'not_a_date', day),
  }
  const publish = read('published', 'not_yes_no', readYesNo)
  if (bad) return null
  const whole = articleInput.safeParse(article)
  if (whole.success && publish !== undefined) return { article: whole.data, publish }
  const late = article.validFrom && article.validUntil && article.validFrom > article.validUntil
  line.report(late ? 'valid_until' : 'title_en', late ? 'not_a_date' : 'bad_article_title')
  return null
}

const jsonFile = z.array(z.unknown()).max(5_000)
const jsonArticle = z.object({ published: z.boolean().default(false) })

export const isJson = (text: string): boolean => /^[\s\uFEFF]*\[/.test(text)

/** Rows count from 1 here: there is no header. */
export function readListOfArticles(text: string): ArticleFile {
  let list: unknown[]
  try {
    list = jsonFile.parse(JSON.parse(text.replace(/^\uFEFF/, '')))
  } catch {
    return { rows: [], problems: [{ row: 1, column: '', code: 'not_json', value: '' }] }
  }
  const problems: ImportProblem[] = []
  const known = new Set<string>()
  const rows: ArticleLine[] = []
  for (const [i, entry] of list.entries()) {
    const article = articleInput.safeParse(entry)
    const flags = jsonArticle.safeParse(entry)
    for (const { path } of article.error?.issues ?? [])
      problems.push({ row: i + 1, column: path.join('.'), code: 'bad_value', value: '' })
    if (!flags.success) problems.push({ row: i + 1, column: 'published', code: 'not_yes_no', value: '' })
    if (!article.success || !flags.success) continue
    const key = titleKey(article.data)
    if (known.has(key))
      problems.push({ row: i + 1, column: 'titles', code: 'twice', value: key.slice(0, 80) })
    known.add(key)
    rows.push({ row: i + 1, article: article.data, publish: flags.data.published })
  }
  return { rows, problems }
}
