import { createHash, randomBytes } from 'node:crypto'
import type { Principal } from '@/server/access'
import { noteAudit } from '@/server/modules/accounts'
import { now, nowMs } from '@/server/platform/clock'
import { inTransaction, pool } from '@/server/platform/db/pool'
import type { FeedState } from '../contract'
import { type FeedEvent, writeIcal } from '../domain/ical-feed'
import { timesOf } from '../domain/leave-times'
import { joinShifts, type OwnShift } from '../domain/own-shifts'
import { deleteFeed, type FeedOwner, findFeed, findFeedOwner, putFeed } from '../store/feeds'
import { type LeaveRow, listLeavesOf } from '../store/leaves'
import { listOwnSpans, type OwnSpan } from '../store/my-shifts'
import { organizationZone, ownAgentId, type Zone } from './request-ground'

const DAY_MS = 86_400_000
const BACK_DAYS = 30
const AHEAD_DAYS = 180

const hashOf = (token: string) => createHash('sha256').update(token).digest()

/** The address is shown once; making a new one ends the one before. */
export async function makeFeed(principal: Principal): Promise<{ path: string }> {
  const agentId = ownAgentId(principal)
  const token = randomBytes(24).toString('base64url')
  await inTransaction(async (sql) => {
    await putFeed(sql, agentId, hashOf(token), now())
    await noteAudit(sql, entry(principal, agentId, 'secret_made'))
  })
  return { path: `/calendar/${token}.ics` }
}

export async function revokeFeed(principal: Principal): Promise<void> {
  const agentId = ownAgentId(principal)
  await inTransaction(async (sql) => {
    if (await deleteFeed(sql, agentId)) await noteAudit(sql, entry(principal, agentId, 'secret_retired'))
  })
}

const entry = (actor: Principal, entityId: string, action: string) => ({
  ...{ actor, action, entity: 'schedule_feed', entityId, label: actor.name },
})

export async function getFeed(principal: Principal): Promise<FeedState> {
  return { createdAt: (await findFeed(pool(), ownAgentId(principal)))?.toISOString() ?? null }
}

const words = {
  en: { calendar: 'Shifts', shift: 'Shift', breaks: 'Breaks' },
  zh: { calendar: '班次', shift: '班次', breaks: '休息' },
}
const leaveWords = {
  en: { vacation: 'Leave', sick: 'Sick leave', training: 'Training', other: 'Away' },
  zh: { vacation: '休假', sick: '病假', training: '培训', other: '外出' },
}

/** The calendar behind a link; null when there is none. The same plan gives the same bytes. */
export async function readFeed(token: string): Promise<{ body: string; etag: string } | null> {
  const owner = await findFeedOwner(pool(), hashOf(token))
  if (!owner) return null
  const zone = await organizationZone()
  const from = new Date(nowMs() - BACK_DAYS * DAY_MS)
  const until = new Date(nowMs() + AHEAD_DAYS * DAY_MS)
  const [spans, leaves] = await Promise.all([
    listOwnSpans(pool(), owner.agentId, from, until),
    listLeavesOf(pool(), owner.agentId, from),
  ])
  const language = owner.locale?.startsWith('zh') ? 'zh' : 'en'
  const events = [
    ...joinShifts(spans).map((shift) => shiftEvent(shift, owner, zone, language)),
    ...leaves.filter(({ status }) => status === 'approved').map((leave) => leaveEvent(leave, zone, language)),
  ]
  const body = writeIcal(`${words[language].calendar} · ${owner.name}`, events)
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url')}"` }
}

type Language = keyof typeof words

function shiftEvent(
  { entryId, startsAt, endsAt, breaks, first }: OwnShift<OwnSpan>,
  owner: FeedOwner,
  { timeZone }: Zone,
  language: Language,
): FeedEvent {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
  const pauses = breaks.map((one) => `${clock.format(one.startsAt)}–${clock.format(one.endsAt)}`)
  const said = words[language]
  const lines = [pauses.length > 0 ? `${said.breaks}: ${pauses.join(', ')}` : '', first.note]
  return {
    uid: `shift-${entryId ?? `${owner.agentId}-${startsAt}`}@switchyard`,
    stampMs: first.publishedAt ?? owner.createdAt.getTime(),
    summary: first.name ?? said.shift,
    description: lines.filter(Boolean).join('\n'),
    when: { from: startsAt, until: endsAt },
    free: false,
  }
}

function leaveEvent(leave: LeaveRow, { timeZone }: Zone, language: Language): FeedEvent {
  const instants = { startsAt: leave.startsAt.getTime(), endsAt: leave.endsAt.getTime() }
  const times = timesOf(instants, timeZone)
  const dayAfter = (day: string) =>
    new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10)
  return {
    uid: `leave-${leave.id}@switchyard`,
    stampMs: leave.requestedAt.getTime(),
    summary: leaveWords[language][leave.kind],
    description: leave.note,
    when:
      times.kind === 'days'
        ? { firstDay: times.firstDay, afterDay: dayAfter(times.lastDay) }
        : { from: instants.startsAt, until: instants.endsAt },
    free: true,
  }
}
