import { can, type Principal } from '@/server/access'
import { pool } from '@/server/platform/db/pool'
import type { RecordEntry } from '../contract'
import { alarmEntries, mergeEntries, ratingEntries, toEntry, watcherEntries } from '../domain/record'
import { listAlarmsOf } from '../store/list-alarms'
import { listWatchers } from '../store/participants'
import { findRating, readEntries } from '../store/read-record'

type Of = { id: string; agentId: string | null; groupId: string | null }

/** What stands beside the log. Silent watchers are for those who may supervise. */
export async function readExtras(of: Of, principal: Principal): Promise<RecordEntry[]> {
  const supervises = can(principal, 'conversations.supervise', { ownerId: null, groupIds: [of.groupId] })
  const [alarms, watchers, rating] = await Promise.all([
    listAlarmsOf(pool(), of.id),
    supervises ? listWatchers(pool(), of.id) : [],
    findRating(pool(), of.id),
  ])
  return [...alarmEntries(alarms), ...watcherEntries(watchers), ...ratingEntries(rating)]
}

/** A page of the record by place in the log; the extras come in by their time. `next` null: that was all. */
export async function readRecord(
  of: Of,
  principal: Principal,
  { after, limit }: { after: number; limit: number },
): Promise<{ items: RecordEntry[]; next: number | null }> {
  const rows = await readEntries(pool(), of.id, after, limit + 1)
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  const from = after === 0 ? '' : (page[0]?.at.toISOString() ?? '')
  const until = last?.at.toISOString() ?? null
  const extras = (await readExtras(of, principal)).filter(
    ({ at }) => at >= from && (until === null || at < until),
  )
  return { items: mergeEntries(page.map(toEntry), extras), next: last?.seq ?? null }
}
