import { pool } from '@/server/platform/db/pool'
import type { Db } from '@/server/platform/db/prisma'
import { type ArticleInput, articleInput } from '../contract'

export type PublishedArticle = { id: string; article: ArticleInput }

/** In the transaction of whatever changes what is published. */
export async function raiseGeneration(tx: Db): Promise<void> {
  await tx.$executeRaw`update knowledge_state set generation = generation + 1`
}

export async function readGeneration(): Promise<number> {
  const { rows } = await pool().query<{ generation: number }>({
    name: 'knowledge_generation',
    text: 'select generation from knowledge_state',
  })
  return rows[0]?.generation ?? 0
}

export async function listPublished(): Promise<PublishedArticle[]> {
  const { rows } = await pool().query<{ id: string; published: unknown }>(
    'select id, published from knowledge_articles where published is not null order by id',
  )
  return rows.map(({ id, published }) => ({ id, article: articleInput.parse(published) }))
}

/** Of the organisation: days begin and end there. */
export async function readTimeZone(): Promise<string> {
  const { rows } = await pool().query<{ time_zone: string }>({
    name: 'knowledge_time_zone',
    text: 'select time_zone from organization where id = 1',
  })
  return rows[0]?.time_zone ?? 'UTC'
}

/** Of what is published only; false where there is none such. */
export async function countUse(id: string): Promise<boolean> {
  const { rowCount } = await pool().query({
    name: 'knowledge_use',
    text: 'update knowledge_articles set used_count = used_count + 1 where id = $1 and published is not null',
    values: [id],
  })
  return rowCount === 1
}

export async function countFeedback(id: string, helpful: boolean): Promise<boolean> {
  const { rowCount } = await pool().query({
    name: 'knowledge_feedback',
    text: `update knowledge_articles set helpful_count = helpful_count + $2::int,
      unhelpful_count = unhelpful_count + 1 - $2::int where id = $1 and published is not null`,
    values: [id, helpful ? 1 : 0],
  })
  return rowCount === 1
}
