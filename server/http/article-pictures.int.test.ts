import { beforeAll, describe, expect, it } from 'vitest'
import { sweepArticlePictures } from '@/server/modules/knowledge'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addToken, addUser } from '@/server/platform/testing/scenario'
import { articlePictures } from './article-pictures'

useTestDatabase()

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const tokens = { editor: '', agent: '' }
beforeAll(async () => {
  tokens.editor = await addToken(await addUser('Sam'), { 'knowledge.manage': 'all' })
  tokens.agent = await addToken(await addUser('Mei'), { 'agent.receive': 'own' })
})

const call = (path: string, init: RequestInit = {}) =>
  articlePictures(new Request(`http://switchyard.test/api/knowledge/pictures${path}`, init))
const upload = (bytes: Uint8Array, token: string | null = tokens.editor) =>
  call('', {
    ...{ method: 'POST', body: new Uint8Array(bytes) },
    headers: token ? { authorization: `Bearer ${token}` } : {},
  })

describe('a picture in an article', () => {
  it('is stored by editors alone, and shown to everybody as the picture that it is', async () => {
    const stored = await upload(PIXEL)
    expect(stored.status).toBe(201)
    const { path } = (await stored.json()) as { path: string }
    const shown = await call(path.replace('/api/knowledge/pictures', ''))
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff')
    expect(Buffer.from(await shown.arrayBuffer()).equals(PIXEL)).toBe(true)
    expect((await upload(PIXEL, tokens.agent)).status).toBe(403)
    expect((await upload(PIXEL, null)).status).toBe(401)
  })

  it.each([
    ['a page', () => Buffer.from('<html><script>alert(1)</script>'), 415],
    [
      'a drawing that can run',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'),
      415,
    ],
    ['a head without a picture', () => PIXEL.subarray(0, 9), 415],
    ['what is too large', () => Buffer.concat([PIXEL, Buffer.alloc(2_000_000)]), 413],
  ])('is not %s', async (_what, bytes, status) => {
    expect((await upload(bytes())).status).toBe(status)
  })

  it.each(['/', `/${newId()}`, '/..%2f..', '/x'])('does not exist at %s', async (path) => {
    expect((await call(path)).status).toBe(404)
  })

  it('goes after a day when no draft, publication or earlier version shows it', async () => {
    await pool().query('delete from knowledge_pictures')
    const ids: Record<string, string> = {}
    for (const name of ['draft', 'published', 'earlier', 'unused', 'new']) {
      const { path } = (await (await upload(PIXEL)).json()) as { path: string }
      ids[name] = path.split('/').at(-1) ?? ''
    }
    const articleId = newId()
    const text = (name: string) =>
      JSON.stringify({ texts: { en: `![x](/api/knowledge/pictures/${ids[name]})` } })
    await pool().query(
      `insert into knowledge_articles(id, title, draft, published) values ($1, 'Pictured', $2, $3)`,
      [articleId, text('draft'), text('published')],
    )
    await pool().query('insert into knowledge_versions(article_id, number, body) values ($1, 1, $2)', [
      articleId,
      text('earlier'),
    ])
    const at = new Date('2030-01-02T00:00:00Z')
    await pool().query('update knowledge_pictures set created_at = $1', [new Date('2030-01-01T00:00:00Z')])
    await pool().query('update knowledge_pictures set created_at = $2 where id = $1', [ids.new, at])
    expect(await sweepArticlePictures(new Date('2030-01-02T00:00:01Z'))).toBe(1)
    const { rows } = await pool().query<{ id: string }>('select id from knowledge_pictures')
    expect(new Set(rows.map(({ id }) => id))).toEqual(
      new Set([ids.draft, ids.published, ids.earlier, ids.new]),
    )
  })
})
