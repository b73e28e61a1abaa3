import type { TRPCError } from '@trpc/server'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { builtInRoles, type Principal, type RoleKey } from '@/server/access'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addUser, buildScenario } from '@/server/platform/testing/scenario'
import { createCaller } from '@/server/platform/trpc/base'
import { appErrorOf } from '@/server/platform/trpc/errors'
import { exportCsv, exportJson } from './actions/exchange-articles'
import { renewIndex } from './actions/find-answers'
import { type ArticleInput, articleFilter } from './contract'
import { knowledgeRouter } from './router'

useTestDatabase()

let userId = ''
beforeAll(async () => {
  await buildScenario([{ name: 'Mei' }])
  userId = await addUser('Sam')
})
beforeEach(async () => {
  await pool().query('delete from knowledge_articles')
  await renewIndex()
})

function as(role: RoleKey) {
  const { permissions } = builtInRoles[role]
  const principal: Principal = {
    ...{ userId, name: 'Sam', agentId: null, roles: [role], permissions, groupIds: [], scopeGroupIds: [] },
  }
  return createCaller(knowledgeRouter)({ principal })
}
const editor = () => as('supervisor')
const agent = () => as('agent')

const article = (en: string, change: Partial<ArticleInput> = {}): ArticleInput => ({
  ...{ topic: 'Orders', titles: { en, zh: '' }, texts: { en: `About ${en}.`, zh: '' } },
  ...{ questions: [], keywords: [], validFrom: null, validUntil: null },
  ...change,
})
async function published(en: string, change: Partial<ArticleInput> = {}) {
  const { id } = await editor().createArticle(article(en, change))
  await editor().changeArticles({ articles: [{ id, version: 1 }], act: { kind: 'publish' } })
  return { id, version: 2 }
}
async function titlesFor(text: string) {
  await renewIndex()
  return (await agent().findAnswers({ text })).map(({ title }) => title)
}
const text = async (pieces: AsyncGenerator<string>) => {
  let all = ''
  for await (const piece of pieces) all += piece
  return all
}
const whole = () => articleFilter.parse({})

describe('words that mean the same', () => {
  it('are known to the search once saved, over the version that was read, and can be brought back', async () => {
    await published('Climbing rope')
    expect(await titlesFor('zorble')).toEqual([])
    const { version } = await editor().synonyms()
    await editor().saveSynonyms({ version, sets: ['zorble，climbing rope'] })
    expect(await titlesFor('zorble')).toEqual(['Climbing rope'])
    await expect(editor().saveSynonyms({ version, sets: [] })).rejects.toMatchObject({ code: 'CONFLICT' })
    const { rows } = await editor().synonymsHistory()
    await editor().restoreSynonyms({ entryId: rows[0]?.id ?? '' })
    expect(await titlesFor('zorble')).toEqual([])
  })
})

