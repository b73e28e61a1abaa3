import { inspectPicture } from '@/server/modules/accounts'
import { now } from '@/server/platform/clock'
import { newId } from '@/server/platform/ids'
import { log } from '@/server/platform/log'
import { round } from '@/server/platform/observe/rounds'
import { articlePictureLimits, articlePicturePath } from '../contract'
import { deleteUnusedPictures, insertArticlePicture } from '../store/pictures'

/** Time in which an article that shows it must have been saved. */
const KEPT_MS = 24 * 3_600_000
const EVERY_MS = 60 * 60_000

/** Its address, for the text of an article. @throws {AppError} too_large, unsupported_media_type */
export async function storeArticlePicture(bytes: Uint8Array): Promise<{ path: string }> {
  const mediaType = inspectPicture(bytes, articlePictureLimits)
  const id = newId()
  await insertArticlePicture({ id, mediaType, bytes, at: now() })
  return { path: articlePicturePath(id) }
}

/** Removes what no draft and no publication shows. Safe in every process: a row is deleted once. */
export const sweepArticlePictures = (at: Date = now()): Promise<number> =>
  deleteUnusedPictures(new Date(at.getTime() - KEPT_MS))

export function startPictureSweep(): () => void {
  const run = () =>
    void round('article_pictures', EVERY_MS, sweepArticlePictures).catch((err) =>
      log().warn({ err: String(err) }, 'pictures of articles could not be swept'),
    )
  const timer = setInterval(run, EVERY_MS)
  return () => clearInterval(timer)
}
