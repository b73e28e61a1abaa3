import { now } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { log } from '@/server/platform/log'
import { round } from '@/server/platform/observe/rounds'
import { deleteOrphans } from '../store/attachments'
import { removeFiles } from './store-upload'

/** What was uploaded and not sent within a day will not be. */
const KEPT_MS = 24 * 3_600_000
const EVERY_MS = 10 * 60_000

/** Removes uploads that no message carries. Safe to run in every process: a row is deleted once. */
export async function sweepUploads(at: Date = now()): Promise<number> {
  let removed = 0
  for (;;) {
    const ids = await deleteOrphans(pool(), new Date(at.getTime() - KEPT_MS))
    if (ids.length === 0) return removed
    await removeFiles(ids)
    removed += ids.length
  }
}

export function startUploadSweep(): () => void {
  const run = () =>
    void round('uploads', EVERY_MS, sweepUploads).catch((err) =>
      log().warn({ err: String(err) }, 'uploads could not be swept'),
    )
  const timer = setInterval(run, EVERY_MS)
  return () => clearInterval(timer)
}
