import type { z } from 'zod'
import type { Principal } from '@/server/access'
import { beforeOf, recordAudit } from '@/server/modules/accounts'
import { now } from '@/server/platform/clock'
import { type Db, inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { type ArticleInput, articleInput, type changeArticlesInput } from '../contract'
import {
  findVersion,
  insertArticle,
  lockArticle,
  removeArticle,
  type StoredArticle,
  titleOf,
  writeDraft,
  writePublication,
  writeWithdrawal,
} from '../store/articles'
import { raiseGeneration } from '../store/published'

type Versioned = { id: string; version: number }

export function asTaken(error: unknown): never {
  const { code } = error as { code?: unknown }
  if (code !== 'P2002' && code !== '23505') throw error
  throw new AppError('duplicate', 'Another article has this title.', {
    fields: [{ path: 'titles.en', message: 'already taken', code: 'title_taken' }],
    cause: error,
  })
}

/** @throws {AppError} duplicate */
export async function createArticle(actor: Principal, article: ArticleInput): Promise<{ id: string }> {
  const id = newId()
  await inTransaction(async (tx) => {
    await insertArticle(tx, id, article)
    await auditArticle(tx, actor, 'created', { id, before: null, after: article })
  }).catch(asTaken)
  return { id }
}

/** Changes the draft; what is published stays until it is published anew. @throws {AppError} not_found, conflict, duplicate */
export async function updateArticle(
  actor: Principal,
  { article, ...wanted }: Versioned & { article: ArticleInput },
): Promise<void> {
  await inTransaction(async (tx) => {
    const before = await getLocked(tx, wanted)
    await writeDraft(tx, before.id, article)
    await auditArticle(tx, actor, 'updated', { id: before.id, before: before.draft, after: article })
  }).catch(asTaken)
}

/**
 * Many at once, all or none. Publishing what is published as it stands changes nothing.
 * @throws {AppError} not_found, conflict
 */
export async function changeArticles(
  actor: Principal,
  { articles, act }: z.output<typeof changeArticlesInput>,
): Promise<{ changed: number }> {
  return inTransaction(async (tx) => {
    let changed = 0
    for (const wanted of articles.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      if (await changeOne(tx, actor, await getLocked(tx, wanted), act)) changed += 1
    }
    if (changed > 0 && act.kind !== 'move') await raiseGeneration(tx)
    return { changed }
  })
}

type Act = z.output<typeof changeArticlesInput>['act']

async function changeOne(tx: Db, actor: Principal, stands: StoredArticle, act: Act): Promise<boolean> {
  const { id, draft, published } = stands
  switch (act.kind) {
    case 'publish':
      if (published && same(published, draft)) return false
      await publish(tx, actor, stands)
      return true
    case 'withdraw':
      if (!published) return false
      await writeWithdrawal(tx, id)
      await auditArticle(tx, actor, 'withdrawn', { id, before: draft, after: draft })
      return true
    case 'move': {
      const after = { ...draft, topic: act.topic }
      if (draft.topic === act.topic) return false
      await writeDraft(tx, id, after)
      await auditArticle(tx, actor, 'updated', { id, before: draft, after })
      return true
    }
    case 'delete':
      await removeArticle(tx, id)
      await auditArticle(tx, actor, 'deleted', { id, before: draft, after: null })
      return true
  }
}

/** The caller raises the generation. */
export async function publish(tx: Db, actor: Principal, stands: StoredArticle): Promise<void> {
  const { id, draft, published, publishedVersion } = stands
  await writePublication(tx, {
    ...{ id, body: draft, number: publishedVersion + 1, by: actor.userId, at: now() },
  })
  await auditArticle(tx, actor, 'published', { id, before: published, after: draft })
}

/** An earlier publication becomes the draft. @throws {AppError} not_found, conflict, duplicate */
export async function restoreVersion(
  actor: Principal,
  { number, ...wanted }: Versioned & { number: number },
): Promise<void> {
  await inTransaction(async (tx) => {
    const before = await getLocked(tx, wanted)
    const after = await findVersion(tx, before.id, number)
    if (!after) throw new AppError('not_found', 'There is no such version.')
    await writeDraft(tx, before.id, after)
    await auditArticle(tx, actor, 'restored', { id: before.id, before: before.draft, after })
  }).catch(asTaken)
}

/** The draft as before an entry of the log; what was deleted comes back under its old id. */
export async function restoreArticle(
  actor: Principal,
  { entryId }: { entryId: string },
): Promise<{ id: string }> {
  const { id, before: wanted } = await beforeOf(entryId, 'article', articleInput)
  await inTransaction(async (tx) => {
    const stands = await lockArticle(tx, id)
    if (stands) await writeDraft(tx, id, wanted)
    else await insertArticle(tx, id, wanted)
    await auditArticle(tx, actor, 'restored', { id, before: stands?.draft ?? null, after: wanted })
  }).catch(asTaken)
  return { id }
}

async function getLocked(tx: Db, { id, version }: Versioned): Promise<StoredArticle> {
  const article = await lockArticle(tx, id)
  if (!article) throw new AppError('not_found', 'There is no such article.')
  if (article.version === version) return article
  throw new AppError('conflict', 'Somebody else changed this article in the meantime.', {
    data: { current: { ...article.draft, id, version: article.version } },
  })
}

const same = (a: ArticleInput, b: ArticleInput): boolean => JSON.stringify(a) === JSON.stringify(b)

type Change = { id: string; before: ArticleInput | null; after: ArticleInput | null }

export const auditArticle = (tx: Db, actor: Principal, action: string, { id, before, after }: Change) => {
  const named = after ?? before
  return recordAudit(tx, {
    ...{ actor, action, entity: 'article', entityId: id, before, after },
    label: named ? titleOf(named) : '',
  })
}
