import { pool } from '@/server/platform/db/pool'
import type { Db } from '@/server/platform/db/prisma'

export type StoredSynonyms = { sets: string[]; version: number }

export async function readSynonyms(): Promise<StoredSynonyms> {
  const { rows } = await pool().query<StoredSynonyms>(
    'select synonyms as sets, synonyms_version as version from knowledge_state where id = 1',
  )
  return rows[0] ?? { sets: [], version: 1 }
}

export async function lockSynonyms(tx: Db): Promise<StoredSynonyms> {
  const rows = await tx.$queryRaw<StoredSynonyms[]>`select synonyms as sets, synonyms_version as version
    from knowledge_state where id = 1 for update`
  return rows[0] ?? { sets: [], version: 1 }
}

/** The generation rises with them: the index is made anew. */
export async function writeSynonyms(tx: Db, sets: string[]): Promise<void> {
  await tx.$executeRaw`update knowledge_state set synonyms = ${sets}, synonyms_version = synonyms_version + 1,
    generation = generation + 1 where id = 1`
}
