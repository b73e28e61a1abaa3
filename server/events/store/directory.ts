import { pool, type Sql } from '@/server/platform/db/pool'
import { singleton } from '@/server/platform/singleton'

export type Person = { id: string; name: string; avatarUrl: string | null }
export type AttachmentInfo = {
  id: string
  name: string
  mediaType: string
  size: number
  width: number | null
  height: number | null
  durationMs: number | null
}

const KEEP_MS = 30_000
const LIMIT = 20_000

type Kept<T> = { value: T | null; until: number }
const people = () => singleton('directory.people', () => new Map<string, Kept<Person>>())
const files = () => singleton('directory.files', () => new Map<string, Kept<AttachmentInfo>>())

function missing<T>(cache: Map<string, Kept<T>>, ids: Iterable<string>): string[] {
  const at = Date.now()
  return [...new Set(ids)].filter((id) => (cache.get(id)?.until ?? 0) < at)
}

function keep<T extends { id: string }>(cache: Map<string, Kept<T>>, ids: string[], found: T[]): void {
  if (cache.size > LIMIT) cache.clear()
  const byId = new Map(found.map((f) => [f.id, f]))
  for (const id of ids) cache.set(id, { value: byId.get(id) ?? null, until: Date.now() + KEEP_MS })
}

/** Public names of the staff and facts of attachments, kept for half a minute. */
export async function ensureDirectory(
  agentIds: Iterable<string>,
  attachmentIds: Iterable<string>,
  /** Inside a transaction its own connection: a second one from the pool could wait for ever. */
  sql: Sql = pool(),
): Promise<void> {
  const wantedPeople = missing(people(), agentIds)
  if (wantedPeople.length) {
    const { rows } = await sql.query<Person>(
      `select u.id, coalesce(a.public_name, u.name) as name, a.avatar_url as "avatarUrl"
       from users u left join agents a on a.id = u.id where u.id = any($1)`,
      [wantedPeople],
    )
    keep(people(), wantedPeople, rows)
  }
  const wantedFiles = missing(files(), attachmentIds)
  if (wantedFiles.length) {
    const { rows } = await sql.query<AttachmentInfo>(
      `select id, name, media_type as "mediaType", size, width, height, duration_ms as "durationMs"
       from attachments where id = any($1)`,
      [wantedFiles],
    )
    keep(files(), wantedFiles, rows)
  }
}

export const hasDirectory = (agentIds: string[], attachmentIds: string[]): boolean =>
  missing(people(), agentIds).length === 0 && missing(files(), attachmentIds).length === 0

/** What was taken back is known to nobody here any more. */
export const forgetAttachments = (ids: readonly string[]): void => {
  for (const id of ids) files().delete(id)
}

export const findPerson = (id: string): Person | null => people().get(id)?.value ?? null
export const findAttachment = (id: string): AttachmentInfo | null => files().get(id)?.value ?? null
