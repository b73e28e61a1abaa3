import { pool } from '@/server/platform/db/pool'

type NewPicture = { id: string; mediaType: string; bytes: Uint8Array; at: Date }

export async function insertArticlePicture({ id, mediaType, bytes, at }: NewPicture): Promise<void> {
  await pool().query(
    'insert into knowledge_pictures(id, media_type, bytes, created_at) values ($1, $2, $3, $4)',
    [id, mediaType, Buffer.from(bytes), at],
  )
}

export async function findArticlePicture(id: string): Promise<{ mediaType: string; bytes: Buffer } | null> {
  const { rows } = await pool().query<{ mediaType: string; bytes: Buffer }>({
    name: 'knowledge_picture',
    text: 'select media_type as "mediaType", bytes from knowledge_pictures where id = $1',
    values: [id],
  })
  return rows[0] ?? null
}

/** Older than `before`, and shown by no draft, publication or earlier version. */
export async function deleteUnusedPictures(before: Date): Promise<number> {
  const { rowCount } = await pool().query(
    `delete from knowledge_pictures p where created_at < $1
       and not exists (select 1 from knowledge_articles a where strpos(a.draft::text, p.id::text) > 0
         or strpos(coalesce(a.published::text, ''), p.id::text) > 0)
       and not exists (select 1 from knowledge_versions v where strpos(v.body::text, p.id::text) > 0)`,
    [before],
  )
  return rowCount ?? 0
}
