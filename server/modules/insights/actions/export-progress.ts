import { nowMs } from '@/server/platform/clock'
import { singleton } from '@/server/platform/singleton'
import type { ExportProgress } from '../contract'

/** How far files are that are being made here; only their reader knows the id. Lost with the process. */
type Entry = { userId: string; rows: number; total: number; at: number }
const entries = () => singleton('insights.exports', () => new Map<string, Entry>())
const forgottenAfterMs = 600_000

export function noteProgress(id: string, userId: string, rows: number, total: number): void {
  const at = nowMs()
  for (const [key, entry] of entries()) if (at - entry.at > forgottenAfterMs) entries().delete(key)
  entries().set(id, { userId, rows, total, at })
}

export const endProgress = (id: string): boolean => entries().delete(id)

export function findProgress(userId: string, id: string): ExportProgress {
  const entry = entries().get(id)
  return entry?.userId === userId ? { rows: entry.rows, total: entry.total } : null
}