describe('articles', () => {
  it('are found by agents once published, as published, and no longer once withdrawn', async () => {
    const { id } = await editor().createArticle(article('Refund policy'))
    expect(await titlesFor('refund')).toEqual([])
    await editor().changeArticles({ articles: [{ id, version: 1 }], act: { kind: 'publish' } })
    expect(await titlesFor('refund')).toEqual(['Refund policy'])
    await editor().updateArticle({ id, version: 2, article: article('Returns policy') })
    expect(await editor().getArticle({ id })).toMatchObject({ state: 'changed', version: 3 })
    expect(await titlesFor('policy')).toEqual(['Refund policy'])
    await editor().changeArticles({ articles: [{ id, version: 3 }], act: { kind: 'withdraw' } })
    expect(await titlesFor('policy')).toEqual([])
    expect(await editor().getArticle({ id })).toMatchObject({ state: 'draft' })
  })

  it('conflict on an old version and refuse a title that is taken, in any case of letters', async () => {
    const { id } = await editor().createArticle(article('Invoices'))
    await editor().updateArticle({ id, version: 1, article: article('Invoices', { topic: 'Money' }) })
    await expect(editor().updateArticle({ id, version: 1, article: article('X') })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    await expect(editor().createArticle(article('INVOICES'))).rejects.toMatchObject({
      code: 'CONFLICT',
      cause: { fields: [{ path: 'titles.en' }] },
    })
  })

  it('are refused when a text is far too long, with the field named, typed or from a file', async () => {
    const huge = article('Huge', { texts: { en: '', zh: '长'.repeat(1_600_000) } })
    const fieldsOf = (error: unknown) => appErrorOf(error as TRPCError).fields?.map(({ path }) => path)
    const refused = await editor()
      .createArticle(huge)
      .catch((error: unknown) => error)
    expect(fieldsOf(refused)).toEqual(['texts.zh'])
    const file = JSON.stringify([article('Fine'), huge])
    expect(await editor().importArticles({ csv: file, dryRun: false })).toMatchObject({
      ...{ applied: false, problems: [{ row: 2, column: 'texts.zh' }] },
    })
    expect((await editor().listArticles({})).total).toBe(0)
  })

  it('keep every publication, and an earlier one becomes the draft again', async () => {
    const { id } = await published('Delivery', { texts: { en: 'Three days.', zh: '' } })
    const second = article('Delivery', { texts: { en: 'Two days.', zh: '' } })
    await editor().updateArticle({ id, version: 2, article: second })
    await editor().changeArticles({ articles: [{ id, version: 3 }], act: { kind: 'publish' } })
    const versions = await editor().listVersions({ id })
    expect(versions.map(({ number, article: { texts } }) => [number, texts.en])).toEqual([
      [2, 'Two days.'],
      [1, 'Three days.'],
    ])
    await editor().restoreVersion({ id, version: 4, number: 1 })
    expect(await editor().getArticle({ id })).toMatchObject({
      state: 'changed',
      article: { texts: { en: 'Three days.' } },
    })
  })

  it('change many at once or none', async () => {
    const [a, b] = [await published('One'), await published('Two')]
    const stale = { ...b, version: 1 }
    await expect(
      editor().changeArticles({ articles: [a, stale], act: { kind: 'delete' } }),
    ).rejects.toMatchObject({ code: 'CONFLICT' })
    expect((await editor().listArticles({})).total).toBe(2)
    await editor().changeArticles({ articles: [a, b], act: { kind: 'move', topic: 'Help/ Orders ' } })
    const { rows } = await editor().listArticles({ topic: 'Help' })
    expect(rows.map(({ topic }) => topic)).toEqual(['Help / Orders', 'Help / Orders'])
  })

  it('are answered only within their days, where the organisation is', async () => {
    await published('Spring sale', { validFrom: '2026-03-01', validUntil: '2026-03-31' })
    try {
      const seen: Record<string, number> = {}
      for (const at of [
        '2026-02-28T23:59:59Z',
        '2026-03-01T00:00:00Z',
        '2026-03-31T23:59:59Z',
        '2026-04-01T00:00:00Z',
      ]) {
        setClock(() => new Date(at))
        seen[at] = (await titlesFor('spring sale')).length
      }
      expect(Object.values(seen)).toEqual([0, 1, 1, 0])
    } finally {
      setClock(undefined)
    }
  })

  it('are told in the language of the question where there is such a text', async () => {
    const titles = { en: 'Cancel an order', zh: '取消订单' }
    await published('x', { titles, texts: { en: 'Press cancel.', zh: '点击取消。' } })
    expect(await titlesFor('cancel my order')).toEqual(['Cancel an order'])
    expect(await titlesFor('怎么取消订单')).toEqual(['取消订单'])
  })

  it('count uses and opinions, of what is published only', async () => {
    const { id } = await published('Counted')
    await agent().countArticleUse({ id })
    await agent().rateArticle({ id, helpful: true })
    await agent().rateArticle({ id, helpful: false })
    expect(await editor().getArticle({ id })).toMatchObject({
      ...{ usedCount: 1, helpfulCount: 1, unhelpfulCount: 1, version: 2 },
    })
    const draft = await editor().createArticle(article('Draft'))
    await expect(agent().countArticleUse(draft)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('leave before and after on record, and what was deleted comes back under its id', async () => {
    const { id } = await published('On record')
    await editor().changeArticles({ articles: [{ id, version: 2 }], act: { kind: 'delete' } })
    const { rows: history } = await editor().articleHistory({ id })
    expect(history.map(({ action }) => action)).toEqual(['deleted', 'published', 'created'])
    await editor().restoreArticle({ entryId: history[0]?.id ?? '' })
    expect(await editor().getArticle({ id })).toMatchObject({ title: 'On record', state: 'draft' })
  })
})

describe('a question that is tried', () => {
  it('has the verdict a customer would get', async () => {
    await published('How to reset a password')
    await published('Opening hours of the shop')
    await renewIndex()
    expect(await editor().tryQuestion({ text: 'reset password' })).toMatchObject({
      verdict: 'answer',
      found: [{ title: 'How to reset a password' }],
    })
    expect(await editor().tryQuestion({ text: 'zebra crossing' })).toMatchObject({ verdict: 'miss' })
  })
})

describe('the knowledge base as a file', () => {
  const both = async () => {
    await published('Quoted, "with" commas', { questions: ['one', 'two'], keywords: ['k'] })
    await editor().createArticle(article('=SUM(A1)', { topic: 'A / B', validFrom: '2026-01-01' }))
  }

  it.each(['csv', 'json'] as const)('comes back from %s as it went out', async (format) => {
    await both()
    const file = await text(format === 'csv' ? exportCsv(whole()) : exportJson(whole()))
    expect(await editor().importArticles({ csv: file, dryRun: false })).toMatchObject({ unchanged: 2 })
    await pool().query('delete from knowledge_articles')
    expect(await editor().importArticles({ csv: file, dryRun: true })).toMatchObject({ applied: false })
    expect((await editor().listArticles({})).total).toBe(0)
    const report = await editor().importArticles({ csv: file, dryRun: false })
    expect(report).toMatchObject({ applied: true, problems: [], created: { length: 2 } })
    expect(await text(format === 'csv' ? exportCsv(whole()) : exportJson(whole()))).toBe(file)
    expect(await titlesFor('quoted commas')).toEqual(['Quoted, "with" commas'])
  })

  it('names every bad field and keeps nothing', async () => {
    const csv = [
      'title_en,title_zh,text_en,text_zh,valid_from,published',
      'Good,,text,,,yes',
      ',,nothing,,,no',
      'Bad date,,text,,soon,perhaps',
      'good,,again,,,no',
    ].join('\n')
    const { problems, applied } = await editor().importArticles({ csv, dryRun: false })
    expect(applied).toBe(false)
    expect(problems.map(({ row, column, code }) => [row, column, code])).toEqual([
      [3, 'title_en', 'bad_article_title'],
      [4, 'valid_from', 'not_a_date'],
      [4, 'published', 'not_yes_no'],
      [5, 'title_en', 'twice'],
    ])
    expect((await editor().listArticles({})).total).toBe(0)
    expect(await editor().importArticles({ csv: '[{"titles":', dryRun: false })).toMatchObject({
      problems: [{ code: 'not_json' }],
    })
  })
})
