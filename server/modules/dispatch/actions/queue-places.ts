import { publishFleeting } from '@/server/events/publish'
import { streamingConversations } from '@/server/events/streams'
import type { QueueView } from '@/server/http/v1/contract'
import { nowMs } from '@/server/platform/clock'
import { pool, type Sql } from '@/server/platform/db/pool'
import { log } from '@/server/platform/log'
import { singleton } from '@/server/platform/singleton'
import { estimateWaitSeconds } from '../domain/estimate-wait'
import { findPlaces, listPlaces, loadPace, type Pace, type Place } from '../store/queue-places'

/** Look back this far for the pace of a queue. */
const WINDOW_MS = 30 * 60_000
const PACE_KEPT_MS = 5_000
/** Places move with every pop: tell them once a second, and all of them anew every ten. */
const PUSH_MS = 1_000
const PUSH_ALL_MS = 10_000

const paces = () => singleton('queue.pace', () => new Map<string, { pace: Promise<Pace>; until: number }>())
const changed = () => singleton('queue.changed', () => new Set<string>())

/** However many ask at once, a group's is read once. */
function paceOf(groupId: string, at: number): Promise<Pace> {
  const kept = paces().get(groupId)
  if (kept && kept.until > at) return kept.pace
  const pace = loadPace(pool(), groupId, new Date(at - WINDOW_MS))
  paces().set(groupId, { pace, until: at + PACE_KEPT_MS })
  pace.catch(() => {
    if (paces().get(groupId)?.pace === pace) paces().delete(groupId)
  })
  return pace
}

async function toView(place: Place, at: number): Promise<QueueView> {
  const { position, choice } = place
  return { position, choice, estimatedWaitSeconds: await estimateAt(place, at) }
}

/** What whoever stands at this place of a group's queue is told, in seconds; null where nothing can be said. */
export async function estimateAt(
  { groupId, position }: Pick<Place, 'groupId' | 'position'>,
  at: number,
): Promise<number | null> {
  const pace = await paceOf(groupId, at)
  return estimateWaitSeconds({
    position,
    at,
    recentAssignments: pace.recent.map((date) => date.getTime()),
    queueingSince: pace.queueingSince?.getTime() ?? at,
    windowMs: WINDOW_MS,
    places: pace.places,
    meanHoldingMs: pace.meanHoldingMs,
  })
}

/** Position and estimate of those among these conversations that wait. */
export async function queueViews(conversationIds: string[]): Promise<Map<string, QueueView>> {
  if (conversationIds.length === 0) return new Map()
  const at = nowMs()
  const places = await findPlaces(pool(), conversationIds)
  return new Map(await Promise.all(places.map(async (p) => [p.conversationId, await toView(p, at)] as const)))
}

/** As the caller's transaction sees it; null when it does not wait. */
export async function queueViewWithin(
  sql: Sql,
  conversationId: string,
  at: number,
): Promise<QueueView | null> {
  const [place] = await findPlaces(sql, [conversationId])
  return place ? toView(place, at) : null
}

/** The queue of this group moved: its customers are told within a second. */
export function markQueueChanged(groupId: string): void {
  changed().add(groupId)
}

async function pushPlaces(groupIds: string[] | 'all'): Promise<void> {
  const watched = streamingConversations()
  if (watched.length === 0) return
  const at = nowMs()
  const places =
    groupIds === 'all'
      ? await findPlaces(pool(), watched)
      : (await Promise.all(groupIds.map((id) => listPlaces(pool(), id, watched)))).flat()
  for (const place of places) {
    publishFleeting({
      type: 'queue',
      conversationId: place.conversationId,
      customerId: place.customerId,
      audience: 'customer',
      at: new Date(at),
      payload: { patch: { queue: await toView(place, at) } },
    })
  }
}

export function startQueuePlaces(): () => void {
  const push = (groupIds: string[] | 'all') =>
    void pushPlaces(groupIds).catch((err) => log().debug({ err: String(err) }, 'places could not be told'))
  const soon = setInterval(() => {
    const groupIds = [...changed()]
    changed().clear()
    if (groupIds.length > 0) push(groupIds)
  }, PUSH_MS)
  const all = setInterval(() => push('all'), PUSH_ALL_MS)
  return () => {
    clearInterval(soon)
    clearInterval(all)
  }
}
