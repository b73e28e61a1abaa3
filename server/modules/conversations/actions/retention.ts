import { z } from 'zod'
import { forgetAttachments } from '@/server/events/store/directory'
import { countOldInAudit, currentSettings, eraseOldFromAudit, noteAudit } from '@/server/modules/accounts'
import type { RetentionPreview, RetentionSettings } from '@/server/modules/accounts/contract'
import { now } from '@/server/platform/clock'
import { inTransaction, pool } from '@/server/platform/db/pool'
import { addJob, type Task } from '@/server/platform/jobs'
import { log } from '@/server/platform/log'
import { round } from '@/server/platform/observe/rounds'
import { deleteUnused } from '../store/masked-originals'
import * as store from '../store/retention'
import { removeFiles } from './store-upload'

export const RETENTION_TASK = 'retention'
const DAY_MS = 86_400_000
const LOOK_MS = 10 * 60_000
/** Small enough that nobody waits for the locks of a batch. */
const BATCH = 100
/** One job deletes so much at most; what is left is the next job's. */
const MOST_PER_JOB = 5_000

const before = (days: number, at: Date) => new Date(at.getTime() - days * DAY_MS)

/** What a run with these settings would delete now. */
export async function previewRetention(settings: RetentionSettings): Promise<RetentionPreview> {
  const at = now()
  const { conversationDays, attachmentDays, auditDays } = settings
  const [conversations, attachments, auditValues] = await Promise.all([
    conversationDays ? store.countOldConversations(pool(), before(conversationDays, at)) : 0,
    attachmentDays ? store.countOldAttachments(pool(), before(attachmentDays, at)) : 0,
    auditDays ? countOldInAudit(before(auditDays, at)) : 0,
  ])
  return { conversations, attachments, auditValues }
}

/**
 * Deletes at most so much of what is older than the settings allow, batch by batch, each in a transaction with
 * what it adds to the run. Open conversations are never touched. True when nothing is left.
 */
export async function eraseOldContent(settings: RetentionSettings, day: string): Promise<boolean> {
  const at = now()
  const { conversationDays, attachmentDays, auditDays } = settings
  let left = MOST_PER_JOB
  const batches = async (one: () => Promise<number>) => {
    for (let count = BATCH; left > 0 && count > 0; ) {
      count = await one()
      left -= count
    }
  }
  if (conversationDays) await batches(() => eraseConversations(before(conversationDays, at), day, at))
  if (attachmentDays) await batches(() => eraseAttachments(before(attachmentDays, at), day))
  if (auditDays && left > 0) {
    const auditValues = await eraseOldFromAudit(before(auditDays, at), left)
    await store.addToRun(pool(), day, { auditValues })
    left -= auditValues
  }
  await deleteUnused(pool(), before(1, at))
  return left > 0
}

async function eraseConversations(until: Date, day: string, at: Date): Promise<number> {
  const { ids, files } = await inTransaction(async (sql) => {
    const ids = await store.lockOldConversations(sql, until, BATCH)
    if (ids.length === 0) return { ids, files: [] }
    const files = await store.eraseContents(sql, ids, at)
    await store.forgetCustomers(sql, ids)
    await store.addToRun(sql, day, { conversations: ids.length, attachments: files.length })
    return { ids, files }
  })
  await dropFiles(files)
  return ids.length
}

async function eraseAttachments(until: Date, day: string): Promise<number> {
  const files = await inTransaction(async (sql) => {
    const ids = await store.eraseOldAttachments(sql, until, BATCH)
    await store.addToRun(sql, day, { attachments: ids.length })
    return ids
  })
  await dropFiles(files)
  return files.length
}

async function dropFiles(ids: string[]): Promise<void> {
  if (ids.length === 0) return
  forgetAttachments(ids)
  await removeFiles(ids)
}

const payloadShape = z.object({ day: z.iso.date(), part: z.number().int() })

/** One part of a day's run; what is left is the next part's, and the last writes down what the run did. */
export const runRetention: Task = async (payload) => {
  const { day, part } = payloadShape.parse(payload)
  const { retention } = await currentSettings()
  const done = await eraseOldContent(retention, day)
  await inTransaction(async (sql) => {
    if (!done) return addPart(sql, day, part + 1)
    const counts = await store.endRun(sql, day, now())
    if (!counts || Object.values(counts).every((count) => count === 0)) return
    const about = { action: 'ran', entity: 'retention', entityId: day, label: day }
    await noteAudit(sql, { actor: null, ...about, after: { ...retention, ...counts } })
  })
}

const addPart = (sql: Parameters<typeof addJob>[0], day: string, part: number) =>
  addJob(sql, { task: RETENTION_TASK, payload: { day, part }, key: `${RETENTION_TASK}:${day}:${part}` })

/** The day's run is begun once, by whichever process comes first; nothing happens while nothing is to be deleted. */
export async function beginRetention(): Promise<boolean> {
  const { retention } = await currentSettings()
  if (!retention.conversationDays && !retention.attachmentDays && !retention.auditDays) return false
  const at = now()
  const day = at.toISOString().slice(0, 10)
  return inTransaction(async (sql) => {
    if (!(await store.beginRun(sql, day, at))) return false
    await addPart(sql, day, 1)
    return true
  })
}

export function startRetention(): () => void {
  const look = () =>
    void round('retention', LOOK_MS, beginRetention).catch((err) =>
      log().warn({ err: String(err) }, 'the retention run could not begin'),
    )
  const timer = setInterval(look, LOOK_MS)
  return () => clearInterval(timer)
}
